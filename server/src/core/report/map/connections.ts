import type { ComposeProject, ComposeService, ComposeVariable } from '../../facts/compose/model';
import type { Evidence, ModuleSummary, ProjectView } from '../../project/model';
import type { Location } from '../../text/range';
import type { NamesOfProject } from './infrastructure';
import type { Connection, ConnectionKind, Infrastructure } from './model';

const schemes: ReadonlyMap<string, ConnectionKind> = new Map<string, ConnectionKind>([
  ['http', 'http'], ['https', 'http'], ['ws', 'http'], ['wss', 'http'], ['grpc', 'http'],
  ['amqp', 'broker'], ['amqps', 'broker'], ['kafka', 'broker'], ['nats', 'broker'], ['mqtt', 'broker'],
  ['postgres', 'database'], ['postgresql', 'database'], ['mysql', 'database'], ['mongodb', 'database'], ['redis', 'cache'], ['rediss', 'cache'],
]);

/** Variables whose whole value names a host, with no scheme before it. */
const namesHost = /(?:^|_)(?:HOSTS?|HOSTNAME|SERVERS?|SERVICE|ADDR|ADDRESS|URL|URI|DSN|ENDPOINT|UPSTREAM|BROKERS?)$/i;
const address = /([a-z][a-z0-9+.-]*):\/\/(?:[^\s/@]*@)?([a-z0-9][a-z0-9_.-]*)/gi;
/** Evidence of one connection; more is not read. */
const mostEvidence = 6;

interface Mention {
  readonly host: string;
  readonly scheme: string | null;
}

/** Joins what compose, settings and addresses in code say of who reaches whom. */
export class Connections {
  private readonly found = new Map<string, { from: string; to: string; kind: ConnectionKind; evidence: Evidence[] }>();
  private readonly kinds: ReadonlyMap<string, Infrastructure['kind']>;

  constructor(private readonly project: ProjectView, infrastructure: readonly Infrastructure[], private readonly names: ReadonlyMap<ComposeProject, NamesOfProject>) {
    this.kinds = new Map(infrastructure.map(({ id, kind }) => [id, kind]));
  }

  /** All connections, sorted by their ends. */
  all(): Connection[] {
    for (const [project, names] of this.names) for (const service of project.services.values()) this.ofVariables(service, names);
    for (const summary of this.project.modules.values()) this.ofCode(summary);
    for (const [project, names] of this.names) for (const service of project.services.values()) this.ofDependencies(service, names);
    const key = ({ from, to, kind }: Connection): string => `${from}\n${to}\n${kind}`;
    return [...this.found.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  private ofVariables(service: ComposeService, names: NamesOfProject): void {
    const from = names.get(service.name.toLowerCase());
    if (from === undefined || this.kinds.has(from)) return;
    for (const variable of service.environment.values()) {
      for (const mention of mentionsIn(variable)) {
        const to = names.get(mention.host);
        if (to !== undefined) this.add(from, to, this.kindOf(to, mention), { text: `\`${variable.name}\` of \`${service.name}\` names \`${mention.host}\``, at: variable.at });
      }
    }
  }

  /** Addresses in defaults of settings and in calls that open connections. */
  private ofCode(summary: ModuleSummary): void {
    const { path } = summary;
    if (this.project.roleOf(path) !== 'service') return;
    const texts: [text: string, range: Location['range']][] = summary.bindings.flatMap(({ value }) => (value?.kind === 'string' ? [[value.text, value.range]] : []));
    for (const call of summary.wiring) for (const argument of call.arguments) if (argument.text !== null) texts.push([argument.text, call.range]);
    for (const [text, range] of texts) {
      if (!text.includes('://')) continue;
      const from = this.project.serviceOf(path);
      if (!from || from.kind === 'library') return;
      for (const mention of addressesIn(text)) {
        const to = this.idOf(mention.host, from.composeServices.map((service) => service.at.path));
        if (to !== null) this.add(from.id, to, this.kindOf(to, mention), { text: `\`${path}\` names \`${mention.host}\``, at: { path, range } });
      }
    }
  }

  /** `depends_on` of something that holds data or messages says what for; of a service, only where nothing else joins the two. */
  private ofDependencies(service: ComposeService, names: NamesOfProject): void {
    const from = names.get(service.name.toLowerCase());
    if (from === undefined || this.kinds.has(from)) return;
    for (const dependency of service.dependsOn.values()) {
      const to = names.get(dependency.service.toLowerCase());
      if (to === undefined) continue;
      const evidence = { text: `\`${service.name}\` starts after \`${dependency.service}\``, at: dependency.at };
      const known = [...this.found.values()].some((connection) => connection.from === from && connection.to === to && connection.kind !== 'waits');
      const kind = this.kinds.get(to);
      if (kind !== undefined && kind !== 'other') this.add(from, to, kind, evidence);
      else if (!known) this.add(from, to, 'waits', evidence);
    }
  }

  private add(from: string, to: string, kind: ConnectionKind, evidence: Evidence): void {
    if (from === to) return;
    const key = `${from}\n${to}\n${kind}`;
    const known = this.found.get(key) ?? { from, to, kind, evidence: [] };
    this.found.set(key, known);
    if (known.evidence.length < mostEvidence && !known.evidence.some((entry) => entry.text === evidence.text)) known.evidence.push(evidence);
  }

  private kindOf(to: string, { scheme }: Mention): ConnectionKind {
    const known = this.kinds.get(to);
    if (known !== undefined && known !== 'other') return known;
    return schemes.get((scheme ?? 'http').toLowerCase().split('+')[0] ?? '') ?? known ?? 'http';
  }

  private idOf(host: string, files: readonly string[]): string | null {
    let any: string | null = null;
    for (const [project, names] of this.names) {
      const id = names.get(host);
      if (id === undefined) continue;
      if (project.files.some((file) => files.includes(file))) return id;
      any ??= id;
    }
    return any;
  }
}

function mentionsIn({ name, value }: ComposeVariable): readonly Mention[] {
  if (value === null) return [];
  const addresses = addressesIn(value.value);
  if (addresses.length > 0 || !namesHost.test(name) || value.value.includes('://')) return addresses;
  return value.value.split(',').map((part) => ({ host: (part.trim().split(/[:/]/)[0] ?? '').toLowerCase(), scheme: null })).filter(({ host }) => host !== '');
}

/** Hosts of the URLs in a text (RFC 3986, `scheme://user@host`). */
function addressesIn(text: string): readonly Mention[] {
  if (text.length > 2_000) return [];
  return [...text.matchAll(address)].map(([, scheme = '', host = '']) => ({ scheme, host: host.toLowerCase() }));
}
