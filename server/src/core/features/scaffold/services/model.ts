import type { Template } from '../template';

/** Names that the templates of a service are filled with. */
export interface ServiceNames {
  readonly service: string;
  readonly context: string;
  readonly data: DataService;
}

/** The data service that a business service calls. */
export interface DataService {
  /** Name in compose. */
  readonly service: string;
  /** Field of the settings, lower case; the environment variable is the same in upper case. */
  readonly setting: string;
  /** Whether compose has it: only then it can be waited for. */
  readonly isThere: boolean;
}

/** What a service adds to the compose file, and what it needs around it. */
export interface ComposeParts {
  /** Service's own compose services, in order: name and text, without indentation. */
  readonly services: readonly (readonly [name: string, text: string])[];
  readonly networks: readonly Network[];
  readonly volumes: readonly string[];
  /** Names of secrets, each a file of `secrets/`, with the name of that file. */
  readonly secrets: readonly (readonly [name: string, file: string])[];
}

export type Network = 'edge' | 'backend' | 'data' | 'egress';

/** Files of a service, in the order in which they are told. */
export type ServiceTemplates = (names: ServiceNames) => readonly Template[];
