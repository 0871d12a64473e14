import { RE2JS } from 're2js';

/** Longest pattern and largest program (RE2 instructions) that a rule may bring: matching takes linear time in both. */
export const patternLimits = { length: 1000, program: 4000 } as const;

/** What is wrong with a rule's pattern, in a sentence; null for a pattern that RE2 takes. Time is bounded by the limits. */
export function patternProblem(source: string): string | null {
  if (source.length > patternLimits.length) {
    return `The pattern is ${source.length} characters long; the limit is ${patternLimits.length}. Use a check for what needs more.`;
  }
  try {
    const size = RE2JS.compile(source).programSize();
    return size > patternLimits.program ? 'The pattern is too large once its repetitions are written out. Repeat less.' : null;
  } catch (error) {
    const detail = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : 'it does not parse';
    const advice = /\(\?[=!<]|\\[1-9]/.test(source) ? ' RE2 has no look-around and no back-references.' : '';
    return `This is not an RE2 pattern: ${detail}.${advice}`;
  }
}
