import type { TermNormalizer } from './tokens';
import { tokenize } from './tokens';

/** A word of a query, with the words that say the same. */
export interface QueryTerm {
  readonly term: string;
  /** 1 for what was typed, less for a part of it. */
  readonly weight: number;
  readonly alternatives: readonly string[];
}

/** Words of the field that stand for each other, as people type them. Each line: the word, then what the pages say. */
const alternatives: Readonly<Record<string, readonly string[]>> = {
  postgres: ['postgresql'], postgresql: ['postgres'], pg: ['postgresql'], mongo: ['mongodb'], mongodb: ['mongo'],
  db: ['database'], rabbit: ['rabbitmq'], mq: ['rabbitmq'], amqp: ['rabbitmq'], broker: ['rabbitmq'],
  telegram: ['aiogram'], bot: ['aiogram'], k8s: ['kubernetes'], env: ['environment'], envvar: ['environment'],
  config: ['configuration'], configure: ['configuration'], settings: ['configuration'], auth: ['authentication', 'authorization'],
  login: ['authentication'], permission: ['authorization'], permissions: ['authorization'], rbac: ['authorization'],
  ws: ['websocket'], di: ['dependency'], logs: ['logging'], log: ['logging'], ttl: ['expiration'], expire: ['ttl'], expiry: ['ttl'], s3: ['cloud', 'storage'],
  stop: ['shutdown'], terminate: ['shutdown'], sigterm: ['signal', 'shutdown'], startup: ['lifespan'], boot: ['startup'],
  test: ['testing'], tests: ['testing'], mock: ['mocking'], orm: ['sqlalchemy'], queue: ['rabbitmq'], cache: ['caching'],
  duplicate: ['idempotency'], duplicates: ['idempotency'], twice: ['idempotency'], idempotent: ['idempotency'],
  https: ['ssl', 'tls'], tls: ['ssl'], ssl: ['tls'], certificate: ['ssl'], proxy: ['nginx'], gateway: ['nginx'],
  image: ['dockerfile'], container: ['docker'], ports: ['port'], secret: ['secrets'], password: ['secrets', 'credentials'],
  job: ['worker'], background: ['worker'], cron: ['worker'], sse: ['event', 'stream'], slow: ['performance'], fast: ['performance'],
  correlation: ['request-id'], trace: ['tracing'], monitor: ['monitoring', 'metrics'], alert: ['alerting'], migrate: ['migrations'],
};

/** The terms of a query, in order, each once. `fast api` also asks for `fastapi`. At most 24. */
export function queryTerms(query: string, normalizer: TermNormalizer): QueryTerm[] {
  const terms = new Map<string, QueryTerm>();
  const add = (word: string, weight: number): void => {
    const term = normalizer.term(word);
    const known = term === null ? undefined : terms.get(term);
    if (term === null || (known && known.weight >= weight)) return;
    const others = Object.hasOwn(alternatives, word.toLowerCase()) ? alternatives[word.toLowerCase()] ?? [] : [];
    terms.set(term, { term, weight, alternatives: others.map((other) => normalizer.term(other)).filter((other) => other !== null) });
  };
  const text = query.slice(0, 1000);
  for (const word of text.split(/\s+/)) {
    const [whole, ...parts] = tokenize(word);
    if (whole === undefined) continue;
    add(whole, 1);
    for (const part of parts) add(part, 0.5);
  }
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  words.slice(1).forEach((word, index) => {
    const joined = `${words[index] ?? ''}${word}`.toLowerCase();
    if (joined.length <= 24) add(joined, 0.3);
  });
  return [...terms.values()].slice(0, 24);
}
