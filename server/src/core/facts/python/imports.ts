import type { SyntaxNode } from '../../syntax/syntaxNode';
import { textOf, type Context } from './context';
import type { ImportFact } from './model';
import type { FactSink } from './sink';

/** Adds the imports of one statement; gives the names it binds. */
export function addImports(node: SyntaxNode, context: Context, sink: FactSink): string[] {
  if (node.isBroken || runsOver(node, sink.text)) {
    if (!node.isBroken) sink.facts.unreadable.push(sink.range(node));
    return [];
  }
  const facts = node.type === 'import_statement' ? plainImports(node, context, sink) : fromImports(node, context, sink);
  sink.facts.imports.push(...facts);
  return facts.map((fact) => fact.bound);
}

/** `from a import` half typed takes the next line's name for its own: the grammar allows what Python does not. */
function runsOver(node: SyntaxNode, text: string): boolean {
  const written = textOf(node, text);
  return /[\r\n]/.test(written) && !/[(\\]/.test(written);
}

type Common = Pick<ImportFact, 'statement' | 'function' | 'typesOnly' | 'optional'>;

function common(node: SyntaxNode, context: Context, sink: FactSink): Common {
  return { statement: sink.range(node), function: context.function, typesOnly: context.typesOnly, optional: context.optional };
}

function plainImports(node: SyntaxNode, context: Context, sink: FactSink): ImportFact[] {
  const shared = common(node, context, sink);
  const facts: ImportFact[] = [];
  for (const child of node.children) {
    const [name, alias] = child.type === 'aliased_import' ? child.children : [child];
    if (name?.type !== 'dotted_name') continue;
    const module = dotted(name, sink.text);
    const bound = alias ? textOf(alias, sink.text) : (module.split('.')[0] ?? module);
    facts.push({ module, level: 0, name: null, bound, hasAlias: alias !== undefined, range: sink.range(child), moduleRange: sink.range(name), nameRange: null, ...shared });
  }
  return facts;
}

function fromImports(node: SyntaxNode, context: Context, sink: FactSink): ImportFact[] {
  const shared = common(node, context, sink);
  const isFuture = node.type === 'future_import_statement';
  const source = isFuture ? undefined : node.children[0];
  const rest = isFuture ? node.children : node.children.slice(1);
  if (!source && !isFuture) return [];
  const { module, level, moduleRange } = source ? sourceOf(source, sink) : futureOf(node, sink);
  const facts: ImportFact[] = [];
  for (const child of rest) {
    const range = sink.range(child);
    if (child.type === 'wildcard_import') {
      facts.push({ module, level, name: '*', bound: '*', hasAlias: false, range, moduleRange, nameRange: range, ...shared });
      continue;
    }
    const [name, alias] = child.type === 'aliased_import' ? child.children : [child];
    if (name?.type !== 'dotted_name') continue;
    const imported = dotted(name, sink.text);
    const bound = alias ? textOf(alias, sink.text) : imported;
    facts.push({ module, level, name: imported, bound, hasAlias: alias !== undefined, range, moduleRange, nameRange: sink.range(name), ...shared });
  }
  return facts;
}

type From = Pick<ImportFact, 'module' | 'level' | 'moduleRange'>;

function sourceOf(source: SyntaxNode, sink: FactSink): From {
  const moduleRange = sink.range(source);
  if (source.type !== 'relative_import') return { module: dotted(source, sink.text), level: 0, moduleRange };
  const [prefix, name] = source.children;
  const level = prefix ? textOf(prefix, sink.text).replace(/[^.]/g, '').length : 0;
  return { module: name ? dotted(name, sink.text) : '', level, moduleRange };
}

function futureOf(node: SyntaxNode, sink: FactSink): From {
  const start = sink.text.indexOf('__future__', node.start);
  return { module: '__future__', level: 0, moduleRange: sink.rangeBetween(start, start + '__future__'.length) };
}

/** A dotted name without the white space that may stand round its dots. */
function dotted(name: SyntaxNode, text: string): string {
  return name.children.map((part) => textOf(part, text)).join('.');
}
