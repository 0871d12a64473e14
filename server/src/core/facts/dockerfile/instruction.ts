import { ModifiableInstruction, PropertyInstruction, type Instruction } from 'dockerfile-ast';
import type { LineIndex } from '../../text/lineIndex';
import type { Range } from '../../text/range';
import { splitShell } from '../compose/shell';
import type { DockerInstruction, DockerProperty } from './model';

/** Instructions that take a JSON array instead of a line (Dockerfile reference, shell and exec form). */
const jsonForms = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'SHELL', 'ADD', 'COPY', 'VOLUME']);
const heredocs = new Set(['RUN', 'COPY', 'ADD']);

/** Reads one instruction, FROM included. `escape` is the escape character that the file declares. */
export function readInstruction(instruction: Instruction, index: LineIndex, escape: string): DockerInstruction {
  const keyword = instruction.getKeyword();
  const range = instruction.getRange();
  const argumentsRange = argumentsOf(instruction, index);
  const written = index.slice(argumentsRange);
  const isHeredoc = heredocs.has(keyword) && /<<-?\s*["']?\w/.test(firstLine(written));
  const raw = isHeredoc ? written : joinLines(written, escape);
  const line = withoutFlags(isHeredoc ? heredocScript(raw, keyword) : raw);
  const vector = execForm(keyword, line);
  return {
    keyword, raw, form: vector ? 'exec' : 'shell', words: vector ?? splitShell(line), range, argumentsRange,
    flags: flagsOf(instruction), properties: propertiesOf(instruction),
  };
}

function argumentsOf(instruction: Instruction, index: LineIndex): Range {
  const { end } = instruction.getInstructionRange();
  const last = instruction.getRange().end;
  const text = index.slice({ start: end, end: last });
  const blank = text.length - text.replace(/^(?:[ \t]|[\\`][ \t]*\r?\n)+/, '').length;
  const from = index.offsetAt(end);
  const trailing = text.length - text.trimEnd().length;
  return blank >= text.length ? { start: end, end } : index.rangeOf(from + blank, from + text.length - trailing);
}

/** One logical line: line ends behind the escape character go, and so do comment lines and blank lines in between. */
function joinLines(text: string, escape: string): string {
  const kept = text.split(/\r?\n/).filter((line, i) => i === 0 || !/^\s*(?:#|$)/.test(line));
  return kept.map((line) => {
    const trimmed = line.trimEnd();
    return trimmed.endsWith(escape) ? trimmed.slice(0, -1) : line;
  }).join('').trim();
}

/** Skips `--name` and `--name=value` at the start. */
function withoutFlags(text: string): string {
  return text.replace(/^(?:--[a-z][\w-]*(?:=(?:"[^"]*"|\S*))?\s+)+/, '');
}

function firstLine(text: string): string {
  return /^[^\r\n]*/.exec(text)?.[0] ?? '';
}

/** What a RUN with a heredoc runs: the script where the line is the heredoc alone, the line else (`RUN python3 <<EOF`). */
function heredocScript(text: string, keyword: string): string {
  const [head = '', ...body] = text.split(/\r?\n/);
  const line = withoutFlags(head);
  const name = /^<<-?\s*["']?(\w+)["']?\s*$/.exec(line)?.[1];
  if (keyword !== 'RUN' || name === undefined) return line;
  const end = body.findIndex((part) => part.trim() === name);
  return body.slice(0, end < 0 ? undefined : end).join('\n');
}

/** The vector of the exec form; null where the line is no JSON array of strings, which makes it shell form. */
function execForm(keyword: string, line: string): string[] | null {
  const health = keyword === 'HEALTHCHECK' ? /^CMD\s+(?=\[)/i.exec(line) : null;
  if (!health && !jsonForms.has(keyword)) return null;
  const json = health ? line.slice(health[0].length) : line;
  if (!json.startsWith('[')) return null;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) return null;
  return health ? ['CMD', ...value] : value;
}

function flagsOf(instruction: Instruction): NonNullable<DockerInstruction['flags']> {
  if (!(instruction instanceof ModifiableInstruction)) return [];
  return instruction.getFlags().map((flag) => ({ name: flag.getName(), value: flag.getValue(), range: flag.getRange() }));
}

function propertiesOf(instruction: Instruction): DockerProperty[] {
  if (!(instruction instanceof PropertyInstruction)) return [];
  return instruction.getProperties().map((property) => ({
    name: property.getName(), value: property.getValue(),
    range: property.getRange(), nameRange: property.getNameRange(), valueRange: property.getValueRange(),
  }));
}
