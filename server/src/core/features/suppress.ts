import type { FileEdit, Finding } from '../rules/model';
import type { OpenFile } from '../workspace/model';

/**
 * The edit that writes a suppression comment for a finding: at the end of its line where nothing else stands there, else on
 * the line above. The reason is left for the person to fill in. null where the language has no comments to write.
 */
export function suppressionEdit(file: OpenFile, finding: Finding): FileEdit | null {
  if (file.language === 'module' || file.language === 'other' || finding.path !== file.path) return null;
  const { line } = finding.range.start;
  const text = file.text.line(line);
  const comment = `# archguide: ignore[${finding.rule}] reason: `;
  // Behind a comment, in a Dockerfile (which has none at line ends) or on a continued line, it goes above.
  const isAbove = file.language === 'dockerfile' || text.includes('#') || /\\\s*$/.test(text) || finding.range.end.line !== line || /("""|''')/.test(text);
  const newline = file.text.text.includes('\r\n') ? '\r\n' : '\n';
  const at = isAbove ? { line, character: 0 } : { line, character: text.length };
  const indent = /^\s*/.exec(text)?.[0] ?? '';
  return { path: file.path, range: { start: at, end: at }, newText: isAbove ? `${indent}${comment}${newline}` : `  ${comment}` };
}
