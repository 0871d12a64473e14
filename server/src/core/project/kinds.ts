import type { ServiceKind } from '../pack/ruleDeclaration';
import type { DependencyFacts } from '../facts/dependencies/model';
import type { ImportGraph } from './importGraph';
import type { FileSigns, ImportSight, Sight } from './fileSigns';
import type { Evidence } from './model';
import { databaseOf, nameHints, type NameHints, type Signal } from './signals';

export interface KindVerdict {
  readonly kind: ServiceKind;
  readonly confidence: 'strong' | 'weak';
  readonly evidence: readonly Evidence[];
}

/** What of a service its kind is told from. */
export interface KindQuestion {
  readonly names: readonly string[];
  /** Where its processes begin; empty where nothing says. */
  readonly entries: readonly string[];
  /** Its service code. */
  readonly files: readonly string[];
  /** Started by a server as `module:attribute`. */
  readonly isServed: boolean;
  /** Programs that start it: `uvicorn`, `celery`, `python -m`. */
  readonly runners: readonly string[];
  readonly isRun: boolean;
  /** Files outside the service import it. */
  readonly isImported: boolean;
  /** A project or folder for shared code by its place. */
  readonly isShared: boolean;
  readonly dependencies: readonly DependencyFacts[];
}

interface Findings {
  readonly sights: ReadonlyMap<Signal, Sight>;
  readonly databases: ReadonlyMap<'postgres' | 'mongo', ImportSight>;
  /** It serves HTTP for those who watch it alone: every route is a probe's, and all routes are seen. */
  readonly servesProbesOnly: boolean;
  /** Routes that are no probe's. */
  readonly ownRoutes: readonly string[];
  readonly frameworks: ReadonlyMap<Signal, ImportSight>;
}

/** Tells what kind of service something is, from the import graph of its entry points. */
export class KindJudge {
  constructor(private readonly graph: ImportGraph, private readonly signs: FileSigns) {}

  judge(question: KindQuestion): KindVerdict {
    const found = this.look(question);
    const hints = nameHints(question.names);
    return processKind(question, found, hints) ?? codeKind(question, found, hints);
  }

  /** Walks the files that run in the service's processes; all of its code where no entry point is known. */
  private look({ entries, files }: KindQuestion): Findings {
    const reached = new Set<string>();
    for (const entry of entries) for (const path of this.graph.reachableFrom(entry).keys()) reached.add(path);
    const sights = new Map<Signal, Sight>();
    const databases = new Map<'postgres' | 'mongo', ImportSight>();
    const frameworks = new Map<Signal, ImportSight>();
    const routes: string[] = [];
    let hasUnseenRoutes = false;
    for (const path of entries.length > 0 ? reached : files) {
      const sign = this.signs.of(path);
      if (!sign) continue;
      for (const sight of sign.sights) if (!sights.has(sight.signal)) sights.set(sight.signal, sight);
      for (const [database, sight] of sign.databases) if (!databases.has(database)) databases.set(database, sight);
      for (const [signal, sight] of sign.frameworks) if (!frameworks.has(signal)) frameworks.set(signal, sight);
      routes.push(...sign.routes);
      hasUnseenRoutes ||= sign.hasUnseenRoutes;
    }
    const ownRoutes = routes.filter((route) => !isProbe(route));
    return { sights, databases, frameworks, ownRoutes, servesProbesOnly: routes.length > 0 && ownRoutes.length === 0 && !hasUnseenRoutes };
  }
}

const probe = /^_*(?:health(?:z|[-_]?checks?)?|ready|readyz|readiness|live|livez|liveness|startup|startupz|metrics|ping)$/;

/** A route for those who watch the process: `/health`, `/-/ready`, `/internal/metrics`. */
function isProbe(route: string): boolean {
  return route.toLowerCase().split('/').some((segment) => probe.test(segment));
}

const workerRunners = new Set(['celery', 'arq', 'taskiq', 'faststream', 'dramatiq', 'huey_consumer', 'huey_consumer.py', 'rq']);

