import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { mapDrawing } from '../../../server/src/core/report/map/mapDrawing';
import { mapJson } from '../../../server/src/core/report/map/mapJson';
import { mapMermaid } from '../../../server/src/core/report/map/mapMermaid';
import { mapText } from '../../../server/src/core/report/map/mapText';
import type { SystemMap } from '../../../server/src/core/report/map/model';
import { systemMap } from '../../../server/src/core/report/map/systemMap';
import { parseFlowchart } from '../../support/mermaid';
import { type Files, py, viewOf } from '../project/virtualProject';

const reference = join(__dirname, '../../../examples/reference');

function filesBelow(folder: string): Files {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !entry.parentPath.includes('__pycache__'));
  return Object.fromEntries(entries.map((entry) => join(entry.parentPath, entry.name)).map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')]));
}

async function mapOf(files: Files, folders: readonly string[] | null = null): Promise<SystemMap> {
  return systemMap(await viewOf(files), folders);
}

/** `from -kind-> to`, by names. */
function edges(map: SystemMap): string[] {
  const names = new Map([...map.services.map(({ info }) => [info.id, info.name] as const), ...map.infrastructure.map(({ id, name }) => [id, name] as const)]);
  return map.connections.map(({ from, to, kind }) => `${names.get(from)} -${kind}-> ${names.get(to)}`).sort();
}

const fastapi = 'from fastapi import FastAPI\napp = FastAPI()\n';
const serve = 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["uvicorn", "main:app"]\n';

