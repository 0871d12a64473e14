import type { ComposeProject } from '../facts/compose/model';
import type { PythonFacts } from '../facts/python/model';
import type { LineIndex } from '../text/lineIndex';
import { comparePositions, contains, type Position, type Range } from '../text/range';
import { fingerprint } from './fingerprint';
import { compareTexts } from '../text/order';

/** What the baseline asks of a finding. */
export interface Anchorable {
  readonly rule: string;
  readonly path: string;
  readonly range: Range;
}

/** How a finding is found again after the file has changed around it; a line number is no part of it. */
export interface Anchor {
  readonly rule: string;
  readonly path: string;
  /** The function, class or compose service around it: `Cache.get`; empty at the top. */
  readonly scope: string;
  /** Fingerprint of the lines it covers, white space aside. */
  readonly content: string;
  /** Which one it is among equals, in order of the file. */
  readonly ordinal: number;
}

/** What stands around findings. */
export interface AnchorSource {
  /** null where the file is not to be had. */
  text(path: string): LineIndex | null;
  scope(path: string, at: Position): string;
}

export interface Baseline {
  readonly findings: readonly Anchor[];
  /** Why the text could not be read as a baseline; null where it could. */
  readonly problem: string | null;
}

export interface Compared<T> {
  /** Findings that the baseline does not know: these are reported. */
  readonly fresh: readonly T[];
  readonly known: readonly T[];
  /** Anchors of which nothing is left: the baseline can shrink by them. */
  readonly mended: readonly Anchor[];
}

/** A finding's first lines tell it apart well enough; a whole function's text would change with every edit. */
const anchoredLines = 3;
const version = 1;

/** Anchors of findings, in the same order. Equal findings are told apart by their order in the file. */
export function anchorsOf(findings: readonly Anchorable[], source: AnchorSource): Anchor[] {
  const order = findings.map((finding, at) => ({ finding, at })).sort((a, b) => compareTexts(a.finding.path, b.finding.path) || comparePositions(a.finding.range.start, b.finding.range.start) || a.at - b.at);
  const seen = new Map<string, number>();
  const anchors = new Array<Anchor>(findings.length);
  for (const { finding, at } of order) {
    const { rule, path, range } = finding;
    const scope = source.scope(path, range.start);
    const content = contentOf(source.text(path), range);
    const key = [rule, path, scope, content].join('\n');
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    anchors[at] = { rule, path, scope, content, ordinal };
  }
  return anchors;
}

/** The text of a baseline file: JSON, sorted, the same for the same findings whatever their order. */
export function writeBaseline(findings: readonly Anchorable[], source: AnchorSource): string {
  const entries = anchorsOf(findings, source).sort(compareAnchors).map(({ rule, path, scope, content, ordinal }) => ({ rule, path, scope, content, ordinal }));
  return `${JSON.stringify({ version, findings: entries }, null, 2)}\n`;
}

/** Reads a baseline file. Never throws: a text that is none gives no anchors and says why. */
export function readBaseline(text: string): Baseline {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { findings: [], problem: 'The baseline is not JSON. Write it anew with `archguide check --write-baseline`.' };
  }
  const file = data as { version?: unknown; findings?: unknown } | null;
  if (typeof file !== 'object' || file === null || !Array.isArray(file.findings)) return { findings: [], problem: 'The baseline has no list `findings`. Write it anew with `archguide check --write-baseline`.' };
  if (file.version !== version) return { findings: [], problem: `The baseline has version ${String(file.version)}; this Archguide reads version ${version}. Write it anew with \`archguide check --write-baseline\`.` };
  return { findings: file.findings.filter(isAnchor), problem: null };
}

/** Parts findings by what the baseline knows. */
export function applyBaseline<T extends Anchorable>(findings: readonly T[], baseline: Baseline, source: AnchorSource): Compared<T> {
  const left = new Map<string, Anchor>(baseline.findings.map((anchor) => [keyOf(anchor), anchor]));
  const fresh: T[] = [];
  const known: T[] = [];
  anchorsOf(findings, source).forEach((anchor, at) => {
    const finding = findings[at];
    if (finding === undefined) return;
    (left.delete(keyOf(anchor)) ? known : fresh).push(finding);
  });
  return { fresh, known, mended: [...left.values()].sort(compareAnchors) };
}

/** The function or class around a place, as `Class.method`. */
export function pythonScope(facts: Pick<PythonFacts, 'functions' | 'classes'>, at: Position): string {
  const around = [...facts.functions.filter((fn) => !fn.isLambda), ...facts.classes].filter((fact) => contains(fact.range, at));
  return around.sort((a, b) => comparePositions(a.range.start, b.range.start)).map((fact) => fact.name).join('.');
}

/** The compose service around a place. */
export function composeScope(projects: readonly ComposeProject[], path: string, at: Position): string {
  for (const project of projects) {
    for (const service of project.services.values()) {
      const isKey = service.at.path === path && contains(service.at.range, at);
      if (isKey || service.bodies.some((body) => body.path === path && contains(body.range, at))) return service.name;
    }
  }
  return '';
}

function contentOf(text: LineIndex | null, range: Range): string {
  if (text === null) return '';
  const lines: string[] = [];
  for (let line = range.start.line; line <= range.end.line && lines.length < anchoredLines; line++) {
    const normalised = text.line(line).replace(/\s+/g, ' ').trim();
    if (normalised !== '') lines.push(normalised);
  }
  return fingerprint(lines.join('\n'));
}

function keyOf({ rule, path, scope, content, ordinal }: Anchor): string {
  return [rule, path, scope, content, ordinal].join('\n');
}

function compareAnchors(a: Anchor, b: Anchor): number {
  return compareTexts(a.path, b.path) || compareTexts(a.rule, b.rule) || compareTexts(a.scope, b.scope) || compareTexts(a.content, b.content) || a.ordinal - b.ordinal;
}

function isAnchor(value: unknown): value is Anchor {
  const anchor = value as Partial<Record<keyof Anchor, unknown>> | null;
  return typeof anchor === 'object' && anchor !== null && typeof anchor.rule === 'string' && typeof anchor.path === 'string'
    && typeof anchor.scope === 'string' && typeof anchor.content === 'string' && typeof anchor.ordinal === 'number';
}
