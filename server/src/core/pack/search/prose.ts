import type { ProseRun } from '../pageBody';

/** Prose on one line that still reads: cells of a row are parted by `|`, and rows, list items and paragraphs end like sentences. */
export function flowing(runs: readonly ProseRun[]): string {
  let text = '';
  for (const run of runs) {
    const visible = run.visible.replace(/\s+/g, ' ').trim();
    if (visible === '') continue;
    text += text === '' ? visible : `${joint(text, run)}${visible}`;
  }
  return text;
}

function joint(before: string, { part }: ProseRun): string {
  if (part === 'cell') return ' | ';
  if (/[.!?:;,]$/.test(before)) return ' ';
  return part === 'row' || part === 'item' ? '; ' : '. ';
}

/** Whether a section only says where things are written: its text is links for a third or more. */
export function isListing(runs: readonly ProseRun[]): boolean {
  const sum = (of: (run: ProseRun) => number): number => runs.reduce((total, run) => total + of(run), 0);
  return sum(({ linked }) => linked) * 3 > sum(({ visible }) => visible.length);
}
