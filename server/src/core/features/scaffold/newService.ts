import { addEntries, findCompose, readCompose, type ComposeFile } from './composeFile';
import { ScaffoldError, type NewService, type ScaffoldContext, type ScaffoldFile, type ScaffoldKind, type ScaffoldPlan } from './model';
import { checkName } from './names';
import { apiTemplates, botTemplates, workerTemplates } from './services/business';
import { dataServiceOf } from './services/dataService';
import { composeParts, infrastructure, storesOf, type KnownStores, type Store } from './services/compose';
import { dataMongoTemplates, dataPostgresTemplates } from './services/data';
import type { ComposeParts, Network, ServiceNames, ServiceTemplates } from './services/model';
import { renderTemplate } from './template';

/** Files of a new service, by its kind. */
export const templatesOf: Readonly<Record<ScaffoldKind, ServiceTemplates>> = {
  api: apiTemplates, bot: botTemplates, worker: workerTemplates, 'data-postgres': dataPostgresTemplates, 'data-mongo': dataMongoTemplates,
};
const networkTexts: Readonly<Record<Network, string>> = { edge: 'edge:', backend: 'backend: { internal: true }', data: 'data: { internal: true }', egress: 'egress:' };
/** Ports of the host by convention (atomic/architecture/naming-conventions). */
export const usualPort: Readonly<Partial<Record<ScaffoldKind, number>>> = { api: 8000, 'data-postgres': 8001, 'data-mongo': 8002 };
const ignoredLines = ['.env', 'secrets/*', '.venv/', '__pycache__/'];

/**
 * A new service: its folder, its compose services with the stores that are not there yet, and what is set for it from outside.
 * @throws ScaffoldError
 */
export async function planService(request: NewService, context: ScaffoldContext): Promise<ScaffoldPlan> {
  const { name, kind, port } = request;
  checkName(name, 'service');
  if (request.context !== null) checkName(request.context, 'context');
  if (port !== null && usualPort[kind] === undefined) throw new ScaffoldError(`a service of kind ${kind} serves no HTTP, so that it has no port`);
  const { path: composePath, text: composeText } = await findCompose(context.files);
  const before = composeText ?? '';
  const compose = readCompose(before, composePath);
  const folder = `services/${name}`;
  const names: ServiceNames = { service: name, context: request.context ?? compose.name?.replace(/-/g, '_') ?? name.split('_')[0] ?? name, data: dataServiceOf(context.project, compose, request.context ?? name.split('_')[0] ?? name) };
  const rendered = templatesOf[kind](names).map((template) => ({ path: `${folder}/${template.path}`, text: renderTemplate(template, context.snippets) }));
  const existing = await existingFiles(context, folder, rendered.map(({ path }) => path));
  if (!request.force) refuseExisting(name, folder, existing, compose);
  const files = rendered.map(({ path, text }): ScaffoldFile => ({ path, text, change: existing.has(path) ? 'replace' : 'create' }));
  const stores = knownStores(kind, compose);
  const parts = composeParts(kind, names, stores, context.snippets);
  const after = await environment(context, names, parts, kind, port);
  const composed = addToCompose(before === '' ? `name: ${names.context}\n\nservices:\n` : before, composePath, compose, parts, joined(parts, stores, compose));
  return {
    files: [...files, ...changed(composePath, composeText, composed), ...after.files],
    left: [...(composed === before ? [composePath] : []), ...after.left],
    next: [...nextSteps(name, kind, names, parts, stores), ...after.next],
  };
}

/** Files of a folder, and those of the given paths that are there: a list leaves out what the product does not read. */
export async function existingFiles({ files }: ScaffoldContext, folder: string, paths: readonly string[]): Promise<ReadonlySet<string>> {
  const existing = new Set((await files.list(folder)).filter((path) => path.startsWith(`${folder}/`)));
  for (const path of paths) if (!existing.has(path) && (await files.read(path)) !== null) existing.add(path);
  return existing;
}

function refuseExisting(name: string, folder: string, existing: ReadonlySet<string>, compose: ComposeFile): void {
  if (existing.size > 0) throw new ScaffoldError(`there is a folder ${folder} already; \`--force\` writes its files anew`);
  if (compose.has('services', name)) throw new ScaffoldError(`the compose file has a service \`${name}\` already; \`--force\` writes the folder and leaves it as it is`);
}

/** Stores that the compose file has, by the name of their image. */
function knownStores(kind: ScaffoldKind, compose: ComposeFile): KnownStores {
  const known: Partial<Record<Store, string>> = {};
  for (const store of storesOf[kind]) {
    const image = new RegExp(`(?:^|/)${infrastructure[store].image}(?:[:@]|$)`);
    const found = compose.services.find((service) => service.image !== null && image.test(service.image)) ?? compose.services.find((service) => service.name === store);
    if (found) known[store] = found.name;
  }
  return known;
}

