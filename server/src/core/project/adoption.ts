import type { ServiceKind } from '../pack/ruleDeclaration';
import type { Configuration } from './configuration';
import type { ServiceInfo } from './model';

/** What adoption asks of a pack. */
export interface AdoptablePack {
  readonly id: string;
  readonly follows: { readonly kinds: readonly (readonly string[])[] };
}

export interface Adoption {
  readonly followed: boolean;
  /** One sentence for people. */
  readonly reason: string;
}

/**
 * Whether a workspace follows a pack: `archguide.yaml` says so, or a service of each set of kinds that the pack lists
 * stands in it. A kind that is told by names alone is no evidence.
 */
export function adoptionOf(pack: AdoptablePack, configuration: Configuration, services: readonly ServiceInfo[]): Adoption {
  if (configuration.packs !== null) {
    return configuration.packs.includes(pack.id)
      ? { followed: true, reason: 'archguide.yaml names it.' }
      : { followed: false, reason: 'archguide.yaml names other packs.' };
  }
  const { kinds } = pack.follows;
  if (kinds.length === 0) return { followed: false, reason: 'Name it in archguide.yaml to follow it.' };
  const known = services.filter((service) => service.confidence !== 'weak' && service.kind !== 'unknown');
  const found: ServiceInfo[] = [];
  for (const set of kinds) {
    const service = known.find((candidate) => set.includes(candidate.kind) && !found.includes(candidate));
    if (!service) return { followed: false, reason: missing(set, services) };
    found.push(service);
  }
  return { followed: true, reason: `${found.map((service) => `\`${service.name}\` is ${article(service.kind)} service`).join(', and ')}.` };
}

function missing(set: readonly string[], services: readonly ServiceInfo[]): string {
  const wanted = set.join(' or ');
  const weak = services.find((service) => set.includes(service.kind));
  return weak
    ? `\`${weak.name}\` looks like ${article(weak.kind)} service by its name alone.`
    : `No service of kind ${wanted} was found.`;
}

const written: Readonly<Record<ServiceKind, string>> = {
  api: 'an api', bot: 'a bot', worker: 'a worker', 'data-postgres': 'a data-postgres', 'data-mongo': 'a data-mongo', gateway: 'a gateway', library: 'a library', unknown: 'an unknown',
};

function article(kind: ServiceKind): string {
  return written[kind];
}
