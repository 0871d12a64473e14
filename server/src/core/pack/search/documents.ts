import { LineIndex } from '../../text/lineIndex';
import type { Module, ModuleSource, ReadingList } from '../model';
import { BodyReader } from '../pageBody';
import type { RuleDeclaration } from '../ruleDeclaration';
import { flowing, isListing } from './prose';
import { wordPairs, type TermNormalizer } from './tokens';

/** What is indexed: one for each page, and one for each of its sections. All fields are texts. */
export interface SearchDocument {
  readonly key: string;
  readonly pack: string;
  readonly module: string;
  /** Of the page. */
  readonly title: string;
  /** The section's heading and anchor; empty for the page itself. */
  readonly section: string;
  readonly slug: string;
  /** What an excerpt is cut from. */
  readonly text: string;
  readonly titleWords: string;
  readonly concepts: string;
  readonly symptoms: string;
  readonly synonyms: string;
  /** Of a page: all its headings. Of a section: `heading`, its own. */
  readonly headings: string;
  readonly heading: string;
  readonly summary: string;
  readonly path: string;
  /** What other pages and reading lists say that it is for. */
  readonly pointers: string;
  readonly rules: string;
  readonly body: string;
  readonly code: string;
  /** Of a page: pairs of neighbouring words in what it is called and asked for, one a line. */
  readonly pairs: string;
  /** The text of a section that only says where things are written. */
  readonly mentions: string;
}

const excerptSource = 420;

/** Cuts pages into search documents. */
export class DocumentBuilder {
  private readonly bodies = new BodyReader();

  constructor(private readonly normalizer: TermNormalizer) {}

  /**
   * @param rules that the page declares: what they ask for and why is what people search for
   * @param pointers what others say of the page
   */
  of(module: Module, source: ModuleSource | null, rules: readonly RuleDeclaration[], pointers: readonly string[]): SearchDocument[] {
    const page = blank(module, `${module.pack}:${module.id}`, '', '');
    const documents: SearchDocument[] = [{
      ...page, text: module.summary,
      titleWords: module.title, summary: module.summary,
      concepts: Object.values(module.concepts as unknown as Readonly<Record<string, readonly string[]>>).flat().join(' '),
      symptoms: module.symptoms.join(' '), synonyms: [...module.synonyms, ...module.tags].join(' '),
      headings: isIndex(module) ? '' : module.headings.map(({ text }) => text).join(' '),
      path: module.id.replace(/[/_-]/g, ' '),
      pointers: pointers.join(' '),
      pairs: [...new Set([module.title, ...module.synonyms, ...module.symptoms, ...pointers].flatMap((text) => wordPairs(text, this.normalizer)))].join('\n'),
      rules: [...module.rules, ...rules.map(({ summary, why }) => `${summary} ${why}`)].join(' '),
    }];
    return source === null ? documents : [...documents, ...this.sections(module, source)];
  }

  private sections(module: Module, source: ModuleSource): SearchDocument[] {
    const body = this.bodies.read(new LineIndex(source.text), source.bodyOffset);
    const heads = [
      { text: '', slug: '', line: -1 },
      ...body.headings.filter(({ level }) => level === 2 || level === 3).map(({ text, slug, range }) => ({ text, slug, line: range.start.line })),
    ];
    return heads.flatMap((head, index) => {
      // Links to other pages would make a page answer for their subjects.
      if (/^related documents?$/i.test(head.text)) return [];
      const end = heads[index + 1]?.line ?? Infinity;
      const within = (line: number): boolean => line >= head.line && line < end;
      const runs = body.prose.filter((run) => within(run.line) && !(run.heading && run.line === head.line));
      const prose = flowing(runs);
      const code = body.blocks.filter((block) => within(block.line)).map((block) => block.code).join('\n');
      if (prose === '' && code === '') return [];
      const section = { ...blank(module, `${module.pack}:${module.id}#${head.slug}`, head.text, head.slug), text: clip(prose) };
      return isIndex(module) || isListing(runs) ? [{ ...section, mentions: `${head.text} ${prose}` }] : [{ ...section, heading: head.text, body: prose, code }];
    });
  }
}

/** By module id: the reasons for which pages send to it, and the needs for which reading lists name it first or second. */
export function pointersTo(modules: readonly Module[], readingLists: readonly ReadingList[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (id: string, text: string): void => { found.set(id, [...found.get(id) ?? [], text]); };
  for (const module of modules) for (const { module: id, reason } of module.related) add(id, reason);
  for (const { ordered, entries } of readingLists) {
    if (!ordered) for (const { title, note, modules: ids } of entries) for (const id of ids.slice(0, 2)) add(id, `${title} ${note}`);
  }
  return found;
}

/** A page that leads to others: what it names is explained there. */
function isIndex({ id, category }: Module): boolean {
  return category === 'index' || category === 'hub' || /(?:^|\/)(?:index|links_reference|navigation|glossary)$/i.test(id);
}

/** Keeps whole words. */
function clip(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length <= excerptSource ? flat : `${flat.slice(0, flat.lastIndexOf(' ', excerptSource))} …`;
}

function blank(module: Module, key: string, section: string, slug: string): SearchDocument {
  return {
    key, pack: module.pack, module: module.id, title: module.title, section, slug,
    text: '', titleWords: '', concepts: '', symptoms: '', synonyms: '', headings: '', heading: '', summary: '', path: '', pointers: '', rules: '', body: '', code: '', pairs: '', mentions: '',
  };
}