/** Networks of stores that are there already and that the new service would not reach by its own. */
function joined(parts: ComposeParts, stores: KnownStores, compose: ComposeFile): readonly string[] {
  return Object.values(stores).flatMap((store) => {
    const own = compose.services.find(({ name }) => name === store)?.networks ?? null;
    const shared = own?.some((network) => (parts.networks as readonly string[]).includes(network)) ?? false;
    return shared ? [] : [own?.[0] ?? 'default'];
  });
}

function addToCompose(text: string, path: string, compose: ComposeFile, parts: ComposeParts, more: readonly string[]): string {
  const extra = [...new Set(more)].map((network) => `, ${network}`).join('');
  const services = parts.services.filter(([name]) => !compose.has('services', name))
    .map(([name, entry]) => [name, entry.replace(/^( {2}networks: \[[^\]]*)\]$/m, (_, list: string) => `${list}${extra}]`)] as const);
  const fresh = (section: string, entries: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] => entries.filter(([name]) => !compose.has(section, name));
  let result = addEntries(text, path, 'services', services);
  if (services.length === 0) return text;
  result = addEntries(result, path, 'networks', fresh('networks', parts.networks.map((name) => [name, networkTexts[name]])));
  result = addEntries(result, path, 'volumes', fresh('volumes', parts.volumes.map((name) => [name, `${name}:`])));
  return addEntries(result, path, 'secrets', fresh('secrets', parts.secrets.map(([name, file]) => [name, `${name}: { file: ./secrets/${file} }`])));
}

/** `.env.example`, `.gitignore`, and the port of development. */
async function environment(context: ScaffoldContext, names: ServiceNames, parts: ComposeParts, kind: ScaffoldKind, port: number | null): Promise<ScaffoldPlan> {
  const files: ScaffoldFile[] = [];
  const left: string[] = [];
  const next: string[] = [];
  const put = async (path: string, lines: readonly string[], head: string): Promise<void> => {
    const before = await context.files.read(path);
    const known = new Set((before ?? '').split(/\r?\n/).map((line) => line.split('=')[0]?.trim()));
    const missing = lines.filter((line) => !known.has(line.split('=')[0]));
    if (missing.length === 0) left.push(path);
    else files.push(...changed(path, before, `${before === null ? head : before.replace(/\n?$/, '\n')}${missing.join('\n')}\n`));
  };
  await put('.env.example', ['ENVIRONMENT=development'], '# Settings of compose. Copy to .env; never commit .env.\n');
  await put('.gitignore', parts.secrets.length > 0 ? ignoredLines : ignoredLines.filter((line) => line !== 'secrets/*'), '');
  if (port !== null) {
    const path = 'docker-compose.override.yml';
    const before = await context.files.read(path);
    const compose = readCompose(before ?? '', path);
    if (compose.has('services', names.service)) next.push(`Publish port ${port} in ${path}, which has a \`${names.service}\` already.`);
    else {
      const head = before ?? '# Development: ports on this machine only. Published ports need a network that is not internal.\nservices:\n';
      const text = addEntries(head, path, 'services', [[names.service, `${names.service}:\n  ports: ["127.0.0.1:${port}:8000"]`]]);
      const opened = kind === 'api' || compose.has('networks', 'backend') ? [] : [['backend', 'backend: { internal: false }'] as const];
      files.push(...changed(path, before, addEntries(text, path, 'networks', opened)));
    }
  }
  return { files, left, next };
}

function changed(path: string, before: string | null, after: string): ScaffoldFile[] {
  return before === after ? [] : [{ path, text: after, change: before === null ? 'create' : 'edit' }];
}

function nextSteps(name: string, kind: ScaffoldKind, { data, context }: ServiceNames, { secrets }: ComposeParts, stores: KnownStores): string[] {
  const isBusiness = kind === 'api' || kind === 'bot' || kind === 'worker';
  return [
    `In services/${name}: \`uv lock\`, which the image is built from, and \`uv run pytest\`.`,
    ...(secrets.length > 0 ? [`Write ${secrets.map(([, file]) => `secrets/${file}`).join(', ')}: one value a file, without a newline${secrets.some(([secret]) => secret === 'rabbitmq_conf') ? `; secrets/rabbitmq.conf holds the lines \`default_user = ${context}\` and \`default_pass = …\`` : ''}.`] : []),
    ...Object.values(stores).map((store) => `\`${store}\` is there already: see that user, database and password in the environment of \`${name}\` are its own.`),
    ...(isBusiness && !data.isThere ? [`\`${name}\` calls \`${data.service}\`, which is not there yet: \`archguide new service ${data.service} --kind ${data.setting === 'data_mongo_service_url' ? 'data-mongo' : 'data-postgres'}\`; then let \`${name}\` wait for it (\`depends_on\`).`] : []),
    `Add what it does: \`archguide new use-case NAME --service ${name}\`.`,
  ];
}
