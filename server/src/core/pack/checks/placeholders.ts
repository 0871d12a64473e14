import { lineRange } from '../../text/range';
import type { PackProblem } from '../model';
import type { PageCheck } from './pageCheck';
import { isTemplate, problemAt } from './pageCheck';

const placeholder = /\{[A-Za-z][^{}\n]{0,100}\}|\bINSTRUCTIONS?\b(?=\s*:)|\b(?:TODO|FIXME|TBD)\b/g;

/** `docs/placeholder`: text of the template that nobody replaced. Code is left alone: braces mean something there. */
export const checkPlaceholders: PageCheck = (page) => {
  if (isTemplate(page.module.id)) return [];
  const problems: PackProblem[] = [];
  const { lines, body } = page.reading;
  for (const run of body.prose) {
    run.text.split('\n').forEach((text, index) => {
      for (const hit of text.matchAll(placeholder)) {
        const line = run.line + index;
        const column = lines.line(line).indexOf(hit[0]);
        const range = column < 0 ? lineRange(line, 0, lines.line(line).length) : lineRange(line, column, column + hit[0].length);
        problems.push(problemAt(page, 'docs/placeholder', range, `\`${hit[0]}\` is left from the template. Write what belongs here, or remove it.`, 'warning'));
      }
    });
  }
  for (const key of ['title', 'summary'] as const) {
    const hit = page.module[key].match(placeholder)?.[0];
    if (hit) problems.push(problemAt(page, 'docs/placeholder', page.reading.rangeOf([key]), `\`${hit}\` is left from the template. Write the ${key}.`, 'warning'));
  }
  return problems;
};
