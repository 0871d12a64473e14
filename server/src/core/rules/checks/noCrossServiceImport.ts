import type { ImportEdge, ServiceInfo } from '../../project/model';
import type { ProjectCheck } from '../model';

/** Names that modules and packages of any service have: by such a name alone, no other service is meant. */
const everyones = new Set([
  'api', 'app', 'common', 'conf', 'config', 'constants', 'core', 'database', 'db', 'dependencies', 'enums', 'exceptions', 'handlers', 'helpers', 'lib', 'logger',
  'main', 'middleware', 'middlewares', 'models', 'repositories', 'routers', 'routes', 'schemas', 'services', 'settings', 'src', 'tasks', 'tests', 'utils',
]);

/** Code of one service that imports the package of another. Shared libraries are no services. */
export const noCrossServiceImport: ProjectCheck = {
  name: 'boundary/no-cross-service-import',
  input: 'project',
  run({ project, report }) {
    for (const path of project.modules.keys()) {
      if (project.roleOf(path) !== 'service') continue;
      const own = project.serviceOf(path);
      if (!own || own.kind === 'library' || own.kind === 'unknown') continue;
      for (const edge of project.importsOf(path)) {
        if (edge.fact.typesOnly) continue;
        const other = project.serviceOf(edge.to);
        if (!other || other.kind === 'library' || other.kind === 'unknown' || other.kind === 'gateway' || !areApart(own, other) || isEveryones(edge, other)) continue;
        const evidence = other.evidence.find((entry) => entry.at !== null);
        report({
          path,
          range: edge.fact.moduleRange,
          fields: { service: own.name, name: other.name, kind: other.kind, value: edge.to, module: edge.fact.module },
          related: evidence?.at ? [{ ...evidence.at, message: `\`${other.name}\` is a service of its own: ${evidence.text}` }] : [],
        });
      }
    }
  },
};

/** Services that share a folder, or of which one lies in the other's, share code by design. */
function areApart(a: ServiceInfo, b: ServiceInfo): boolean {
  return a.id !== b.id && !within(a.folder, b.folder) && !within(b.folder, a.folder);
}

function within(folder: string, parent: string): boolean {
  return parent === '' || folder === parent || folder.startsWith(`${parent}/`);
}

/** `from utils import …` that only the other service has: its folder is not on the search path of this one, where the import fails. */
function isEveryones({ fact, to }: ImportEdge, other: ServiceInfo): boolean {
  const top = fact.module.split('.')[0] ?? '';
  if (fact.level > 0 || !everyones.has(top) || other.folder === '') return false;
  const inside = to.slice(other.folder.length + 1).replace(/^src\//, '');
  return inside === `${top}.py` || inside.startsWith(`${top}/`);
}
