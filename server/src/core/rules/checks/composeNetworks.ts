import type { ComposePort, ComposeProject, ComposeService } from '../../facts/compose/model';
import { variantOfFile } from '../../facts/compose/sets';
import type { Location } from '../../text/range';
import type { CheckContext, ComposeCheck, Related } from '../model';
import { deployedServices, isForDevelopment, lifetimesOf, type Lifetimes } from './shared/composeDeployment';
import { serviceCommand } from './shared/composeCommands';
import { optionText, plainText } from './shared/optionText';
import { codeOf, isForSwarm, isGateway, kindOf, recordOf, serverRole } from './shared/composeServices';

type ComposeContext = CheckContext & { readonly compose: ComposeProject };

/** A store within reach of the gateway, or of everything. Fields: problem (what is shared, and by whom). */
export const networkIsolation: ComposeCheck = {
  name: 'compose/network-isolation',
  input: 'compose',
  run(context) {
    const { compose, project } = context;
    const services = deployedServices(project, compose);
    const stores = services.filter((service) => serverRole(service) !== null);
    const lifetimes = lifetimesOf(project, compose);
    const networked = services.filter((service) => service.networkMode === null && !lifetimes.isJob(service));
    const gateways = networked.filter((service) => (isGateway(project, compose, service) && isEntrance(service)) || isOwnGateway(context, service));
    const reachable = stores.filter((service) => service.networkMode === null);
    // Of those for which nobody chose a network it is told once: it is one omission.
    const unplaced = reachable.filter((service) => service.networks.length === 0);
    const gateway = gateways.find((service) => networkNames(service).includes('default'));
    if (gateway) tellDefault(context, unplaced.filter((store) => !isStoreOf(store, gateway)), `the gateway \`${gateway.name}\``);
    else if (networked.every((service) => service.networks.length === 0) && networked.some((service) => isBusiness(context, service))) {
      if (unplaced.some((service) => serverRole(service) === 'database')) tellDefault(context, unplaced, 'every other service');
    }
    for (const store of reachable) {
      const shared = gateways.map((entrance) => ({ entrance, network: commonNetwork(store, entrance) })).find(({ network }) => network !== null);
      if (!shared?.network || unplaced.includes(store) || isStoreOf(store, shared.entrance)) continue;
      const { entrance, network } = shared;
      const place = memberAt(store, network);
      context.report({
        path: place.path,
        range: place.range,
        fields: { service: store.name, name: store.name, value: network, problem: `shares the network \`${network}\` with the gateway \`${entrance.name}\`, which can connect to it` },
        related: [{ ...memberAt(entrance, network), message: `\`${entrance.name}\` is on it here` }],
      });
    }
  },
};

/** A front end that an nginx serves is on the network of its API only by name; a proxy is what is called one, or runs its image. */
function isEntrance(service: ComposeService): boolean {
  return service.build === null || /nginx|gateway|proxy|traefik|caddy|haproxy|envoy|kong|ingress|edge/i.test(`${service.name} ${service.build.context ?? ''}`);
}

/** A gateway that is written here: an API that is called so, and that clients reach. */
function isOwnGateway({ project, compose }: ComposeContext, service: ComposeService): boolean {
  return service.build !== null && service.ports.length > 0 && /(^|[-_])gateway([-_](api|service|svc))?$/i.test(service.name) && kindOf(project, compose, service) === 'api';
}

/** Kong and its like keep their own configuration in a database, whose name is in their environment. */
function isStoreOf(store: ComposeService, gateway: ComposeService): boolean {
  return [...gateway.environment.values()].some(({ value }) => value?.value.split(/[^\w.-]+/).includes(store.name) === true);
}

/** Business code has no business with a database. */
function isBusiness({ project, compose }: ComposeContext, service: ComposeService): boolean {
  const kind = kindOf(project, compose, service);
  return kind === 'api' || kind === 'bot' || kind === 'worker';
}

/** Told once a project, at the first database, or else at the first store. */
function tellDefault(context: ComposeContext, stores: readonly ComposeService[], company: string): void {
  const store = stores.find((service) => serverRole(service) === 'database') ?? stores[0];
  if (!store) return;
  context.report({
    path: store.at.path,
    range: store.at.range,
    fields: { service: store.name, name: store.name, value: 'default', problem: `is on the default network with ${company}, which can connect to it` },
    related: stores.filter((service) => service !== store).map((service): Related => ({ ...service.at, message: `\`${service.name}\` too` })),
  });
}

function commonNetwork(store: ComposeService, gateway: ComposeService): string | null {
  const names = networkNames(gateway);
  return networkNames(store).find((name) => names.includes(name)) ?? null;
}

function networkNames(service: ComposeService): string[] {
  return service.networks.length === 0 ? ['default'] : service.networks.filter((network) => network.isResolved).map((network) => network.value);
}

/** Where a service says that it is on a network; its key, where it says nothing. */
function memberAt(service: ComposeService, network: string): Location {
  return service.networks.find((entry) => entry.value === network)?.at ?? service.at;
}

const anyAddress = new Set(['', '0.0.0.0', '::', '[::]']);
const webServer = /\b(uvicorn|gunicorn|hypercorn|daphne|granian|fastapi|flask|runserver)\b/;

