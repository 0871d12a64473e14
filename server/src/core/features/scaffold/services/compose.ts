import type { Snippet } from '../../snippets';
import { applied, snippetText, type Edit, type SnippetUse } from '../template';
import type { ScaffoldKind } from '../model';
import { dataSetting } from './common';
import type { ComposeParts, Network, ServiceNames } from './model';

/** Stores and brokers: what is looked for, and what is added where there is none. */
export const infrastructure = {
  postgres: { image: 'postgres', snippet: 'ag-compose-postgres', networks: ['data'], volumes: ['postgres_data'], secrets: [['postgres_password', 'postgres_password']] },
  mongo: { image: 'mongo', snippet: 'ag-compose-mongo', networks: ['data'], volumes: ['mongo_data', 'mongo_config'], secrets: [['mongo_password', 'mongo_password']] },
  redis: { image: 'redis', snippet: 'ag-compose-redis', networks: ['backend'], volumes: ['redis_data'], secrets: [] },
  rabbitmq: { image: 'rabbitmq', snippet: 'ag-compose-rabbitmq', networks: ['backend'], volumes: ['rabbitmq_data'], secrets: [['rabbitmq_conf', 'rabbitmq.conf']] },
} as const satisfies Readonly<Record<string, Infrastructure>>;

export type Store = keyof typeof infrastructure;

interface Infrastructure {
  /** Last part of the image's name, without its tag. */
  readonly image: string;
  readonly snippet: string;
  readonly networks: readonly Network[];
  readonly volumes: readonly string[];
  readonly secrets: readonly (readonly [name: string, file: string])[];
}

/** Stores that a kind needs. */
export const storesOf: Readonly<Record<ScaffoldKind, readonly Store[]>> = {
  api: [], bot: ['redis'], worker: ['redis', 'rabbitmq'], 'data-postgres': ['postgres'], 'data-mongo': ['mongo'],
};

/** What to do about stores: the name of the one that is there, or null for one to be added. */
export type KnownStores = Readonly<Partial<Record<Store, string>>>;

/** Compose services of a new service, with the stores that are not there yet. */
export function composeParts(kind: ScaffoldKind, names: ServiceNames, known: KnownStores, snippets: readonly Snippet[]): ComposeParts {
  const own = ownParts(kind, names);
  const renamed = (text: string): string => storesOf[kind].reduce((result, store) => (known[store] === undefined || known[store] === store ? result
    : result.replace(new RegExp(`(?<=_HOST: |^    |redis://)${store}(?=:|$)`, 'gm'), () => known[store] ?? store)), text);
  const missing = storesOf[kind].filter((store) => known[store] === undefined).map((store) => [store, infrastructure[store]] as const);
  const render = ({ use, edits }: Own): string => renamed(edits.reduce((text, edit) => applied(text, edit, use.snippet), snippetText(use, snippets)));
  return {
    services: [
      ...own.services.map((service) => [service.name, render(service)] as const),
      ...missing.map(([name, store]) => [name, snippetText({ snippet: store.snippet, values: contextOf(name, names.context) }, snippets)] as const),
    ],
    networks: [...new Set([...own.networks, ...missing.flatMap(([, store]) => [...store.networks])])],
    volumes: missing.flatMap(([, store]) => [...store.volumes]),
    secrets: [...own.secrets, ...missing.flatMap(([, store]) => [...store.secrets])].filter(([name], at, all) => all.findIndex(([other]) => other === name) === at),
  };
}

interface Own {
  readonly name: string;
  readonly use: SnippetUse;
  readonly edits: readonly Edit[];
}

interface OwnParts {
  readonly services: readonly Own[];
  readonly networks: readonly Network[];
  readonly secrets: readonly (readonly [name: string, file: string])[];
}

function ownParts(kind: ScaffoldKind, names: ServiceNames): OwnParts {
  const { service, context, data } = names;
  const url: Edit[] = dataSetting(names).map(([from, to]) => [String(from).toUpperCase(), to.toUpperCase()]);
  const waits = data.isThere ? [] : [[new RegExp(` {4}${data.service}: \\{ condition: .*\\n`), ''] as Edit];
  switch (kind) {
    case 'api': return {
      services: [{ name: service, use: { snippet: 'ag-compose-api', values: { 1: service, 2: data.service } }, edits: [
        ...url,
        [/ {4}REDIS_URL[^]*?secrets: .*\n/, ''],
        data.isThere ? [/ {4}redis: .*\n.*rabbitmq: .*\n/, ''] : [/ {2}depends_on:\n.*\n.*\n.*\n/, ''],
      ] }],
      networks: ['edge', 'backend'], secrets: [],
    };
    case 'bot': return {
      services: [{ name: service, use: { snippet: 'ag-compose-bot', values: { 1: service, 2: data.service } }, edits: [...url, ...waits] }],
      networks: ['backend', 'egress'], secrets: [['bot_token', 'bot_token']],
    };
    case 'worker': return {
      services: [{ name: service, use: { snippet: 'ag-compose-worker', values: { 1: service, 3: data.service, 4: context } }, edits: [
        ...url, ...waits,
        ['    RABBITMQ_HOST: rabbitmq\n', '    REDIS_URL: redis://redis:6379/0\n    RABBITMQ_HOST: rabbitmq\n'],
        ['    rabbitmq: { condition', '    redis: { condition: service_healthy }\n    rabbitmq: { condition'],
      ] }],
      networks: ['backend'], secrets: [['rabbitmq_password', 'rabbitmq_password']],
    };
    case 'data-postgres': {
      const job = `${service.replace(/_api$/, '')}_cli`;
      return {
        services: [
          { name: job, use: { snippet: 'ag-compose-migration', values: { 1: job, 2: service, 3: context } }, edits: [] },
          { name: service, use: { snippet: 'ag-compose-data-postgres', values: { 1: service, 2: context } }, edits: [
            ['    postgres: { condition: service_healthy }\n', `    postgres: { condition: service_healthy }\n    ${job}: { condition: service_completed_successfully }\n`],
          ] },
        ],
        networks: ['backend', 'data'], secrets: [['postgres_password', 'postgres_password']],
      };
    }
    case 'data-mongo': return {
      services: [{ name: service, use: { snippet: 'ag-compose-data-mongo', values: { 1: service, 2: context } }, edits: [] }],
      networks: ['backend', 'data'], secrets: [['mongo_password', 'mongo_password']],
    };
  }
}

/** Tab stops of a store that hold the context. */
function contextOf(store: Store, context: string): Record<number, string> {
  switch (store) {
    case 'postgres': return { 1: context };
    case 'mongo': return { 2: context };
    case 'redis':
    case 'rabbitmq': return {};
  }
}
