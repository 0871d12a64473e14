import assert from 'node:assert/strict';
import { draw, type Kind } from './draw';
import { factsOf, pythonParser } from './parser';

/**
 * Declares a test: the facts of these kinds in `source`, drawn, are `expected`, a line each. Both texts lose the
 * indentation of their first line.
 */
export function check(title: string, kinds: readonly Kind[] | Kind, source: string, expected: string): void {
  it(title, async () => {
    const facts = factsOf(await pythonParser(), dedent(source));
    const lines = dedent(expected).split('\n').filter((line) => line !== '');
    assert.deepEqual(draw(facts, typeof kinds === 'string' ? [kinds] : kinds), lines);
  });
}

/** The text without the line break at its start and the indentation of its first line. */
export function dedent(text: string): string {
  const body = text.replace(/^\n/, '').replace(/\n[ \t]*$/, '\n');
  const indentation = /^[ \t]*/.exec(body)?.[0] ?? '';
  return body.split('\n').map((line) => (line.startsWith(indentation) ? line.slice(indentation.length) : line.trimStart())).join('\n');
}
