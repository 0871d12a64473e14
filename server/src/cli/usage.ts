import { parseArgs, type ParseArgsConfig } from 'node:util';

/** The command line was used wrongly: told in one sentence, exit status 2. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Options and operands of a command.
 * @throws UsageError for an unknown option or a missing value
 */
export function readArguments<T extends Options>(args: readonly string[], options: T): ReturnType<typeof parseArgs<{ args: string[]; options: T; allowPositionals: true; strict: true }>> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error instanceof Error ? error.message : String(error)).replace(/\. .*$/s, '').replace(/\.$/, ''));
  }
}

/** One of the allowed values. @throws UsageError */
export function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new UsageError(`\`${option}\` takes ${allowed.join(', ')}, not \`${value}\``);
  return found;
}

/** A whole number of at least `least`. @throws UsageError */
export function wholeNumber(option: string, value: string, least: number): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < least) throw new UsageError(`\`${option}\` takes a whole number from ${least}, not \`${value}\``);
  return number;
}
