import type { ComposeProject, ComposeScalar, ComposeService } from '../../facts/compose/model';
import type { CheckContext, ComposeCheck, FileEdit } from '../model';
import { appendToMapping, insertIntoService, ownMapping } from './shared/composeEdits';
import { deployedServices, isForDevelopment, lifetimesOf } from './shared/composeDeployment';
import { optionText } from './shared/optionText';
import { reportLacks, type Lack } from './shared/composeLacks';
import { deployOf, isForSwarm, kindOf, recordOf, serverRole } from './shared/composeServices';

type ComposeContext = CheckContext & { readonly compose: ComposeProject };

/** Characters of a file in which the use of a name is looked for; in a longer one, it may be used. */
const mostSearched = 200_000;

/** Deployed services that run until they are stopped. */
function longRunning({ project, compose }: ComposeContext): ComposeService[] {
  const lifetimes = lifetimesOf(project, compose);
  return deployedServices(project, compose).filter((service) => lifetimes.isLongRunning(service));
}

/** Long-running services that stay down after a crash or a reboot. Fields: name, verb. */
export const restartPolicy: ComposeCheck = {
  name: 'compose/restart-policy',
  input: 'compose',
  run(context) {
    // A swarm restarts what ends, unless it is told otherwise.
    const judged = longRunning(context).filter((service) => !isForSwarm(service));
    const lacks: Lack[] = [];
    for (const service of judged) {
      if (service.restart !== null || 'restart_policy' in deployOf(service)) continue;
      lacks.push({ service, at: service.at, edits: insertIntoService(context, service, '', ['restart: unless-stopped'])?.edits ?? null });
    }
    reportLacks(context, judged, lacks, (count) => (count === 1 ? 'Restart unless stopped' : `Restart ${count} services unless stopped`));
  },
};

/** Long-running services that may take all memory or all processors of the host. Fields: name, verb, what (limits that are missing). */
export const resourceLimits: ComposeCheck = {
  name: 'compose/resource-limits',
  input: 'compose',
  run(context) {
    const judged = longRunning(context);
    const lacks = judged.flatMap((service): Lack[] => {
      const limits = recordOf(recordOf(deployOf(service)['resources'])['limits']);
      const hasMemory = 'memory' in limits || service.other.has('mem_limit');
      const hasProcessors = 'cpus' in limits || ['cpus', 'cpu_quota', 'cpu_count', 'cpu_percent', 'cpuset'].some((key) => service.other.has(key));
      if (hasMemory && hasProcessors) return [];
      const missing = limitsFor(context, service).filter((limit) => !(limit.startsWith('cpus') ? hasProcessors : hasMemory));
      return [{ service, at: service.at, edits: limitEdits(context, service, missing), fields: { what: hasMemory ? 'no CPU limit' : hasProcessors ? 'no memory limit' : 'no limits of memory and CPU' } }];
    });
    // What is missing is one question a file: a service that has half of it is told by itself.
    for (const what of new Set(lacks.map((lack) => lack.fields?.['what']))) {
      const title = (count: number): string => (count === 1 ? 'Add limits' : `Add limits to ${count} services`);
      // How much a service needs is measured, not known here: a limit that is too low kills it.
      reportLacks(context, judged, lacks.filter((lack) => lack.fields?.['what'] === what), title, { needsReview: true });
    }
  },
};

/** The limits to write, by the rule's options: stores get more memory, since the kernel kills what reaches its limit. */
function limitsFor(context: ComposeContext, service: ComposeService): string[] {
  const memory = serverRole(service) === null ? optionText(context, 'memory', '512M') : optionText(context, 'storeMemory', '1G');
  return [`cpus: "${optionText(context, 'cpus', '1.00')}"`, `memory: ${memory}`];
}

function limitEdits(context: ComposeContext, service: ComposeService, missing: readonly string[]): readonly FileEdit[] | null {
  const path = (...keys: string[]): readonly string[] => ['services', service.name, ...keys];
  const limits = `limits: { ${missing.join(', ')} }`;
  if (!service.other.has('deploy')) return insertIntoService(context, service, '', [`deploy: { resources: { ${limits} } }`])?.edits ?? null;
  const deploy = deployOf(service);
  const resources = recordOf(deploy['resources']);
  // Only where the deepest mapping that exists is written in the service itself: one that came by an anchor is others' too.
  if (resources['limits'] !== undefined) return appendToMapping(context, ownMapping(context, service, path('deploy', 'resources', 'limits')), missing);
  if (deploy['resources'] !== undefined) return appendToMapping(context, ownMapping(context, service, path('deploy', 'resources')), [limits]);
  return appendToMapping(context, ownMapping(context, service, path('deploy')), [`resources: { ${limits} }`]);
}

