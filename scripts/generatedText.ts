// Parts of documents that scripts write: between `<!-- generated:NAME -->` and `<!-- /generated:NAME -->`.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = dirname(dirname(fileURLToPath(import.meta.url)));

/** The text with the named part replaced. @throws where the text has no such part */
export function withPart(text: string, name: string, part: string): string {
  const begin = `<!-- generated:${name} -->`;
  const end = `<!-- /generated:${name} -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`there is no part ${begin} … ${end}`);
  return `${text.slice(0, from + begin.length)}\n${part.trim()}\n${text.slice(to)}`;
}

/**
 * Writes the parts into a document of the repository; with `check`, only compares.
 * @returns whether the document was as it is to be
 */
export function writeParts(path: string, parts: ReadonlyMap<string, string>, check: boolean): boolean {
  const file = join(repository, path);
  const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  let fresh = text;
  for (const [name, part] of parts) fresh = withPart(fresh, name, part);
  if (fresh !== text && !check) writeFileSync(file, fresh);
  return fresh === text;
}

/** The end of a generating script: with `--check`, says which documents are stale and fails. */
export function finish(command: string, documents: Readonly<Record<string, ReadonlyMap<string, string>>>): void {
  const check = process.argv.includes('--check');
  for (const [path, parts] of Object.entries(documents)) {
    if (writeParts(path, parts, check)) continue;
    if (!check) {
      console.log(`${path} written`);
      continue;
    }
    console.error(`${path} is not what its sources say: run \`${command}\`.`);
    process.exitCode = 1;
  }
}

/** A Markdown table; cells may hold Markdown, but no HTML and no line breaks. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  const plain = text.split(/(`[^`]*`)/).map((part) => (part.startsWith('`') ? part : part.replaceAll('<', '\\<'))).join('');
  return plain.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}