/** Application ports that production publishes. Fields: port, problem (no gateway, or one that it goes around). */
export const gatewayRequired: ComposeCheck = {
  name: 'compose/gateway-required',
  input: 'compose',
  run(context) {
    const { compose, project } = context;
    if (compose.variant !== 'production') return;
    const services = [...compose.services.values()];
    const lifetimes = lifetimesOf(project, compose);
    const gateway = services.find((service) => isGateway(project, compose, service));
    for (const service of services) {
      if (isForDevelopment(service.at.path) || !isApplication(context, service, lifetimes)) continue;
      for (const port of service.ports) {
        if (!isPublic(port) || !isInProduction(compose, port.at.path)) continue;
        context.report({
          path: port.at.path,
          range: port.at.range,
          fields: {
            service: service.name, name: service.name, value: port.raw, port: port.published ?? port.target,
            problem: gateway ? `past the gateway \`${gateway.name}\`` : 'with no gateway in front',
            instead: gateway ? 'remove the port' : 'publish nginx in its place',
          },
          related: gateway ? [{ ...gateway.at, message: 'the gateway' }] : [],
        });
      }
    }
  },
};

/** Code of one's own that answers HTTP: by its kind, or by the server that it starts. */
function isApplication({ project, compose }: ComposeContext, service: ComposeService, lifetimes: Lifetimes): boolean {
  if (service.networkMode !== null || serverRole(service) !== null || isGateway(project, compose, service) || lifetimes.isJob(service)) return false;
  const kind = kindOf(project, compose, service);
  if (kind === 'api' || kind === 'data-postgres' || kind === 'data-mongo' || kind === 'bot') return true;
  return service.build !== null && webServer.test(serviceCommand(project, service)?.text ?? '');
}

function isPublic(port: ComposePort): boolean {
  // `${PORT}` without a value is a port still; an address in front of it cannot be told.
  return port.protocol === 'tcp' && port.isResolved && anyAddress.has(port.hostIp ?? '');
}

/** A production file that repeats everything runs without the base, whose ports then do not count. */
function isInProduction(compose: ComposeProject, path: string): boolean {
  const alone = compose.standalone ?? [];
  return alone.length === 0 || path !== compose.files[0];
}

/** Ports of debuggers and of metrics, which are published beside the service's own. */
const sidePorts = new Set(['5678', '5679', '3000', '9090', '9091', '9100', '9464']);

/** Ports of APIs and data services against the convention. Fields: value (what is published), problem, port (the one to use). */
export const portConvention: ComposeCheck = {
  name: 'compose/port-convention',
  input: 'compose',
  run(context) {
    const { compose, project, options } = context;
    const outside = recordOf(options['ports']);
    const inside = optionText(context, 'inside', '8000');
    const published = webServices(context);
    for (const { service, kind, port } of published) {
      const wanted = plainText(outside[kind]) ?? '';
      const severity = context.severityFor(kind);
      // With two APIs, one of them has to have another port: which one is for the team to say.
      const isOnlyOne = published.filter((other) => other.kind === kind).length === 1;
      const isOutside = isOnlyOne && wanted !== '' && port.published !== null && /^\d+$/.test(port.published) && port.published !== wanted;
      const isInside = /^\d+$/.test(port.target) && port.target !== inside;
      if (severity === null || (!isOutside && !isInside)) continue;
      context.report({
        path: port.at.path,
        range: port.at.range,
        severity,
        fields: {
          service: service.name, name: service.name, kind, value: port.raw, port: isOutside ? wanted : inside,
          problem: isOutside ? `is published on ${port.published ?? ''}` : `listens on ${port.target} in its container`,
          what: kind === 'api' ? 'an API' : kind === 'data-postgres' ? 'the data service of PostgreSQL' : 'the data service of MongoDB',
        },
        related: codeOf(project, compose, service)?.evidence.filter((entry) => entry.at !== null).slice(0, 1)
          .flatMap(({ at, text }) => (at ? [{ ...at, message: text }] : [])) ?? [],
      });
    }
  },
};

interface WebService {
  readonly service: ComposeService;
  readonly kind: 'api' | 'data-postgres' | 'data-mongo';
  readonly port: ComposePort;
}

/** APIs and data services that publish one port of their own, so that it is plain which it is. */
function webServices({ compose, project }: ComposeContext): WebService[] {
  const lifetimes = lifetimesOf(project, compose);
  return [...compose.services.values()].flatMap((service): WebService[] => {
    const kind = kindOf(project, compose, service);
    if (kind !== 'api' && kind !== 'data-postgres' && kind !== 'data-mongo') return [];
    // On the host's network nothing is published, and of the container's own one the port is the other's.
    if (service.networkMode !== null || isForSwarm(service) || lifetimes.isJob(service)) return [];
    // In production no service but the gateway publishes: another rule tells it.
    const ports = service.ports.filter((port) => variantOfFile(port.at.path) !== 'production' && port.isResolved && port.protocol === 'tcp' && !sidePorts.has(port.target));
    const [port] = ports;
    return port && ports.length === 1 ? [{ service, kind, port }] : [];
  });
}