/** Services whose log grows until the disk is full. Fields: name, verb. */
export const logRotation: ComposeCheck = {
  name: 'compose/log-rotation',
  input: 'compose',
  run(context) {
    const judged = longRunning(context);
    const lacks = judged.flatMap((service): Lack[] => {
      const logging = recordOf(service.other.get('logging')?.value);
      const driver = logging['driver'] ?? 'json-file';
      // `local` rotates by itself, the others keep nothing here; which one `${DRIVER}` means is not known.
      if (driver !== 'json-file' || 'max-size' in recordOf(logging['options'])) return [];
      return [{ service, at: service.at, edits: loggingEdits(context, service, logging) }];
    });
    reportLacks(context, judged, lacks, (count) => (count === 1 ? 'Limit the log' : `Limit the logs of ${count} services`));
  },
};

function loggingEdits(context: ComposeContext, service: ComposeService, logging: Readonly<Record<string, unknown>>): readonly FileEdit[] | null {
  const limits = [`max-size: ${optionText(context, 'maxSize', '10m')}`, `max-file: "${optionText(context, 'maxFile', '3')}"`];
  if (!service.other.has('logging')) return insertIntoService(context, service, '', [`logging: { driver: json-file, options: { ${limits.join(', ')} } }`])?.edits ?? null;
  const path = ['services', service.name, 'logging'];
  const missing = 'max-file' in recordOf(logging['options']) ? limits.slice(0, 1) : limits;
  if (logging['options'] !== undefined) return appendToMapping(context, ownMapping(context, service, [...path, 'options']), missing);
  return appendToMapping(context, ownMapping(context, service, path), [`options: { ${limits.join(', ')} }`]);
}

/** Services that scale, and have a name that only one container can have. Fields: name, verb, value (the name). */
export const noContainerName: ComposeCheck = {
  name: 'compose/no-container-name',
  input: 'compose',
  run(context) {
    const { project, compose } = context;
    const lifetimes = lifetimesOf(project, compose);
    const judged = deployedServices(project, compose).filter((service) => !lifetimes.isJob(service) && scales(context, service));
    const named = judged.flatMap((service): Lack[] => (service.containerName === null ? [] : [{
      service, at: service.containerName.at, fields: { value: service.containerName.value }, edits: removal(context, service, service.containerName),
    }]));
    reportLacks(context, judged, named, (count) => (count === 1 ? 'Remove the container name' : `Remove the container names of ${count} services`));
  },
};

/** Code of one's own that keeps nothing: of a bot that polls there is one, and a store is one by nature. */
function scales({ project, compose }: ComposeContext, service: ComposeService): boolean {
  if (isForDevelopment(service.containerName?.at.path ?? '')) return false;
  if (Number(deployOf(service)['replicas'] ?? service.other.get('scale')?.value ?? 1) > 1) return true;
  const kind = kindOf(project, compose, service);
  return kind === 'api' || kind === 'worker' || kind === 'data-postgres' || kind === 'data-mongo';
}

/** Takes the line away; not where the name is an address that something in these files uses. */
function removal(context: ComposeContext, service: ComposeService, name: ComposeScalar): readonly FileEdit[] | null {
  const text = context.textOf(name.at.path);
  if (!text || name.at.range.end.line + 1 >= text.lineCount || !/^\s*container_name\s*:\s*\S+\s*(#.*)?$/.test(text.line(name.at.range.start.line))) return null;
  const isAddress = name.value !== service.name && context.compose.files.some((path) => {
    const content = context.textOf(path)?.text ?? '';
    if (content.length > mostSearched) return true;
    const lines = content.split('\n');
    return lines.some((line) => !/^\s*container_name\s*:/.test(line) && line.includes(name.raw));
  });
  if (isAddress) return null;
  const { line } = name.at.range.start;
  return [{ path: name.at.path, range: { start: { line, character: 0 }, end: { line: line + 1, character: 0 } }, newText: '' }];
}
