import assert from 'node:assert/strict';
import type { ConceptHit } from '../../../server/src/core/pack/concepts';
import { ConceptIndex } from '../../../server/src/core/pack/concepts';
import type { Concepts, Module } from '../../../server/src/core/pack/model';
import { rankModules } from '../../../server/src/core/pack/moduleRanking';
import type { ServiceKind } from '../../../server/src/core/pack/ruleDeclaration';

const none: Concepts = { python: [], compose: [], images: [], variables: [], files: [], dockerfile: [], packages: [] };

function module(id: string, concepts: Partial<Concepts> = {}, kinds: readonly string[] = []): Module {
  const category = id.split('/').slice(0, -1).join('/');
  return { id, pack: 'p', title: id, summary: '', category, tags: [], kinds, concepts: { ...none, ...concepts }, synonyms: [], symptoms: [], related: [], rules: [], headings: [] };
}

const index = new ConceptIndex([
  module('rabbitmq', { python: ['aio_pika', 'aio_pika.RobustConnection'], images: ['rabbitmq'], variables: ['RABBITMQ_URL', 'RABBITMQ_*'], packages: ['aio-pika'] }),
  module('publishing', { python: ['aio_pika.RobustConnection', 'aio_pika.Message'], packages: ['aio_pika'] }),
  module('compose', { compose: ['services.*', 'services.*.image'], files: ['docker-compose*.yml', 'compose.yaml'] }),
  module('health', { compose: ['services.*.healthcheck'], dockerfile: ['HEALTHCHECK'] }),
  module('postgres', { images: ['postgres', 'bitnami/postgresql'], variables: ['POSTGRES_*', '*_DSN'], files: ['alembic/env.py', 'alembic.ini'] }),
]);
const ids = (hits: readonly ConceptHit[]): string[] => hits.map(({ module: { id }, distance }) => `${id} ${distance}`);

describe('concepts', () => {
  const cases: readonly (readonly [string, () => readonly ConceptHit[], readonly string[]])[] = [
    ['a Python name', () => index.python('aio_pika.RobustConnection'), ['rabbitmq 0', 'publishing 0']],
    ['a method falls to its class', () => index.python('aio_pika.RobustConnection.channel.close'), ['rabbitmq 2', 'publishing 2']],
    ['a name falls to its package', () => index.python('aio_pika.ExchangeType'), ['rabbitmq 1']],
    ['a name that begins alike does not', () => index.python('aio_pika_pool.Pool'), []],
    ['names of objects\' own keys', () => index.python('constructor.prototype'), []],
    ['a compose path', () => index.compose('services.api.image'), ['compose 0']],
    ['what stands below it', () => index.compose('services.api.healthcheck.test.1'), ['health 2']],
    ['a key that no page knows falls to the service', () => index.compose('services.api.labels'), ['compose 1']],
    ['nothing above that', () => index.compose('networks.default'), []],
    ['an image with registry, tag and digest', () => index.image('docker.io/library/postgres:16-alpine@sha256:abc'), ['postgres 0']],
    ['an image behind a registry with a port', () => index.image('localhost:5000/rabbitmq'), ['rabbitmq 0']],
    ['somebody\'s build of an image', () => index.image('acme/rabbitmq:3'), ['rabbitmq 1']],
    ['the official image of one that a page names at its vendor', () => index.image('postgresql:16'), ['postgres 1']],
    ['an image that a page names whole', () => index.image('bitnami/postgresql:16'), ['postgres 0']],
    ['a variable', () => index.variable('RABBITMQ_URL'), ['rabbitmq 0']],
    ['a variable by its beginning', () => index.variable('POSTGRES_PASSWORD'), ['postgres 1']],
    ['a variable by its end', () => index.variable('ORDERS_DSN'), ['postgres 1']],
    ['a file by pattern', () => index.file('deploy/docker-compose.prod.yml'), ['compose 1']],
    ['a file by path', () => index.file('alembic/env.py'), ['postgres 0']],
    ['a file of that name elsewhere', () => index.file('src/env.py'), []],
    ['an instruction', () => index.dockerfile('healthcheck'), ['health 0']],
    ['a package in any spelling', () => index.package('Aio.Pika'), ['rabbitmq 0', 'publishing 0']],
  ];
  for (const [what, look, expected] of cases) it(`find ${what}`, () => assert.deepEqual(ids(look()), expected));

  it('stand a name of thousands of parts, and patterns that would cost too much', () => {
    const hostile = new ConceptIndex([module('x', { variables: [`${'*a'.repeat(50)}*`, 'OK_*'], files: ['**'] })]);
    assert.deepEqual(hostile.variable('a'.repeat(400)), []);
    assert.deepEqual(ids(hostile.variable('OK_1')), ['x 1']);
    assert.deepEqual(index.python('a.'.repeat(50_000)), []);
    assert.deepEqual(index.compose('x.'.repeat(50_000)), []);
  });
});

