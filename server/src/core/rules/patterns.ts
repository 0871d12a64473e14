import { RE2JS } from 're2js';

/** A compiled RE2 pattern: linear in the length of the text, whatever a pack's author wrote. */
export interface TextPattern {
  test(text: string): boolean;
}

/**
 * Compiles an RE2 pattern.
 * @throws Error with the reason where it is not one; the loader has told the author before.
 */
export function compilePattern(source: string): TextPattern {
  const compiled = RE2JS.compile(source);
  return { test: (text) => compiled.matcher(text).find() };
}
