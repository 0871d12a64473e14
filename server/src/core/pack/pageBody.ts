import MarkdownIt from 'markdown-it';
import type { MarkdownIt as MarkdownParser, StateInline, Token } from 'markdown-it';
import type { LineIndex } from '../text/lineIndex';
import type { Range } from '../text/range';
import { lineRange } from '../text/range';
import { listAttribute, readInfoString } from './infoString';
import type { CodeBlock } from './model';
import { Slugger } from './slug';

export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly slug: string;
  readonly range: Range;
}

export interface PageLink {
  /** As written, without angle brackets. */
  readonly href: string;
  readonly text: string;
  /** Of the destination; of the whole line where it cannot be told apart. */
  readonly range: Range;
}

/** What a run of prose is; the first cell of a table's row stands for the row. */
export type ProsePart = 'paragraph' | 'heading' | 'item' | 'row' | 'cell';

/** A run of prose without code, for checks and the search: one paragraph, heading, list item or table cell. */
export interface ProseRun {
  readonly text: string;
  /** With the text of inline code, for the search. */
  readonly visible: string;
  /** Zero-based line in the page. */
  readonly line: number;
  readonly heading: boolean;
  readonly part: ProsePart;
  /** Of how many characters of `visible` are links. */
  readonly linked: number;
}

/** What a page's body holds, in order. Lines count from the top of the page. */
export interface PageBody {
  readonly blocks: readonly CodeBlock[];
  readonly headings: readonly Heading[];
  readonly links: readonly PageLink[];
  readonly prose: readonly ProseRun[];
  /** A fence that nothing closes: its line, or null. */
  readonly unclosedFence: number | null;
}

const bodyLimit = 500_000;

/**
 * Reads Markdown (CommonMark and tables) once for all that needs its structure. Raw HTML stays text. Never throws; of a
 * body above half a megabyte the rest is left out.
 */
export class BodyReader {
  private readonly markdown: MarkdownParser;

  constructor() {
    this.markdown = new MarkdownIt({ html: false, linkify: false, maxNesting: 40 });
    recordLinkPositions(this.markdown);
  }

  read(lines: LineIndex, bodyOffset: number): PageBody {
    const firstLine = lines.positionAt(bodyOffset).line;
    const reading = new BodyReading(lines, firstLine);
    const tokens = this.markdown.parse(lines.text.slice(bodyOffset, bodyOffset + bodyLimit), {});
    tokens.forEach((token, index) => reading.take(token, tokens[index - 1] ?? null));
    return reading.body;
  }
}

/** The link rule pushes its tokens at the ends of the link's text: keep these offsets, which no token carries otherwise. */
function recordLinkPositions(markdown: MarkdownParser): void {
  const Base = markdown.inline.State;
  markdown.inline.State = class extends Base {
    override push(...[type, tag, nesting]: Parameters<StateInline['push']>): Token {
      const token = super.push(type, tag, nesting);
      if (type === 'link_open' || type === 'link_close') token.meta = { offset: this.pos };
      return token;
    }
  };
}

class BodyReading {
  private readonly blocks: CodeBlock[] = [];
  private readonly headings: Heading[] = [];
  private readonly links: PageLink[] = [];
  private readonly prose: ProseRun[] = [];
  private readonly slugger = new Slugger();
  private unclosedFence: number | null = null;
  private tableLine = 0;
  private part: ProsePart = 'paragraph';
  private searchFrom = { line: -1, column: 0 };
  private current = { line: -1, text: '' };

  constructor(private readonly lines: LineIndex, private readonly firstLine: number) {}

  get body(): PageBody {
    const { blocks, headings, links, prose, unclosedFence } = this;
    return { blocks, headings, links, prose, unclosedFence };
  }

  take(token: Token, previous: Token | null): void {
    if (token.type === 'tr_open' && token.map) this.tableLine = token.map[0];
    this.part = partAfter(token, this.part);
    if (token.type === 'fence') this.fence(token);
    if (token.type === 'inline') this.inline(token, previous);
  }

  private fence(token: Token): void {
    const [start, end] = token.map ?? [0, 0];
    const { language, attributes } = readInfoString(token.info);
    const incorrect = listAttribute(attributes.get('incorrect'));
    this.blocks.push({ language, code: token.content, line: this.firstLine + start + 1, incorrect, attributes });
    const last = this.lines.line(this.firstLine + end - 1).replace(/^[\s>]*/, '').trimEnd();
    const closes = last.length >= token.markup.length && last === token.markup.charAt(0).repeat(last.length) && end - start > 1;
    if (!closes && this.unclosedFence === null) this.unclosedFence = this.firstLine + start;
  }