describe('ranking', () => {
  const modules = [
    module('atomic/integrations/redis/testing-patterns', {}, ['api', 'bot', 'worker']),
    module('atomic/integrations/redis/aiogram-integration', {}, ['bot']),
    module('atomic/integrations/redis/connection-management', {}, ['worker', 'api', 'bot']),
    module('atomic/integrations/redis/fastapi-integration', {}, ['api']),
  ].map((entry) => ({ ...entry, category: 'integrations/redis' }));
  const order = (kind: ServiceKind, path: string) => rankModules(modules, { kind, path }).map(({ id }) => id.split('/').pop());

  it('puts the page for the service\'s kind first, and those of other kinds and tests last', () => {
    assert.deepEqual(order('api', 'services/orders_api/src/cache.py'), ['fastapi-integration', 'connection-management', 'testing-patterns', 'aiogram-integration']);
    assert.deepEqual(order('bot', 'services/shop_bot/src/cache.py'), ['aiogram-integration', 'connection-management', 'testing-patterns', 'fastapi-integration']);
    assert.deepEqual(order('worker', 'src/cache.py')[0], 'connection-management');
  });

  it('puts testing first in tests', () => assert.equal(order('api', 'services/orders_api/tests/test_cache.py')[0], 'testing-patterns'));
  it('keeps the order where the kind is unknown', () => assert.deepEqual(order('unknown', ''), ['aiogram-integration', 'connection-management', 'fastapi-integration', 'testing-patterns']));

  it('knows the home of each kind', () => {
    const homes = ['services/fastapi', 'services/aiogram', 'services/asyncio-workers'].map((category) => ({ ...module('x/basic-setup'), category, id: `${category}/basic-setup` }));
    const first = (kind: ServiceKind) => rankModules(homes, { kind, path: '' })[0]?.category;
    assert.deepEqual((['api', 'bot', 'worker'] as const).map(first), ['services/fastapi', 'services/aiogram', 'services/asyncio-workers']);
  });

  it('puts the page first that is called by the name', () => {
    const pages = [module('aiogram/injection', { python: ['aiogram.BaseMiddleware'] }), module('aiogram/middleware-setup', { python: ['aiogram.BaseMiddleware'] })];
    const both = new ConceptIndex(pages);
    assert.deepEqual(both.rank(both.python('aiogram.BaseMiddleware'), { kind: 'bot', path: '' }).map(({ module: { id } }) => id), ['aiogram/middleware-setup', 'aiogram/injection']);
  });

  it('lets distance go before affinity', () => {
    const [far, near] = [module('services/fastapi/a', {}, ['api']), module('services/aiogram/b', {}, ['bot'])] as const;
    const found: ConceptHit[] = [{ module: far, concept: 'x', distance: 1 }, { module: near, concept: 'x.y', distance: 0 }];
    assert.deepEqual(index.rank(found, { kind: 'api', path: '' }).map(({ module: { id } }) => id), ['services/aiogram/b', 'services/fastapi/a']);
  });
});

describe('packs that come first', () => {
  const of = (pack: string, id: string, names: readonly string[]): Module => ({ ...module(id, { python: names }), pack });
  const both = new ConceptIndex([
    of('other', 'tasks', ['celery.Celery', 'sqlalchemy.orm.joinedload', 'fastapi.Depends']),
    of('own', 'sql', ['sqlalchemy', 'sqlalchemy.orm']), of('own', 'di', ['fastapi.Depends']), of('own', 'http', ['fastapi']),
  ]);
  const first = (name: string, packs: readonly string[]): string[] => both.rank(both.python(name), { kind: 'api', path: '', packs }).map(({ module: found }) => `${found.pack}/${found.id}`);

  it('explain a name alone where they do', () => assert.deepEqual(first('fastapi.Depends', ['own']), ['own/di']));
  it('explain it by its parent where that is about as near', () => assert.deepEqual(first('sqlalchemy.orm.joinedload', ['own']), ['own/sql']));
  it('leave to others what they do not know, or know from afar only', () => {
    assert.deepEqual(first('celery.Celery', ['own']), ['other/tasks']);
    assert.deepEqual(first('fastapi.Depends.a.b', ['own']), ['own/di']);
  });
  it('are all alike where none is named', () => assert.deepEqual(first('fastapi.Depends', []), ['other/tasks', 'own/di']));
});
