import type { VariableUse } from './node';

/** What `${…}` in a text comes to. */
export interface Interpolated {
  readonly text: string;
  readonly variables: readonly VariableUse[];
  readonly isResolved: boolean;
  /** A `${` that is no valid expression: it stays as written. */
  readonly isInvalid: boolean;
}

/** Value of a variable; undefined where it is not set. */
export type Lookup = (name: string) => string | undefined;

const deepestNesting = 20;

/**
 * Puts variables into a text (Compose Specification, 12-interpolation): `$NAME`, `${NAME}`, `:-`, `-`, `:?`, `?`, `:+`, `+`,
 * nested, `$$`. A variable without value and default becomes the empty string, and the result is then not resolved.
 */
export function interpolate(text: string, lookup: Lookup): Interpolated {
  if (!text.includes('$')) return { text, variables: [], isResolved: true, isInvalid: false };
  const run = new Interpolation(lookup);
  return { text: run.substitute(text, 0), variables: run.variables, isResolved: run.isResolved, isInvalid: run.isInvalid };
}

class Interpolation {
  readonly variables: VariableUse[] = [];
  isResolved = true;
  isInvalid = false;

  constructor(private readonly lookup: Lookup) {}

  substitute(text: string, depth: number): string {
    let result = '';
    let at = 0;
    for (;;) {
      const dollar = text.indexOf('$', at);
      if (dollar < 0 || depth > deepestNesting) return result + text.slice(at);
      result += text.slice(at, dollar);
      at = dollar + 1;
      const next = text.charAt(at);
      if (next === '$') {
        result += '$';
        at++;
      } else if (next === '{') {
        const end = closingBrace(text, at);
        if (end < 0) {
          this.isInvalid = true;
          return result + text.slice(dollar);
        }
        result += this.braced(text.slice(at + 1, end), depth);
        at = end + 1;
      } else {
        const name = /^[A-Za-z_][A-Za-z0-9_]*/.exec(text.slice(at, at + 200))?.[0];
        result += name === undefined ? '$' : this.plain(name);
        at += name?.length ?? 0;
      }
    }
  }

  private plain(name: string): string {
    const value = this.lookup(name);
    this.variables.push({ name, default: null, required: false });
    if (value === undefined) this.isResolved = false;
    return value ?? '';
  }

  private braced(expression: string, depth: number): string {
    const match = /^([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-?+])([\s\S]*))?$/.exec(expression);
    if (!match?.[1]) {
      this.isInvalid = true;
      return `\${${expression}}`;
    }
    const [, name, operator, rest = ''] = match;
    if (operator === undefined) return this.plain(name);
    const value = this.lookup(name);
    const isSet = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
    if (operator.endsWith('-')) return this.withDefault(name, rest, isSet ? value : undefined, depth);
    if (operator.endsWith('+')) {
      this.variables.push({ name, default: null, required: false });
      // What stands here depends on a variable that nothing in the workspace sets.
      if (!isSet) this.isResolved &&= value !== undefined;
      return isSet ? this.substitute(rest, depth + 1) : '';
    }
    this.variables.push({ name, default: null, required: true });
    if (!isSet) this.isResolved = false;
    return isSet ? value ?? '' : '';
  }

  private withDefault(name: string, rest: string, value: string | undefined, depth: number): string {
    const place = this.variables.length;
    const wasResolved = this.isResolved;
    const fallback = this.substitute(rest, depth + 1);
    this.variables.splice(place, 0, { name, default: fallback, required: false });
    if (value === undefined) return fallback;
    this.isResolved = wasResolved;
    return value;
  }
}

/** Index of the brace that closes the one at `open`, or -1. */
function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return i;
  }
  return -1;
}