  private inline(token: Token, previous: Token | null): void {
    const line = this.firstLine + (token.map?.[0] ?? this.tableLine);
    const children = token.children ?? [];
    const text = children.map(visibleText).join('');
    const isHeading = previous?.type === 'heading_open';
    if (isHeading) {
      const level = Number(previous.tag.slice(1));
      const range = lineRange(line, 0, this.lines.line(line).length);
      this.headings.push({ level, text: text.trim(), slug: this.slugger.slug(text.trim()), range });
    }
    this.prose.push({ text: children.map(proseText).join(''), visible: text, line, heading: isHeading, part: isHeading ? 'heading' : this.part, linked: linkedLength(children) });
    this.part = this.part === 'row' ? 'cell' : this.part === 'item' ? 'paragraph' : this.part;
    const place = this.placer(token.content, line);
    children.forEach((child, index) => {
      if (child.type === 'link_open') this.link(child, children.slice(index + 1), token.content, place);
      if (child.type === 'image') this.links.push({ href: decode(String(child.attrGet('src') ?? '')), text: child.content, range: place(0, 0) });
    });
  }

  private link(open: Token, after: readonly Token[], content: string, place: (from: number, length: number) => Range): void {
    const end = after.findIndex((token) => token.type === 'link_close');
    const label = after.slice(0, Math.max(0, end)).map(visibleText).join('');
    const labelEnd = (after[end]?.meta as { offset: number } | null | undefined)?.offset ?? 0;
    const written = /^\]\(\s*(?:<([^<>\n]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))/.exec(content.slice(labelEnd, labelEnd + 2000));
    const destination = written?.[1] ?? written?.[2];
    const range = written && destination !== undefined
      ? place(labelEnd + written[0].length - destination.length - (written[1] === undefined ? 0 : 1), destination.length)
      : place((open.meta as { offset: number } | null)?.offset ?? 0, Math.max(0, labelEnd - ((open.meta as { offset: number } | null)?.offset ?? 0)));
    this.links.push({ href: destination ?? decode(String(open.attrGet('href') ?? '')), text: label, range });
  }

  /** The last line asked for is kept: a table asks for its row once for each cell. */
  private lineText(line: number): string {
    if (this.current.line !== line) this.current = { line, text: this.lines.line(line) };
    return this.current.text;
  }

  /** Turns offsets in a block's inline text, which lost indentation and markers, into ranges of the page. */
  private placer(content: string, firstLine: number): (from: number, length: number) => Range {
    const starts: { line: number; column: number; offset: number }[] = [];
    let offset = 0;
    content.split('\n').forEach((part, index) => {
      const line = firstLine + index;
      const from = this.searchFrom.line === line ? this.searchFrom.column : 0;
      const found = this.lineText(line).indexOf(part.trimEnd(), from);
      const column = Math.max(0, found);
      this.searchFrom = { line, column: column + part.length };
      starts.push({ line, column, offset });
      offset += part.length + 1;
    });
    return (from, length) => {
      const start = starts.findLast((entry) => entry.offset <= from) ?? { line: firstLine, column: 0, offset: 0 };
      const column = start.column + from - start.offset;
      const lineLength = this.lineText(start.line).length;
      return length === 0 ? lineRange(start.line, 0, lineLength) : lineRange(start.line, column, Math.min(column + length, lineLength));
    };
  }
}

/** What the next run of prose is, after this token. */
function partAfter(token: Token, before: ProsePart): ProsePart {
  switch (token.type) {
    case 'tr_open': return 'row';
    case 'list_item_open': return 'item';
    case 'table_close': case 'list_item_close': return 'paragraph';
    default: return before;
  }
}

function linkedLength(children: readonly Token[]): number {
  let depth = 0;
  let length = 0;
  for (const child of children) {
    if (child.type === 'link_open') depth += 1;
    else if (child.type === 'link_close') depth -= 1;
    else if (depth > 0) length += visibleText(child).length;
  }
  return length;
}

function visibleText(token: Token): string {
  if (token.type === 'text' || token.type === 'code_inline' || token.type === 'image' || token.type === 'text_special') return token.content;
  return token.type === 'softbreak' || token.type === 'hardbreak' ? ' ' : '';
}

/** As visible, but inline code, which is no prose, leaves a gap. Line breaks stay, so that lines can be counted. */
function proseText(token: Token): string {
  if (token.type === 'code_inline') return '`'.padEnd(token.content.length + 1, ' ') + '`';
  return token.type === 'softbreak' || token.type === 'hardbreak' ? '\n' : visibleText(token);
}

function decode(href: string): string {
  try {
    return decodeURI(href);
  } catch {
    return href;
  }
}