/** The kind by what its processes do; null where they do nothing that says it. */
function processKind(question: KindQuestion, found: Findings, hints: NameHints): KindVerdict | null {
  const { sights } = found;
  // A worker may share code with an application that it never serves.
  const runner = question.runners.find((name) => workerRunners.has(name));
  if (runner !== undefined && question.runners.every((name) => workerRunners.has(name))) return strong('worker', [{ text: `\`${runner}\` runs it`, at: null }]);
  const web = sights.get('web');
  const bot = sights.get('polling') ?? sights.get('webhook') ?? sights.get('bot');
  const worker = sights.get('worker');
  const isWatched = worker !== undefined && found.servesProbesOnly && hints.kind !== 'api';
  if (web && !isWatched && !(bot && isBotProcess(question, found, hints))) return webKind(web, question, found, hints);
  if (bot) return strong('bot', [sentence(bot, 'runs a bot')]);
  if (worker) return dataKind(question, found, hints, sentence(worker, 'works off a queue or schedule')) ?? strong('worker', [sentence(worker, 'works off a queue or schedule')]);
  const main = sights.get('main');
  if (main) return strong('worker', [sentence(main, 'runs an event loop of its own, with no web framework')]);
  return null;
}

/** A process with a web application and a bot: whose is it? */
function isBotProcess({ isServed }: KindQuestion, { sights, ownRoutes, servesProbesOnly }: Findings, hints: NameHints): boolean {
  const receiver = sights.get('webhook') ?? sights.get('polling');
  if (!receiver) return false;
  // Nothing but the webhook (and probes): the application is the bot's receiver.
  if (servesProbesOnly || (sights.has('webhook') && ownRoutes.every((route) => /webhook|telegram|bot|updates?/.test(route)))) return hints.kind !== 'api';
  return hints.kind === 'bot' || (hints.kind === null && !isServed);
}

function webKind(web: Sight, question: KindQuestion, found: Findings, hints: NameHints): KindVerdict {
  const reason = sentence(web, 'serves HTTP');
  return dataKind(question, found, hints, reason) ?? strong('api', [reason]);
}

/** A service is a data service where it is named or placed as one and reaches a database; a monolith with an ORM is not. */
function dataKind({ names, dependencies }: KindQuestion, found: Findings, hints: NameHints, reason: Evidence): KindVerdict | null {
  if (!hints.isData) return null;
  const declared = dependencies.flatMap((facts) => facts.dependencies).filter((dependency) => dependency.group === null).map((dependency) => databaseOf(dependency.name));
  const reached = (['postgres', 'mongo'] as const).filter((database) => found.databases.has(database));
  const possible = reached.length > 0 ? reached : (['postgres', 'mongo'] as const).filter((database) => declared.includes(database));
  const database = hints.database !== null && (possible.length === 0 || possible.includes(hints.database)) ? hints.database : possible[0];
  if (database === undefined) return null;
  const named: Evidence = { text: `its name says that it serves data: ${names.join(', ')}`, at: null };
  const driver = found.databases.get(database);
  const uses: Evidence[] = driver ? [{ text: `\`${driver.at.path}\` imports \`${driver.module}\``, at: driver.at }] : [];
  return strong(database === 'mongo' ? 'data-mongo' : 'data-postgres', [...uses, named, reason]);
}

/** The kind where no process was seen: by frameworks and names, weakly, or a library. */
function codeKind(question: KindQuestion, found: Findings, hints: NameHints): KindVerdict {
  const named: Evidence = { text: `its name: ${question.names.join(', ')}`, at: null };
  if (hints.kind === 'gateway' && question.files.length === 0) return weak('gateway', [named]);
  if (!question.isRun && question.files.length > 0 && (question.isImported || question.isShared)) {
    return strong('library', [{ text: question.isImported ? 'other code imports it, and no process starts in it' : 'it lies among shared code, and no process starts in it', at: null }]);
  }
  for (const [signal, { module, at }] of found.frameworks) {
    const kind: ServiceKind = signal === 'bot' ? 'bot' : signal === 'worker' ? 'worker' : 'api';
    if (hints.kind !== null && hints.kind !== kind) continue;
    const uses: Evidence = { text: `\`${at.path}\` imports \`${module}\``, at };
    return { ...(kind === 'api' ? dataKind(question, found, hints, uses) ?? strong(kind, [uses]) : strong(kind, [uses])), confidence: 'weak' };
  }
  if (hints.isData && hints.database !== null) return weak(hints.database === 'mongo' ? 'data-mongo' : 'data-postgres', [named]);
  return hints.kind !== null && hints.kind !== 'gateway' ? weak(hints.kind, [named]) : weak('unknown', []);
}

function sentence(sight: Sight, what: string): Evidence {
  return { text: `\`${sight.at.path}\` ${what} (\`${sight.name}\`)`, at: sight.at };
}

function strong(kind: ServiceKind, evidence: readonly Evidence[]): KindVerdict {
  return { kind, confidence: 'strong', evidence };
}

function weak(kind: ServiceKind, evidence: readonly Evidence[]): KindVerdict {
  return { kind, confidence: 'weak', evidence };
}
