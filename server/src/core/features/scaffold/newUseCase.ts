import type { ServiceInfo } from '../../project/model';
import { findCompose, readCompose } from './composeFile';
import { ScaffoldError, scaffoldKinds, type NewUseCase, type ScaffoldContext, type ScaffoldFile, type ScaffoldKind, type ScaffoldPlan } from './model';
import { checkName, toKebab, toPascal } from './names';
import { existingFiles, templatesOf } from './newService';
import { dataServiceOf } from './services/dataService';
import type { ServiceNames } from './services/model';
import { renderTemplate } from './template';
import { apiUseCase, botUseCase, workerUseCase } from './useCases/business';
import { dataMongoUseCase, dataPostgresUseCase } from './useCases/data';
import type { UseCaseNames, UseCaseTemplate } from './useCases/model';

const templateOf: Readonly<Record<ScaffoldKind, (names: UseCaseNames) => UseCaseTemplate>> = {
  api: apiUseCase, bot: botUseCase, worker: workerUseCase, 'data-postgres': dataPostgresUseCase, 'data-mongo': dataMongoUseCase,
};

/**
 * A use case of a service that is there: command, port, adapter, what calls it (route, handler or consumer), test, and what joins it
 * with the service.
 * @throws ScaffoldError
 */
export async function planUseCase(request: NewUseCase, context: ScaffoldContext): Promise<ScaffoldPlan> {
  checkName(request.name, 'use case');
  const service = serviceOf(request.service, context);
  const kind = scaffoldKinds.find((one) => one === service.kind);
  if (kind === undefined) throw new ScaffoldError(`\`${service.name}\` is of kind ${service.kind}; use cases are made for ${scaffoldKinds.join(', ')}`);
  const { folder } = service;
  const at = (path: string): string => (folder === '' ? path : `${folder}/${path}`);
  if ((await context.files.read(at('src/main.py'))) === null) throw new ScaffoldError(`\`${service.name}\` has no ${at('src/main.py')}: use cases are made for services of the layout that \`new service\` makes`);
  const names = await namesOf(request.name, service, kind, context);
  const template = templateOf[kind](names.useCase);
  const own = template.files.map((one) => ({ path: at(one.path), text: renderTemplate(one, context.snippets) }));
  const existing = await existingFiles(context, at('src'), own.map(({ path }) => path));
  const there = own.find(({ path }) => existing.has(path));
  if (there && !request.force) throw new ScaffoldError(`there is a file ${there.path} already; \`--force\` writes it anew`);
  const needed = templatesOf[kind](names.service).filter(({ path }) => template.needs.includes(path));
  const missing: ScaffoldFile[] = [];
  for (const one of needed) if ((await context.files.read(at(one.path))) === null) missing.push({ path: at(one.path), text: renderTemplate(one, context.snippets), change: 'create' });
  const wired = await wire(template, at, context, missing);
  return {
    files: [...own.map(({ path, text }): ScaffoldFile => ({ path, text, change: existing.has(path) ? 'replace' : 'create' })), ...missing.filter(({ path }) => !wired.files.some((file) => file.path === path)), ...wired.files],
    left: wired.left,
    next: [...wired.next, `Write what the use case decides in ${at(`src/application/${request.name}.py`)}, and run the tests.`, ...peerSteps(kind, request.name, names.service)],
  };
}

/** A service by its name, its folder, or its name in compose. */
function serviceOf(given: string, { project }: ScaffoldContext): ServiceInfo {
  const services = (project?.services ?? []);
  const wanted = given.replace(/^\.\//, '').replace(/\/+$/, '');
  const found = services.find(({ name, folder, id }) => name === wanted || folder === wanted || id === wanted)
    ?? services.find(({ composeServices }) => composeServices.some(({ name }) => name === wanted));
  if (found) return found;
  const known = services.map(({ name }) => name).sort().slice(0, 10);
  throw new ScaffoldError(known.length === 0 ? `there is no service \`${given}\`: \`archguide new service\` makes one` : `there is no service \`${given}\`; there are ${known.join(', ')}`);
}

async function namesOf(name: string, service: ServiceInfo, kind: ScaffoldKind, { files, project }: ScaffoldContext): Promise<{ useCase: UseCaseNames; service: ServiceNames }> {
  const { path, text } = await findCompose(files);
  const compose = readCompose(text ?? '', path);
  const context = compose.name?.replace(/-/g, '_') ?? service.name.split('_')[0] ?? service.name;
  const data = dataServiceOf(project, compose, context);
  const words = name.split('_');
  const subject = words.length > 1 ? words[words.length - 1] ?? name : name;
  const verb = words.length > 1 ? words.slice(0, -1).join('_') : 'was';
  const migration = kind === 'data-postgres' ? await migrationsOf(service.folder, files) : { number: 1, before: null };
  return {
    useCase: { name, type: toPascal(name), address: toKebab(name), subject, event: `${subject}.${verb}_requested`, service: service.name, context, data: data.service, migration },
    service: { service: service.name, context, data },
  };
}

/** Number of the next migration, and the revision that no other builds on. */
async function migrationsOf(folder: string, files: ScaffoldContext['files']): Promise<UseCaseNames['migration']> {
  const place = `${folder === '' ? '' : `${folder}/`}migrations/versions`;
  const paths = (await files.list(place)).filter((path) => path.startsWith(`${place}/`) && path.endsWith('.py'));
  const revisions = new Map<string, string | null>();
  for (const path of paths) {
    const text = await files.read(path) ?? '';
    const own = /^revision\b[^=\n]*=\s*["']([^"']+)["']/m.exec(text)?.[1];
    if (own !== undefined) revisions.set(own, /^down_revision\b[^=\n]*=\s*["']([^"']+)["']/m.exec(text)?.[1] ?? null);
  }
  const built = new Set(revisions.values());
  const heads = [...revisions.keys()].filter((revision) => !built.has(revision)).sort();
  return { number: revisions.size + 1, before: heads[heads.length - 1] ?? null };
}

/** Changes of the files by which the use case is reached, of those among them that are only now written, too. */
async function wire({ wirings }: UseCaseTemplate, at: (path: string) => string, { files }: ScaffoldContext, missing: readonly ScaffoldFile[]): Promise<ScaffoldPlan> {
  const changed: ScaffoldFile[] = [];
  const left: string[] = [];
  const next: string[] = [];
  for (const { path, edit, otherwise } of wirings) {
    const fresh = missing.find((file) => file.path === at(path));
    const before = fresh?.text ?? await files.read(at(path));
    const after = before === null ? null : edit(before.replace(/\r\n/g, '\n'));
    if (before === null || after === null) next.push(`In ${at(path)}: ${otherwise}.`);
    else if (after === before.replace(/\r\n/g, '\n')) left.push(at(path));
    else changed.push({ path: at(path), text: before.includes('\r\n') ? after.replace(/\n/g, '\r\n') : after, change: fresh ? 'create' : 'edit' });
  }
  return { files: changed, left, next };
}

function peerSteps(kind: ScaffoldKind, name: string, { service, data }: ServiceNames): string[] {
  if (kind === 'data-postgres') return [`Apply the migration: \`alembic upgrade head\` in the job of compose, before ${service} starts.`];
  return kind === 'data-mongo' ? [] : [`It calls \`POST /api/v1/${toKebab(name)}\` of ${data.service}: \`archguide new use-case ${name} --service ${data.service}\` makes that side.`];
}
