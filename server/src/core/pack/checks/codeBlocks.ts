import { lineRange } from '../../text/range';
import type { CodeBlock, PackProblem } from '../model';
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
    const label = labelProblem(block);
    if (label !== null) problems.push(problemAt(page, 'docs/front-matter', lineRange(block.line, 0, lines.line(block.line).length), label, 'warning'));
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

/** The first line tells readers what the attribute tells the verifier. */
function labelProblem(block: CodeBlock): string | null {
  const first = block.code.slice(0, 400).split('\n', 1)[0] ?? '';
  const saysIncorrect = /\bINCORRECT\b/.test(first);
  if (block.incorrect.length > 0 && !saysIncorrect) return 'The block names rules that flag it, and its first line does not say so. Begin with a comment `INCORRECT: …`.';
  if (block.incorrect.length === 0 && saysIncorrect) return 'The block says INCORRECT and names no rule. Add `incorrect="rule-id"` to the fence, or `fragment` where no rule can see it.';
  return null;
}
