import type { AST } from 'toml-eslint-parser';
import type { LineIndex } from '../../text/lineIndex';
import type { Range } from '../../text/range';
import type { DependencyFact, DependencyFacts } from './model';
import { normalizeName } from './requirement';
import { stringOf, type TomlEntry } from './toml';

interface Draft {
  readonly name: string;
  readonly group: string | null;
  readonly nameRange: Range;
  readonly range: Range;
  specifier: string;
  specifierRange: Range | null;
  extras: string[];
  marker: string | null;
  isOptional: boolean;
}

/**
 * Poetry's own tables: `tool.poetry.dependencies`, `dev-dependencies`, `group.NAME.dependencies`, in the string form, the
 * table form (inline, dotted, a table of its own) and the list form (several constraints). Optional ones belong to the extra
 * that names them.
 */
export class PoetryTables {
  python: DependencyFacts['requiresPython'] = null;
  private readonly drafts = new Map<string, Draft>();
  private readonly extras = new Map<string, string>();

  constructor(private readonly index: LineIndex) {}

  add(entry: TomlEntry): void {
    const [tool, poetry, ...rest] = entry.path;
    if (tool !== 'tool' || poetry !== 'poetry') return;
    if (rest[0] === 'extras' && rest.length === 2) this.addExtra(rest[1] ?? '', entry.value);
    else if (rest[0] === 'dependencies') this.addTo(null, rest.slice(1), entry);
    else if (rest[0] === 'dev-dependencies') this.addTo('dev', rest.slice(1), entry);
    else if (rest[0] === 'group' && rest[2] === 'dependencies') this.addTo(rest[1] ?? null, rest.slice(3), entry);
  }

  dependencies(): DependencyFact[] {
    return [...this.drafts.values()].map(({ isOptional, ...draft }) => ({
      ...draft, group: draft.group ?? (isOptional ? this.extras.get(draft.name) ?? 'optional' : null), style: 'poetry',
    }));
  }

  private addExtra(extra: string, value: AST.TOMLContentNode): void {
    if (value.type !== 'TOMLArray') return;
    for (const element of value.elements) {
      const name = stringOf(element, this.index.text)?.text;
      if (name !== undefined && !this.extras.has(normalizeName(name))) this.extras.set(normalizeName(name), extra);
    }
  }

  private addTo(group: string | null, keys: readonly string[], entry: TomlEntry): void {
    const [name, field, ...deeper] = keys;
    if (name === undefined || deeper.length > 0) return;
    if (normalizeName(name) === 'python') {
      if (group === null && (field === undefined || field === 'version')) this.python ??= this.textAt(entry.value);
      return;
    }
    const draft = this.draft(group, name, entry);
    if (field !== undefined) this.setField(draft, field, entry.value);
    else if (entry.value.type === 'TOMLArray') this.setAlternatives(draft, entry.value);
    else this.setVersion(draft, entry.value);
  }

  private draft(group: string | null, name: string, entry: TomlEntry): Draft {
    const key = `${group ?? ''} ${normalizeName(name)}`;
    let draft = this.drafts.get(key);
    if (!draft) {
      // `tool.poetry.dependencies.NAME`, `tool.poetry.group.GROUP.dependencies.NAME`
      const keyNode = entry.keys[group === null || entry.path[2] === 'dev-dependencies' ? 3 : 5];
      const quote = keyNode?.type === 'TOMLQuoted' ? 1 : 0;
      const [from, to] = keyNode?.range ?? entry.value.range;
      const nameRange = this.index.rangeOf(from + quote, to - quote);
      const isOnePlace = keyNode?.parent.parent.type === 'TOMLKeyValue';
      const range = isOnePlace ? this.index.rangeOf(from, entry.value.range[1]) : nameRange;
      draft = { name: normalizeName(name), group, nameRange, range, specifier: '', specifierRange: null, extras: [], marker: null, isOptional: false };
      this.drafts.set(key, draft);
    }
    return draft;
  }

  private setField(draft: Draft, field: string, value: AST.TOMLContentNode): void {
    if (field === 'version') this.setVersion(draft, value);
    else if (field === 'markers') draft.marker = this.textAt(value)?.specifier ?? null;
    else if (field === 'optional') draft.isOptional = value.type === 'TOMLValue' && value.kind === 'boolean' && value.value;
    else if (field === 'extras' && value.type === 'TOMLArray') draft.extras = value.elements.flatMap((element) => stringOf(element, this.index.text)?.text ?? []);
  }

  private setVersion(draft: Draft, value: AST.TOMLContentNode): void {
    const found = this.textAt(value);
    if (!found) return;
    draft.specifier = found.specifier === '*' ? '' : found.specifier;
    draft.specifierRange = found.range;
  }

  /** Several constraints for one package, each for its own marker or Python: any of them may hold. */
  private setAlternatives(draft: Draft, list: AST.TOMLArray): void {
    const versions: string[] = [];
    for (const element of list.elements) {
      if (element.type !== 'TOMLInlineTable') continue;
      for (const pair of element.body) {
        const key = pair.key.keys[0];
        const name = key?.type === 'TOMLBare' ? key.name : key?.value;
        const found = name === 'version' ? this.textAt(pair.value) : null;
        if (found) versions.push(found.specifier);
      }
    }
    draft.specifier = versions.includes('*') ? '' : versions.join(' || ');
  }

  private textAt(value: AST.TOMLContentNode): { specifier: string; range: Range } | null {
    const text = stringOf(value, this.index.text);
    return text && { specifier: text.text, range: this.index.rangeOf(text.start, text.isLiteral ? text.start + text.text.length : value.range[1]) };
  }
}
