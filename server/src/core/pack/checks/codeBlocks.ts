import { lineRange } from '../../text/range';
import type { PackProblem } from '../model';
import { closest } from '../suggest';
import { placeBlocks } from '../verify/blockWorkspaces';
import type { PageCheck } from './pageCheck';
import { problemAt } from './pageCheck';

/** `docs/front-matter` on fences: attributes that cannot be followed, and rules that no page declares. */
export const checkCodeBlocks: PageCheck = (page, pack) => {
  const problems: PackProblem[] = [];
  const { lines } = page.reading;
  for (const { block, fault } of placeBlocks(page.module, page.reading.body.blocks)) {
    const fence = block.line - 1;
    const text = lines.line(fence);
    if (fault) problems.push(problemAt(page, 'docs/front-matter', lineRange(fence, 0, text.length), `This fence needs ${fault.expected}, and has ${fault.got}`, 'error'));
    for (const rule of block.incorrect) {
      if (pack.rules.has(rule)) continue;
      const at = text.indexOf(rule);
      const range = at < 0 ? lineRange(fence, 0, text.length) : lineRange(fence, at, at + rule.length);
      const near = closest(rule, pack.rules);
      problems.push(problemAt(page, 'docs/front-matter', range, `No page declares a rule \`${rule}\`.${near ? ` Did you mean \`${near}\`?` : ''}`, 'error'));
    }
  }
  return problems;
};
