import { callsNamed } from '../callsIn';
import type { FunctionFact, ParameterFact, ValueFact } from '../../facts/python/model';
import type { Range } from '../../text/range';
import { addImport, localName } from '../fixes';
import type { FileEdit, Fix, PythonCheck, PythonFile } from '../model';
import { valuesOf } from '../valueFlow';
import { isPinnedBelow } from './shared/declaredVersion';

const injects = /^fastapi\.(params\.)?(Depends|Security)$/;

/** Functions with parameters whose default is `Depends(…)` or `Security(…)`. Fields: `name` (the parameters), `function`, `verb`. */
export const annotatedDependencies: PythonCheck = {
  name: 'fastapi/annotated-dependencies',
  input: 'python',
  words: ['Depends', 'Security'],
  run({ file, project, report }) {
    // FastAPI reads `Annotated` from 0.95 on.
    const isOld = isPinnedBelow(project, file.path, 'fastapi', '0.95');
    file.facts.functions.forEach((fn, index) => {
      const injected = fn.parameters.filter((parameter) => isInjected(file, parameter));
      if (injected.length === 0) return;
      const fix = isOld ? null : fixOf(file, fn, index, injected);
      // The parameters of one function are mended together.
      const [first, ...others] = injected;
      if (!first) return;
      report({
        range: first.range,
        fields: {
          function: fn.name,
          name: others.length === 0 ? `\`${first.name}\`` : `${injected.length} parameters`,
          verb: others.length === 0 ? 'has a dependency as its default' : 'have dependencies as their defaults',
        },
        fix,
        related: others.map((parameter) => ({ path: file.path, range: parameter.range, message: `\`${parameter.name}\` too` })),
      });
    });
  },
};

/** The default is the marker itself, or a name that stands for one: `Db = Depends(get_db)`. */
function isInjected(file: PythonFile, { default: value }: ParameterFact): boolean {
  if (value?.kind !== 'call' && value?.kind !== 'path') return false;
  if (value.kind === 'call') return injects.test(file.resolve(value.path?.replace(/\(\)$/, '') ?? null)?.name ?? '');
  const values = valuesOf(file, value);
  return values !== null && values.length > 0 && values.every(({ path, value: one }) => isMarker(file, path, one));
}

function isMarker(file: PythonFile, path: string, value: ValueFact): boolean {
  return value.kind === 'call' && value.path !== null && injects.test(file.project.resolve(path, value.path.replace(/\(\)$/, ''))?.name ?? '');
}

/** Where a parameter is written, and what it becomes. */
interface Slot {
  readonly range: Range;
  readonly text: string;
  readonly isOptional: boolean;
}

/**
 * One edit for all parameters of the function. Without their default they may not stand behind one that has one (Python
 * reference, function definitions): in a route, whose arguments come by name, they move before it.
 */
function fixOf(file: PythonFile, fn: FunctionFact, index: number, injected: readonly ParameterFact[]): Fix | null {
  if (fn.function !== null && file.facts.imports.some((fact) => fact.module === '__future__' && fact.name === 'annotations')) return null;
  if (injected.some((parameter) => parameter.annotationRange === null || parameter.metadata.length > 0 || parameter.annotationText?.includes('Annotated[') === true)) return null;
  const annotated = localName(file.facts, 'typing.Annotated', index) ?? localName(file.facts, 'typing_extensions.Annotated', index);
  const slots = fn.parameters.filter(({ kind }) => kind === 'positional').map((parameter): Slot => ({
    range: parameter.range,
    text: injected.includes(parameter) ? rewritten(file, parameter, annotated ?? 'Annotated') : file.text.slice(parameter.range),
    isOptional: parameter.default !== null && !injected.includes(parameter),
  }));
  const order = [...slots.filter((slot) => !slot.isOptional), ...slots.filter((slot) => slot.isOptional)];
  const moves = order.some((slot, at) => slot !== slots[at]);
  if (moves && !mayMove(file, fn, index)) return null;
  const edits: FileEdit[] = slots.flatMap(({ range }, at) => (order[at] && order[at].text !== file.text.slice(range) ? [{ path: file.path, range, newText: order[at].text }] : []));
  for (const parameter of injected) {
    if (parameter.kind !== 'positional') edits.push({ path: file.path, range: parameter.range, newText: rewritten(file, parameter, annotated ?? 'Annotated') });
  }
  return { title: injected.length === 1 ? 'Use Annotated' : 'Use Annotated for all dependencies', edits: [...(annotated === null ? addImport(file, 'typing.Annotated') : []), ...edits] };
}

function rewritten(file: PythonFile, parameter: ParameterFact, annotated: string): string {
  const type = parameter.annotationRange === null ? '' : file.text.slice(parameter.annotationRange);
  const value = parameter.default === null ? '' : file.text.slice(parameter.default.range);
  return `${parameter.name}: ${annotated}[${type}, ${value}]`;
}

/** Nobody but FastAPI calls it, as far as is seen, and no comment or marker stands between the parameters. */
function mayMove(file: PythonFile, fn: FunctionFact, index: number): boolean {
  if (file.roleOfFunction(index) !== 'route' || fn.decorators.length === 0) return false;
  const header = file.text.slice({ start: fn.nameRange.end, end: fn.bodyRange.start });
  if (/#|(^|[(,])\s*[*/]\s*,/.test(header)) return false;
  return callsNamed(file.facts, fn.name).every((call) => !isCallOf(file, call.callee, index));
}

function isCallOf(file: PythonFile, callee: string | null, index: number): boolean {
  const definition = callee === null ? null : file.resolve(callee)?.definition;
  return definition?.path === file.path && definition.function === index;
}
