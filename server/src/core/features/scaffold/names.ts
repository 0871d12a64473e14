import { ScaffoldError } from './model';

/** Keywords of Python 3.12, soft ones among them (The Python Language Reference, 2.3.1 and 2.3.2). */
const keywords = new Set((
  'and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield ' +
  'match case type none true false').split(' '));
/** Compose services and folders of every service, which a service or a use case of that name would hide. */
const taken = new Set('postgres mongo redis rabbitmq nginx src tests test shared services migrations secrets main config errors ports health routes base'.split(' '));
/** A label of the domain name system, as which compose makes a service's name known (RFC 1035). */
const longest = 63;

/**
 * Checks the name of a service or use case: lower-case words with underscores.
 * @throws ScaffoldError
 */
export function checkName(name: string, what: 'service' | 'use case' | 'context'): void {
  const suggestion = toSnake(name);
  const hint = suggestion !== '' && suggestion !== name && /^[a-z]/.test(suggestion) ? `; say \`${suggestion}\`` : '';
  if (!/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(name)) throw new ScaffoldError(`\`${name}\` is no name for a ${what}: lower-case letters, digits and single underscores, beginning with a letter${hint}`);
  if (name.length > longest) throw new ScaffoldError(`the name of a ${what} has at most ${longest} characters, since it is a host's name, too`);
  if (keywords.has(name)) throw new ScaffoldError(`\`${name}\` is a word of Python's own and no name for a ${what}`);
  if (taken.has(name) && what !== 'context') throw new ScaffoldError(`\`${name}\` has a meaning of its own in a project of this architecture and is no name for a ${what}`);
}

/** `CancelOrder` of `cancel_order`. */
export function toPascal(name: string): string {
  return name.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** `cancel-order` of `cancel_order`: words of addresses are joined with hyphens. */
export function toKebab(name: string): string {
  return name.replace(/_/g, '-');
}

/** `Cancel order` of `cancel_order`. */
export function toSentence(name: string): string {
  const words = name.replace(/_/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function toSnake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
}
