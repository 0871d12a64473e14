import type { ComposeProject, ComposeService, ComposeVariable } from '../../facts/compose/model';
import type { ServiceKind } from '../../pack/ruleDeclaration';
import type { ProjectView, ServiceInfo } from '../../project/model';
import type { CheckContext, ComposeCheck, Related } from '../model';
import { serviceCommand } from './shared/composeCommands';
import { codeOf, kindOf, serverRole } from './shared/composeServices';

const dsn = /^(postgres(ql)?|mongodb|mysql|mariadb|cockroachdb|mssql|oracle|sqlite)(\+\w+)*:\/\//i;
const credentialName = /^(POSTGRES|PG|MONGO|MONGODB|MYSQL|MARIADB)(_|HOST$|PORT$|USER$|PASSWORD$|DATABASE$|PASSFILE$)|^(DATABASE|DB|SQLALCHEMY)_(URL|URI|DSN|PASSWORD|PASS|USER|USERNAME|HOST|NAME|DATABASE_URI)$/;
/** Variables that are about a broker, a cache or the process itself, or a credential. */
const otherVariable = /^(RABBITMQ|AMQP|BROKER|REDIS|CACHE|KAFKA|NATS|SENTRY|OTEL|LOG|PYTHON)_|(^|_)(TOKEN|PASSWORD|SECRET|KEY|USER|USERNAME|LEVEL|ENVIRONMENT)$/;

/** A business service that is handed what it needs to reach a database itself. Fields: `service`, `name` (the variables), `verb`, `dataService`. */
export const noDatabaseCredentials: ComposeCheck = {
  name: 'boundary/no-database-credentials',
  input: 'compose',
  run(context) {
    for (const { service, kind, info } of businessServices(context)) {
      const severity = context.severityFor(kind);
      if (severity === null) continue;
      const given = [...service.environment.values()].filter((variable) => !variable.fromFile && givesDatabase(variable));
      for (const path of new Set(given.map((variable) => variable.at.path))) {
        // The variables that one file gives a service are one thing to mend.
        const [first, ...others] = given.filter((variable) => variable.at.path === path);
        if (!first) continue;
        context.report({
          path,
          range: first.at.range,
          severity,
          fields: { service: service.name, kind, dataService: dataServiceName(context.project), name: namesOf(first, others), verb: others.length === 0 ? 'connects' : 'connect' },
          related: [...others.map((variable): Related => ({ ...variable.at, message: `\`${variable.name}\` too` })), ...evidenceOf(info)],
        });
      }
    }
  },
};

/** `` `A` ``, `` `A` and `B` ``, or the first and how many more. */
function namesOf(first: ComposeVariable, others: readonly ComposeVariable[]): string {
  const [second, ...more] = others;
  if (!second) return `\`${first.name}\``;
  return more.length === 0 ? `\`${first.name}\` and \`${second.name}\`` : `\`${first.name}\` and ${others.length} more variables`;
}

