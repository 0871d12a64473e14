import type { Range } from '../../../../server/src/core/text/range';
import type {
  ArgumentFact, BindingFact, CallFact, ExceptFact, FunctionFact, ImportFact, ParameterFact, PythonFacts, StringFact, ValueFact,
} from '../../../../server/src/core/facts/python/model';

/** Kinds of lines that `draw` makes. */
export type Kind = 'import' | 'bind' | 'def' | 'class' | 'call' | 'read' | 'except' | 'string' | 'comment' | 'unreadable' | 'file';

/** Facts as short lines of text, one a fact, in the order of the facts; the expectations of tests are written in them. */
export function draw(facts: PythonFacts, kinds: readonly Kind[]): string[] {
  const drawn: Record<Kind, () => string[]> = {
    import: () => facts.imports.map((fact) => drawImport(fact, facts)),
    bind: () => facts.bindings.map((fact) => drawBinding(fact, facts)),
    def: () => facts.functions.map((fact) => drawFunction(fact, facts)),
    class: () => facts.classes.map((fact) => words(
      `class ${qualified(fact.class, fact.name, facts)}(${fact.bases.join(', ')})`, within(fact.function, facts), ...fact.decorators.map((item) => `@${item.path}`),
    )),
    call: () => facts.calls.map((fact) => drawCall(fact, facts)),
    read: () => facts.attributes.map((fact) => words(`read ${fact.path}`, within(fact.function, facts))),
    except: () => facts.handlers.map((fact) => drawHandler(fact, facts)),
    string: () => facts.strings.map((fact) => drawString(fact, facts)),
    comment: () => facts.comments.map((fact) => words(`comment ${fact.text}`, fact.ownLine && 'own-line')),
    unreadable: () => facts.unreadable.map((range) => `unreadable ${drawRange(range)}`),
    file: () => [words(
      'file', facts.isTemplate && 'template', facts.mainGuard !== null && `main=${drawRange(facts.mainGuard)}`,
      facts.exports !== null && `exports=${facts.exports.join(',')}`,
    )],
  };
  return kinds.flatMap((kind) => drawn[kind]());
}

/** `line:character-line:character`, zero-based; the second line is left out where it is the first. */
export function drawRange({ start, end }: Range): string {
  const last = end.line === start.line ? String(end.character) : `${end.line}:${end.character}`;
  return `${start.line}:${start.character}-${last}`;
}

/** A value as Python would have it, with `‹path›` for what is put into a string and `?` for what cannot be told. */
export function drawValue(value: ValueFact): string {
  switch (value.kind) {
    case 'string': return JSON.stringify(value.text);
    case 'assembled': return `${value.by}"${value.parts.map((part) => ('text' in part ? JSON.stringify(part.text).slice(1, -1) : `‹${part.path ?? '?'}›`)).join('')}"`;
    case 'number': return value.text;
    case 'true': return 'True';
    case 'false': return 'False';
    case 'none': return 'None';
    case 'path': return value.path;
    case 'call': return `#${value.call} ${value.path ?? '?'}`;
    case 'dict': return `{${value.entries.map((entry) => `${entry.key ? drawValue(entry.key) : '**'}: ${drawValue(entry.value)}`).join(', ')}}`;
    case 'list': return `[${value.items.map(drawValue).join(', ')}]`;
    case 'function': return `λ${value.function}`;
    case 'other': return '?';
  }
}

function drawImport(fact: ImportFact, facts: PythonFacts): string {
  const module = '.'.repeat(fact.level) + fact.module;
  return words(
    fact.name === null ? `import ${module}` : `from ${module} import ${fact.name}`, `-> ${fact.bound}`, fact.hasAlias && 'alias',
    fact.typesOnly && 'types', fact.optional && 'optional', within(fact.function, facts),
  );
}

function drawBinding(fact: BindingFact, facts: PythonFacts): string {
  return words(
    `bind ${qualified(fact.class, fact.name, facts)}`, fact.annotation !== null && `: ${fact.annotation}`, fact.path !== null && `= ${fact.path}`,
    fact.value !== null && fact.value.kind !== 'path' && fact.value.kind !== 'call' && `value ${drawValue(fact.value)}`, within(fact.function, facts),
  );
}

function drawFunction(fact: FunctionFact, facts: PythonFacts): string {
  return words(
    ...fact.decorators.map((item) => `@${item.path}${item.call === null ? '' : `#${item.call}`}`), fact.isAsync && 'async',
    `def ${qualified(fact.class, fact.name, facts)}(${fact.parameters.map(drawParameter).join(', ')})`, fact.returns !== null && `-> ${fact.returns}`,
    fact.returnPath !== null && `returns ${fact.returnPath}`, fact.isGenerator && 'generator', fact.runsInThread && 'thread', within(fact.function, facts),
  );
}

function drawParameter(fact: ParameterFact): string {
  const sign = { positional: '', keyword: 'kw ', args: '*', kwargs: '**' }[fact.kind];
  return words(
    sign + fact.name + (fact.annotationText === null ? '' : `: ${fact.annotation ?? '?'}`), fact.metadata.length > 0 && `meta [${fact.metadata.map(drawValue).join(', ')}]`,
    fact.default !== null && `= ${drawValue(fact.default)}`,
  );
}

function drawCall(fact: CallFact, facts: PythonFacts): string {
  return words(
    `call ${fact.callee ?? `?${fact.name}`}(${fact.arguments.map(drawArgument).join(', ')})`, fact.awaited && 'await', fact.isStatement && 'dropped',
    fact.isContextManager && 'with', fact.boundTo !== null && `to ${fact.boundTo}`, fact.inThread && 'thread', fact.inMainGuard && 'main',
    fact.argumentOf !== null && `arg of #${fact.argumentOf}`, fact.class !== null && `class ${facts.classes[fact.class]?.name ?? '!'}`, within(fact.function, facts),
  );
}

function drawArgument(fact: ArgumentFact): string {
  if (fact.keyword === '*' || fact.keyword === '**') return fact.keyword + drawValue(fact.value);
  return (fact.keyword === null ? '' : `${fact.keyword}=`) + drawValue(fact.value);
}

function drawHandler(fact: ExceptFact, facts: PythonFacts): string {
  return words(
    `except${fact.isStar ? '*' : ''} ${fact.types.join(', ')}`.trimEnd(), fact.boundTo !== null && `as ${fact.boundTo}`, fact.reraises && 'reraises',
    fact.isSilent && 'silent', within(fact.function, facts),
  );
}

function drawString(fact: StringFact, facts: PythonFacts): string {
  return words(
    `string ${drawValue(fact.value)}`, fact.boundTo !== null && `to ${fact.boundTo}`, fact.argumentOf !== null && `of #${fact.argumentOf}`,
    within(fact.function, facts),
  );
}

function qualified(owner: number | null, name: string, facts: PythonFacts): string {
  return owner === null ? name : `${facts.classes[owner]?.name ?? '!'}.${name}`;
}

function within(index: number | null, facts: PythonFacts): string | false {
  return index !== null && `in ${facts.functions[index]?.name ?? '!'}`;
}

function words(...parts: readonly (string | false)[]): string {
  return parts.filter((part) => part !== false && part !== '').join(' ');
}
