import { cpus, totalmem } from 'node:os';
import type { BenchTable } from './model';

/** What the figures were measured on. */
export function machineFacts(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${processors.length} cores (${processors[0]?.model.trim() ?? 'unknown'}), ${memory} GB, Node ${process.version}, ${process.platform} ${process.arch}`;
}

/** A table as Markdown. */
export function toMarkdown(table: BenchTable): string {
  const cells = [table.columns, ...table.rows.map((row) => row.map(written))];
  const widths = table.columns.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string => `| ${widths.map((width, column) => pad(row[column] ?? '', width, column)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  const notes = table.notes.map((note) => `- ${note}`).join('\n');
  return [`### ${table.title}`, '', line(head), rule, ...body.map(line), ...(notes === '' ? [] : ['', notes]), ''].join('\n');
}

function pad(text: string, width: number, column: number): string {
  return column === 0 ? text.padEnd(width) : text.padStart(width);
}

/** Three digits that count, never more than two behind the point. */
function written(value: string | number | null): string {
  if (value === null || (typeof value === 'number' && Number.isNaN(value))) return '–';
  if (typeof value === 'string') return value;
  return value.toFixed(Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);
}
