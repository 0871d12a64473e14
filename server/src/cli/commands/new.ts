import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ScaffoldError, scaffoldKinds, type ScaffoldContext, type ScaffoldPlan } from '../../core/features/scaffold/model';
import { planModule } from '../../core/features/scaffold/newModule';
import { planService } from '../../core/features/scaffold/newService';
import { planUseCase } from '../../core/features/scaffold/newUseCase';
import { neverCancelled } from '../../core/ports';
import { languageOf } from '../../core/workspace/language';
import { FolderFiles } from '../../node/files';
import { bundledSnippets, installation } from '../../node/platform';
import { commandEngine, commandWorkspace } from '../engine';
import { oneOf, readArguments, UsageError, wholeNumber } from '../usage';

const options = {
  kind: { type: 'string' }, context: { type: 'string' }, port: { type: 'string' },
  service: { type: 'string' }, title: { type: 'string' }, category: { type: 'string' },
  'dry-run': { type: 'boolean', default: false }, force: { type: 'boolean', default: false }, format: { type: 'string', default: 'text' },
} as const;

const what = ['service', 'use-case', 'module'] as const;
const highestPort = 65_535;

/** `archguide new service|use-case|module`: files by the architecture, into the working folder; none is overwritten without `--force`. */
export async function create(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, options);
  const format = oneOf('--format', values.format, ['text', 'json'] as const);
  const [subject, name, ...rest] = positionals;
  const kind = oneOf('new', subject ?? '', what);
  if (name === undefined || rest.length > 0) throw new UsageError(`\`new ${kind}\` takes one name`);
  const root = process.cwd();
  let plan: ScaffoldPlan;
  try {
    plan = await planned(kind, name, values, root);
  } catch (error) {
    throw error instanceof ScaffoldError ? new UsageError(error.message) : error;
  }
  if (!values['dry-run']) await write(root, plan);
  process.stdout.write(format === 'json' ? `${JSON.stringify({ written: !values['dry-run'], files: plan.files.map(({ path, change }) => ({ path, change })), left: plan.left, next: plan.next }, null, 2)}\n` : text(plan, values['dry-run']));
  return 0;
}

type Values = ReturnType<typeof readArguments<typeof options>>['values'];

async function planned(kind: (typeof what)[number], name: string, values: Values, root: string): Promise<ScaffoldPlan> {
  const given = (option: 'kind' | 'service' | 'title'): string => {
    const value = values[option];
    if (value === undefined) throw new UsageError(`\`new ${kind}\` needs \`--${option}\``);
    return value;
  };
  const { force } = values;
  switch (kind) {
    case 'service': {
      const port = values.port === undefined ? null : wholeNumber('--port', values.port, 1);
      if (port !== null && port > highestPort) throw new UsageError(`\`--port\` takes a port up to ${highestPort}`);
      const request = { name, kind: oneOf('--kind', given('kind'), scaffoldKinds), context: values.context ?? null, port, force };
      return planService(request, await contextOf(root));
    }
    case 'module': return planModule({ id: name, title: given('title'), category: values.category ?? null, force }, { files: rootFiles(root) });
    case 'use-case': return planUseCase({ name, service: given('service'), force }, await contextOf(root));
  }
}

function rootFiles(root: string): FolderFiles {
  return new FolderFiles(root, { wants: () => true, includeIgnored: true });
}

/** The workspace as it is, read whole: kinds of services come from what they do. */
async function contextOf(root: string): Promise<ScaffoldContext> {
  const engine = await commandEngine();
  const workspace = commandWorkspace(engine, new FolderFiles(root, { wants: (path) => languageOf(path) !== null }));
  await workspace.index(neverCancelled, () => undefined, true);
  return { files: rootFiles(root), snippets: await bundledSnippets(installation()), project: workspace.project };
}

async function write(root: string, plan: ScaffoldPlan): Promise<void> {
  for (const { path, text: content } of plan.files) {
    const file = join(root, path);
    await mkdir(dirname(file), { recursive: true }).catch(() => undefined);
    await writeFile(file, content).catch((error: unknown) => { throw new UsageError(`cannot write \`${path}\` (${error instanceof Error ? error.message : String(error)})`); });
  }
}

function text({ files, left, next }: ScaffoldPlan, isDry: boolean): string {
  const verbs = { create: isDry ? 'would write' : 'wrote', edit: isDry ? 'would add to' : 'added to', replace: isDry ? 'would replace' : 'replaced' };
  return [
    ...files.map(({ path, change }) => `${verbs[change]} ${path}`),
    ...left.map((path) => `left ${path} as it is`),
    '', 'Next:', ...next.map((step) => `- ${step}`), '',
  ].join('\n');
}
