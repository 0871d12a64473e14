import type { EntryPoint, Evidence, ServiceInfo } from '../../project/model';
import type { Location } from '../../text/range';

/** A service of the workspace with where its processes begin. */
export interface MappedService {
  readonly info: ServiceInfo;
  readonly entryPoints: readonly EntryPoint[];
}

/** What a ready-made image is there for. */
export type InfrastructureKind = 'database' | 'broker' | 'cache' | 'other';

/** A compose service that runs a ready-made image and none of the workspace's code. */
export interface Infrastructure {
  /** `#name`; with the compose file's folder before it where that is not the workspace. */
  readonly id: string;
  readonly name: string;
  readonly kind: InfrastructureKind;
  readonly image: string;
  readonly at: Location;
}

/** How one end reaches the other; `waits` where all that is known is that it starts after it (`depends_on`). */
export type ConnectionKind = 'http' | InfrastructureKind | 'waits';

/** Ends are ids of services or infrastructure. One connection for two ends and a kind. */
export interface Connection {
  readonly from: string;
  readonly to: string;
  readonly kind: ConnectionKind;
  readonly evidence: readonly Evidence[];
}

/** The system as the workspace tells it: what `archguide map` shows. */
export interface SystemMap {
  readonly services: readonly MappedService[];
  readonly infrastructure: readonly Infrastructure[];
  readonly connections: readonly Connection[];
}
