import assert from 'node:assert/strict';
import type { ComposeProject, ComposeScalar, ComposeService, ComposeSet } from '../../server/src/core/facts/compose/model';
import { mergeCompose } from '../../server/src/core/facts/compose/project';
import { readComposeFile } from '../../server/src/core/facts/compose/read';

export type FileTexts = Readonly<Record<string, string>>;

/** The project of a set of files: the first is the base unless `set` says more. A text alone is `compose.yaml`. */
export function project(files: FileTexts | string, ...overrides: string[]): ComposeProject {
  const texts: FileTexts = typeof files === 'string' ? { 'compose.yaml': files } : files;
  const set: ComposeSet = { base: Object.keys(texts)[0] ?? 'compose.yaml', overrides, variant: 'base' };
  return mergeCompose(set, {
    facts: (path) => (texts[path] === undefined ? null : readComposeFile(path, texts[path])),
    text: (path) => texts[path] ?? null,
  });
}

export function service(from: ComposeProject, name = 'web'): ComposeService {
  const found = from.services.get(name);
  assert.ok(found, `no service ${name}`);
  return found;
}

/** The body of one service, indented by four, as a whole file. */
export function web(body: string, rest = ''): string {
  return `services:\n  web:\n${body.split('\n').map((line) => `    ${line}`).join('\n')}\n${rest}`;
}

export function values(scalars: readonly ComposeScalar[]): string[] {
  return scalars.map((scalar) => scalar.value);
}

/** `{NAME: value}`, null for a variable that is passed through. */
export function environment(from: ComposeService): Record<string, string | null> {
  return Object.fromEntries([...from.environment].map(([name, variable]) => [name, variable.value?.value ?? null]));
}