describe('map', () => {
  describe('of the reference system', () => {
    let map: SystemMap;
    before(async () => { map = await mapOf(filesBelow(reference)); });

    it('has its services, what runs beside them, and who reaches whom', () => {
      assert.deepEqual(map.services.map(({ info }) => `${info.name}: ${info.kind}`), [
        'shop_billing_worker: worker', 'shop_data_mongo_api: data-mongo', 'shop_data_postgres_api: data-postgres', 'shop_notify_bot: bot', 'shop_orders_api: api', 'shared: library', 'nginx: gateway',
      ]);
      assert.deepEqual(map.infrastructure.map(({ name, kind }) => `${name}: ${kind}`), ['jaeger: other', 'mongo: database', 'postgres: database', 'prometheus: other', 'rabbitmq: broker', 'redis: cache', 'redis_cache: cache']);
      assert.deepEqual(edges(map), [
        'nginx -waits-> shop_orders_api',
        'shop_billing_worker -broker-> rabbitmq', 'shop_billing_worker -cache-> redis', 'shop_billing_worker -http-> jaeger', 'shop_billing_worker -http-> shop_data_mongo_api', 'shop_billing_worker -http-> shop_data_postgres_api',
        'shop_data_mongo_api -database-> mongo', 'shop_data_mongo_api -http-> jaeger', 'shop_data_postgres_api -database-> postgres', 'shop_data_postgres_api -http-> jaeger',
        'shop_notify_bot -broker-> rabbitmq', 'shop_notify_bot -cache-> redis', 'shop_notify_bot -cache-> redis_cache', 'shop_notify_bot -http-> jaeger', 'shop_notify_bot -http-> shop_data_postgres_api',
        'shop_orders_api -broker-> rabbitmq', 'shop_orders_api -http-> jaeger', 'shop_orders_api -http-> shop_data_postgres_api',
      ]);
    });

    it('says why, of each service and each connection', () => {
      for (const { info } of map.services) assert.ok(info.evidence.length > 0, info.name);
      for (const { from, to, evidence } of map.connections) assert.ok(evidence.length > 0 && evidence.every(({ at }) => at !== null), `${from} ${to}`);
      const [first] = map.connections.find(({ from, to, kind }) => from.endsWith('shop_orders_api') && to.endsWith('shop_data_postgres_api') && kind === 'http')?.evidence ?? [];
      assert.equal(first?.text, '`DATA_POSTGRES_SERVICE_URL` of `shop_orders_api` names `shop_data_postgres_api`');
      const line = filesBelow(reference)['docker-compose.yml']?.split('\n')[first.at?.range.start.line ?? -1];
      assert.match(line ?? '', /^ +DATA_POSTGRES_SERVICE_URL: /);
    });

    it('is a flowchart to Mermaid, with every end and connection', async () => {
      const { nodes, edges: drawn } = await parseFlowchart(mapMermaid(map));
      assert.deepEqual([...nodes.values()].map(({ text }) => text.split('<br/>')[0]), [...map.services.map(({ info }) => info.name), ...map.infrastructure.map(({ name }) => name)]);
      assert.equal(drawn.length, map.connections.length);
      assert.equal(drawn.filter(({ stroke }) => stroke === 'dotted').length, 1);
      assert.ok(drawn.some(({ text }) => text === 'HTTP') && drawn.some(({ text }) => text === 'SQL') && drawn.some(({ text }) => text === 'messages'));
    });

    it('is drawn with every name inside its box and every connection titled', () => {
      const svg = mapDrawing(map);
      const boxes = [...svg.matchAll(/<rect class="box[^"]*" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="(\d+)"[^>]*\/><text class="name"[^>]*>([^<]+)</g)];
      assert.deepEqual(boxes.map((box) => box[5]).sort(), [...map.services.map(({ info }) => info.name), ...map.infrastructure.map(({ name }) => name)].sort());
      const [, width = '', height = ''] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
      for (const [, x = '', y = '', w = '', h = ''] of boxes) assert.ok(Number(x) + Number(w) <= Number(width) && Number(y) + Number(h) <= Number(height));
      const places = boxes.map(([, x, y]) => `${x} ${y}`);
      assert.equal(new Set(places).size, places.length, 'no box lies on another');
      assert.equal([...svg.matchAll(/<title>/g)].length, map.connections.length);
      assert.match(svg, /prefers-color-scheme: dark/);
      assert.doesNotMatch(svg, /<script|href=|url\(http|@import|NaN|undefined/);
    });

    it('is told to people with a reason a line', () => {
      const text = mapText(map, false);
      assert.match(text, /^SERVICE +KIND +FOLDER +COMPOSE\n/);
      assert.match(text, /\nshop_notify_bot +bot +services\/shop_notify_bot +shop_notify_bot\n/);
      assert.match(text, /\nshop_notify_bot {2}bot\n {2}because {2}`services\/shop_notify_bot\/src\/main\.py:\d+` runs a bot \(`aiogram\.Dispatcher\.start_polling`\)\n/);
      assert.match(text, /\n {2}begins {3}services\/shop_orders_api\/src\/main\.py:create_app \(compose, docker-compose\.override\.yml:\d+\)\n/);
      assert.match(text, /\nnginx +gateway +- +nginx\n/);
      assert.doesNotMatch(text, /\u001b/);
    });
  });

  it('is documented as JSON: places count from 1', async () => {
    const map = await mapOf({ 'archguide.yaml': 'services: { orders: worker }\n', 'docker-compose.yml': 'services:\n  orders:\n    build: ./orders\n    environment: { BROKER_URL: "amqp://u:p@mq:5672" }\n  mq:\n    image: rabbitmq:3.13\n', 'orders/Dockerfile': serve, 'orders/main.py': fastapi });
    assert.deepEqual(mapJson(map, (path) => `x/${path}`), {
      services: [{
        id: 'orders', name: 'orders', kind: 'worker', folder: 'x/orders', declared: true, confidence: 'declared', dockerfile: 'x/orders/Dockerfile',
        evidence: [
          { text: 'archguide.yaml declares it', at: null }, { text: '`docker-compose.yml` runs it as `orders`', at: { path: 'x/docker-compose.yml', line: 2, column: 3 } },
          { text: 'uvicorn starts `orders/main.py`', at: { path: 'x/orders/Dockerfile', line: 4, column: 1 } },
        ],
        composeServices: [{ name: 'orders', at: { path: 'x/docker-compose.yml', line: 2, column: 3 } }],
        entryPoints: [{ path: 'x/orders/main.py', attribute: 'app', via: 'dockerfile', at: { path: 'x/orders/Dockerfile', line: 4, column: 1 } }],
      }],
      infrastructure: [{ id: '#mq', name: 'mq', kind: 'broker', image: 'rabbitmq:3.13', at: { path: 'x/docker-compose.yml', line: 5, column: 3 } }],
      connections: [{ from: 'orders', to: '#mq', kind: 'broker', evidence: [{ text: '`BROKER_URL` of `orders` names `mq`', at: { path: 'x/docker-compose.yml', line: 4, column: 20 } }] }],
    });
  });

  it('reads hosts in lists, by container name, in defaults of settings and in calls', async () => {
    const map = await mapOf({
      'compose.yaml': 'services:\n  a:\n    build: ./a\n    environment:\n      - KAFKA_BOOTSTRAP_SERVERS=kafka1:9092,kafka2:9092\n      - USERS_ENDPOINT=users-api:8000/v1\n      - GREETING=postgres\n  b:\n    build: ./b\n    container_name: users-api\n  kafka1:\n    image: apache/kafka:3.9.0\n  kafka2:\n    image: apache/kafka:3.9.0\n  postgres:\n    image: bitnami/postgresql:16\n  mq:\n    image: rabbitmq:3-management\n',
      'a/Dockerfile': serve, 'a/main.py': fastapi, 'b/Dockerfile': serve,
      'b/main.py': py`
        import aio_pika
        from fastapi import FastAPI
        from pydantic_settings import BaseSettings
        class Settings(BaseSettings):
            database_url: str = "postgresql+asyncpg://users@postgres:5432/users"
            docs: str = "https://example.com/a"
        app = FastAPI()
        async def start():
            await aio_pika.connect_robust("amqp://guest:guest@mq/")
        `,
      'b/tests/test_main.py': 'ADDRESS = "http://a:8000"\ndef test_it(): ...\n',
    });
    assert.deepEqual(edges(map), ['a -broker-> kafka1', 'a -broker-> kafka2', 'a -http-> b', 'b -broker-> mq', 'b -database-> postgres']);
  });

  it('joins services of the same compose project where two have the same names', async () => {
    const compose = 'services:\n  api:\n    build: ./api\n    environment: { REDIS_URL: "redis://cache" }\n  cache:\n    image: redis:7\n';
    const map = await mapOf({ 'one/compose.yaml': compose, 'one/api/Dockerfile': serve, 'one/api/main.py': fastapi, 'two/compose.yaml': compose, 'two/api/Dockerfile': serve, 'two/api/main.py': fastapi });
    assert.deepEqual(map.connections.map(({ from, to }) => `${from} ${to}`), ['one/api one#cache', 'two/api two#cache']);
  });

  it('of some folders has what they are joined with, too, and no more', async () => {
    const map = await mapOf(filesBelow(reference), ['services/shop_notify_bot']);
    assert.deepEqual(map.services.map(({ info }) => info.name), ['shop_data_postgres_api', 'shop_notify_bot']);
    assert.deepEqual(map.infrastructure.map(({ name }) => name), ['jaeger', 'rabbitmq', 'redis', 'redis_cache']);
  });

  it('of nothing is empty, in every form', async () => {
    const map = await mapOf({});
    assert.deepEqual(mapJson(map), { services: [], infrastructure: [], connections: [] });
    assert.equal(mapText(map, false), 'No services found.\n');
    assert.equal((await parseFlowchart(mapMermaid(map))).nodes.size, 0);
    assert.match(mapDrawing(map), /^<svg [^>]*width="24"/);
  });

  it('keeps names from being syntax', async () => {
    const name = 'a"] --> end; <b>&#quot;`x`';
    const [first] = (await mapOf({ 'docker-compose.yml': 'services:\n  mail_worker:\n    build: ./mail_worker\n' })).services;
    assert.ok(first);
    const map: SystemMap = { services: [{ ...first, info: { ...first.info, name } }], infrastructure: [], connections: [] };
    const { nodes, edges: drawn } = await parseFlowchart(mapMermaid(map));
    assert.equal(nodes.size, 1);
    assert.equal(drawn.length, 0);
    const svg = mapDrawing(map);
    assert.doesNotMatch(svg, /<b>/);
    assert.equal(svg.replace(/<style>.*<\/style>/s, '').match(/>[^<]*a&#34;\] --&#62; end; &#60;b&#62;&#38;#quot;`x`</g)?.length, 1);
  });
});
