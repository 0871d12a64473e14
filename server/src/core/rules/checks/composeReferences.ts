import type { ComposeProject, ComposeScalar } from '../../facts/compose/model';
import { comparePositions, type Location } from '../../text/range';
import type { CheckContext, ComposeCheck } from '../model';

/** Names of services, networks, volumes, secrets and configs that nothing declares. Fields: verb, what (kind of thing), known (what to do). */
export const unknownService: ComposeCheck = {
  name: 'compose/unknown-service',
  input: 'compose',
  run(context) {
    const { compose } = context;
    if (isIncomplete(compose)) return;
    const tell = teller(context);
    const services = [...compose.services.keys()];
    for (const service of compose.services.values()) {
      const known = (verb: string, name: string | undefined, at: Location): void => {
        if (name !== undefined && name !== '' && !compose.services.has(name)) tell(service.name, verb, 'service', name, at, services);
      };
      for (const dependency of service.dependsOn.values()) if (dependency.required) known('depends on', dependency.service, dependency.at);
      for (const link of service.links) if (link.isResolved) known('links to', link.value.split(':')[0], link.at);
      const mode = service.networkMode;
      if (mode?.isResolved) known('shares the network of', /^service:(.+)$/.exec(mode.value)?.[1], mode.at);
      for (const key of ['pid', 'ipc']) {
        const shared = service.other.get(key);
        if (typeof shared?.value === 'string' && !shared.value.includes('$')) known(`shares the ${key} namespace of`, /^service:(.+)$/.exec(shared.value)?.[1], shared.at);
      }
      named(tell, service.name, 'network', service.networks, compose.networks, ['default', 'host', 'none']);
      named(tell, service.name, 'secret', service.secrets, compose.secrets, []);
      named(tell, service.name, 'config', service.configs, compose.configs, []);
      for (const mount of service.volumes) {
        if (mount.type === 'volume' && mount.source && /^[A-Za-z0-9][\w.-]*$/.test(mount.source) && !compose.volumes.has(mount.source)) {
          tell(service.name, 'mounts', 'volume', mount.source, mount.at, [...compose.volumes.keys()]);
        }
      }
    }
  },
};

/** A file that could not be read, or not whole, may declare what is missing here. Files of variables and of `extends` declare nothing. */
function isIncomplete(compose: ComposeProject): boolean {
  if (compose.problems.some((problem) => problem.kind !== 'type' && problem.kind !== 'reference')) return true;
  const services = [...compose.services.values()];
  return compose.missingFiles.some((missing) => !services.some((service) =>
    service.envFiles.some((file) => isWithin(missing, file.at)) || (service.extendsService !== null && isWithin(missing, service.extendsService.at))));
}

function isWithin(inner: Location, outer: Location): boolean {
  return inner.path === outer.path && comparePositions(inner.range.start, outer.range.start) >= 0 && comparePositions(inner.range.end, outer.range.end) <= 0;
}

type ComposeContext = CheckContext & { readonly compose: ComposeProject };

type Teller = (service: string, verb: string, what: string, name: string, at: Location, known: readonly string[]) => void;

function teller(context: ComposeContext): Teller {
  return (service, verb, what, name, at, known) => {
    const close = nearest(name, known);
    const beside = declaredBeside(context, what, name);
    context.report({
      path: at.path,
      range: at.range,
      // Files that are started together by `-f` name each other's parts; which they are, only the command line says.
      ...(beside === null ? {} : { atMost: 'information' as const }),
      fields: {
        service, name, what, verb,
        known: beside !== null ? `start it together with \`${beside}\`, or \`include\` that file` : close === null ? 'declare it, or remove the reference' : `perhaps \`${close}\` is meant`,
      },
    });
  };
}

function named(tell: Teller, service: string, what: string, uses: readonly ComposeScalar[], declared: ComposeProject['networks'], builtin: readonly string[]): void {
  for (const use of uses) {
    if (use.isResolved && !declared.has(use.value) && !builtin.includes(use.value)) tell(service, 'uses', what, use.value, use.at, [...declared.keys()]);
  }
}

/** Another compose file of the same folder that declares the name, of a project of its own; null where there is none. */
function declaredBeside({ project, compose }: ComposeContext, what: string, name: string): string | null {
  const folder = folderOf(compose.files[0] ?? '');
  for (const other of project.compose) {
    const file = other.files.find((path) => folderOf(path) === folder && !compose.files.includes(path));
    if (file !== undefined && declaredIn(other, what).includes(name)) return file.slice(folder.length).replace(/^\//, '');
  }
  return null;
}

function declaredIn(compose: ComposeProject, what: string): readonly string[] {
  switch (what) {
    case 'service': return [...compose.services.keys()];
    case 'network': return [...compose.networks.keys()];
    case 'volume': return [...compose.volumes.keys()];
    case 'secret': return [...compose.secrets.keys()];
    default: return [...compose.configs.keys()];
  }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The known name at an edit distance of at most two (or equal but for `-` and `_`); null where none is near. */
function nearest(name: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = 3;
  for (const candidate of known) {
    const distance = candidate.replaceAll('-', '_') === name.replaceAll('-', '_') ? 0 : editDistance(name, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2 || a.length > 64) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 3;
}