function givesDatabase(variable: ComposeVariable): boolean {
  const value = variable.value?.value.trim() ?? '';
  if (dsn.test(value)) return true;
  // `POSTGRES_SERVICE_URL: http://…` names the data service, which is what the rule asks for.
  if (/^https?:\/\//i.test(value) || /(SERVICE|API|DATA)_(URL|HOST|PORT|BASE_URL|TIMEOUT|API|SERVICE|KEY|TOKEN)/.test(variable.name)) return false;
  return credentialName.test(variable.name);
}

/** `depends_on` a database server where the data service stands between. */
export const noDatabaseDependency: ComposeCheck = {
  name: 'boundary/no-database-dependency',
  input: 'compose',
  run(context) {
    const { compose } = context;
    for (const { service, kind } of businessServices(context)) {
      const severity = context.severityFor(kind);
      if (severity === null) continue;
      for (const dependency of service.dependsOn.values()) {
        const target = compose.services.get(dependency.service);
        if (!target || serverRole(target) !== 'database') continue;
        context.report({
          path: dependency.at.path,
          range: dependency.at.range,
          severity,
          fields: { service: service.name, name: target.name, kind, dataService: dataServiceName(context.project) },
          related: target.image ? [{ ...target.image.at, message: `\`${target.name}\` is the database server ${target.image.value}` }] : [],
        });
      }
    }
  },
};

/** A business service that uses a data service and is not told where it is. */
export const unusedDataService: ComposeCheck = {
  name: 'boundary/unused-data-service',
  input: 'compose',
  run(context) {
    const { compose, project } = context;
    const dataNames = [...compose.services.values()].filter((service) => isData(kindOf(project, compose, service))).map((service) => service.name);
    if (dataNames.length === 0) return;
    for (const { service, kind, info } of businessServices(context)) {
      const severity = context.severityFor(kind);
      const used = dataNames.find((name) => service.dependsOn.has(name));
      if (severity === null || used === undefined || info === null) continue;
      // What an env file holds is not always here to read.
      if (service.envFiles.length > 0 || namesDataService(service, dataNames) || codeNames(project, info, dataNames)) continue;
      const dependency = service.dependsOn.get(used);
      if (!dependency) continue;
      context.report({ path: dependency.at.path, range: dependency.at.range, severity, fields: { service: service.name, name: used, kind } });
    }
  },
};

function namesDataService(service: ComposeService, dataNames: readonly string[]): boolean {
  for (const variable of service.environment.values()) {
    // What stands behind `${X}` is not known; what cannot be the address of a data service is.
    if (variable.value === null || !variable.value.isResolved) {
      if (otherVariable.test(variable.name)) continue;
      return true;
    }
    const value = variable.value.value;
    if (dataNames.some((name) => value.includes(name)) || /^https?:\/\//.test(value)) return true;
  }
  return false;
}

/** The URL may stand as a default in the service's settings. */
function codeNames(project: ProjectView, info: ServiceInfo, dataNames: readonly string[]): boolean {
  for (const module of project.modules.values()) {
    if (project.serviceOf(module.path)?.id !== info.id) continue;
    for (const binding of module.bindings) {
      const text = binding.value?.kind === 'string' ? binding.value.text : '';
      if (/_(service|api)_url$/i.test(binding.name) || dataNames.some((name) => text.includes(name))) return true;
    }
  }
  return false;
}

interface Business {
  readonly service: ComposeService;
  readonly kind: ServiceKind;
  readonly info: ServiceInfo | null;
}

/** Services that run business code, and those that build code whose kind is not known. */
function businessServices(context: CheckContext & { readonly compose: ComposeProject }): Business[] {
  const found: Business[] = [];
  for (const service of context.compose.services.values()) {
    const info = codeOf(context.project, context.compose, service);
    const kind = info?.kind ?? null;
    if (kind === null || isData(kind) || kind === 'gateway' || kind === 'library' || serverRole(service) !== null) continue;
    if (migratesSchema(context.project, service)) continue;
    found.push({ service, kind, info });
  }
  return found;
}

/**
 * A one-off that migrates the schema is the data service's hand, whatever image it runs from. An application that does so
 * before it starts is none.
 */
function migratesSchema(project: ProjectView, service: ComposeService): boolean {
  if (/(^|[-_.])(migrat(e|es|or|ions?)|alembic)([-_.]|$)/i.test(service.name)) return true;
  const last = serviceCommand(project, service)?.text ?? '';
  if (/\b(alembic|migrate)\b/.test(last)) return true;
  return /\balembic\b/.test(service.command?.raw ?? '') && !/\b(uvicorn|gunicorn|hypercorn|granian|fastapi|main|app|bot|worker)\b/.test(last);
}

function isData(kind: ServiceKind | null): boolean {
  return kind === 'data-postgres' || kind === 'data-mongo';
}

function dataServiceName(project: ProjectView): string {
  // With several of them, which one it should be cannot be told.
  const [first, ...others] = project.services.filter((service) => isData(service.kind));
  return first && others.length === 0 ? `\`${first.name}\`` : 'the data service';
}

function evidenceOf(info: ServiceInfo | null): Related[] {
  const evidence = info?.evidence.find((entry) => entry.at !== null);
  return evidence?.at ? [{ ...evidence.at, message: `a business service: ${evidence.text}` }] : [];
}
