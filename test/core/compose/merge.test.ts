import assert from 'node:assert/strict';
import type { ComposeService } from '../../../server/src/core/facts/compose/model';
import { environment, project, service, values, web } from '../../support/compose';

interface Case {
  readonly name: string;
  readonly base: string;
  readonly over: string;
  readonly read: (web: ComposeService) => unknown;
  readonly gives: unknown;
}

const ports = (s: ComposeService): string[] => s.ports.map((p) => p.raw);
const mounts = (s: ComposeService): string[] => s.volumes.map((m) => m.raw);
const dependsOn = (s: ComposeService): unknown => [...s.dependsOn.values()].map((d) => [d.service, d.condition, d.form]);
const other = (key: string) => (s: ComposeService): unknown => s.other.get(key)?.value;

const cases: readonly Case[] = [
  { name: 'plain values are replaced', base: 'image: a\nrestart: always', over: 'image: b', read: (s) => [s.image?.value, s.restart?.value], gives: ['b', 'always'] },
  { name: 'a key without a value overrides nothing', base: 'image: a\nports: ["80:80"]', over: 'image:\nports:', read: (s) => [s.image?.value, ports(s)], gives: ['a', ['80:80']] },
  { name: 'mappings merge by key', base: 'deploy: {replicas: 1, labels: {a: 1}}', over: 'deploy: {replicas: 3, mode: global}', read: other('deploy'), gives: { replicas: 3, labels: { a: 1 }, mode: 'global' } },
  { name: 'lists are joined', base: 'security_opt: [a]', over: 'security_opt: [b]', read: other('security_opt'), gives: ['a', 'b'] },
  { name: 'command is replaced', base: 'command: [a, b]', over: 'command: c', read: (s) => s.command?.words, gives: ['c'] },
  { name: 'command is cleared by null', base: 'command: [a, b]', over: 'command: null', read: (s) => s.command, gives: null },
  { name: 'entrypoint is replaced', base: 'entrypoint: [a, b]', over: 'entrypoint: [c]', read: (s) => s.entrypoint?.words, gives: ['c'] },
  { name: 'healthcheck.test is replaced, its other keys merge', base: 'healthcheck: {test: [CMD, a], interval: 1s}', over: 'healthcheck: {test: [CMD, b]}', read: (s) => s.healthcheck?.test?.words, gives: ['b'] },
  { name: 'healthcheck is disabled by an override', base: 'healthcheck: {test: [CMD, a]}', over: 'healthcheck: {disable: true}', read: (s) => s.healthcheck?.disabled, gives: true },
  { name: 'environment: lists merge by name', base: 'environment: [A=1, B=2]', over: 'environment: [B=3, C=4]', read: environment, gives: { A: '1', B: '3', C: '4' } },
  { name: 'environment: a map over a list', base: 'environment: [A=1, B=2]', over: 'environment: {B: 3}', read: environment, gives: { A: '1', B: '3' } },
  { name: 'environment: a list over a map', base: 'environment: {A: 1, B: 2}', over: 'environment: [B=3]', read: environment, gives: { A: '1', B: '3' } },
  { name: 'ports: the same port once, others added', base: 'ports: ["80:80", "81:81"]', over: 'ports: ["0.0.0.0:80:80", "82:82"]', read: ports, gives: ['0.0.0.0:80:80', '81:81', '82:82'] },
  { name: 'ports: long form over short form', base: 'ports: ["80:80"]', over: 'ports: [{target: 80, published: 80, mode: host}]', read: (s) => s.ports.map((p) => p.mode), gives: ['host'] },
  { name: 'ports: the key is made of interpolated values', base: 'ports: ["${P:-80}:80"]', over: 'ports: ["80:80/tcp"]', read: ports, gives: ['80:80/tcp'] },
  { name: 'volumes: unique by target', base: 'volumes: ["one:/work", "two:/other"]', over: 'volumes: [{type: bind, source: ./src, target: /work}]', read: mounts, gives: ['./src:/work', 'two:/other'] },
  { name: 'secrets: unique by target or source', base: 'secrets: [a, b]', over: 'secrets: [{source: a}, c]', read: (s) => values(s.secrets), gives: ['a', 'b', 'c'] },
  { name: 'depends_on: a map over a list', base: 'depends_on: [db, mq]', over: 'depends_on: {db: {condition: service_healthy}}', read: dependsOn, gives: [['db', 'service_healthy', 'map'], ['mq', 'service_started', 'list']] },
  { name: 'depends_on: a list over a map keeps the condition', base: 'depends_on: {db: {condition: service_healthy}}', over: 'depends_on: [db, mq]', read: dependsOn, gives: [['db', 'service_healthy', 'map'], ['mq', 'service_started', 'list']] },
  { name: 'networks: list and map', base: 'networks: [a]', over: 'networks: {b: {aliases: [x]}}', read: (s) => values(s.networks), gives: ['a', 'b'] },
  { name: 'build: a mapping over a text', base: 'build: ./api', over: 'build: {target: dev}', read: (s) => [s.build?.context, s.build?.target], gives: ['api', 'dev'] },
  { name: 'build: a text over a mapping', base: 'build: {context: ., args: {A: 1}}', over: 'build: ./b', read: (s) => [s.build?.context, s.build?.args.get('A')?.value], gives: ['b', '1'] },
  { name: 'labels: list and map', base: 'labels: {a: 1}', over: 'labels: [a=2, b=3]', read: other('labels'), gives: ['a=2', 'b=3'] },
  { name: 'logging of another driver is replaced', base: 'logging: {driver: a, options: {x: 1}}', over: 'logging: {driver: b}', read: other('logging'), gives: { driver: 'b' } },
  { name: 'logging of the same driver merges', base: 'logging: {driver: a, options: {x: 1}}', over: 'logging: {options: {y: 2}}', read: other('logging'), gives: { driver: 'a', options: { x: 1, y: 2 } } },
  { name: 'lone texts join lists', base: 'env_file: a.env\ntmpfs: /a', over: 'env_file: [b.env]\ntmpfs: /b', read: (s) => [values(s.envFiles), s.other.get('tmpfs')?.value], gives: [['a.env', 'b.env'], ['/a', '/b']] },
  { name: 'cap_add, profiles, expose: each once', base: 'cap_add: [A]\nprofiles: [p]\nexpose: [80]', over: 'cap_add: [A, B]\nprofiles: [p]\nexpose: ["80"]', read: (s) => [s.capAdd, s.profiles, s.expose].map(values), gives: [['A', 'B'], ['p'], ['80']] },
  { name: '!reset takes a key away', base: 'image: a\nports: ["80:80"]', over: 'ports: !reset []', read: ports, gives: [] },
  { name: '!reset takes one variable away', base: 'environment: {A: 1, B: 2}', over: 'environment: {A: !reset null}', read: environment, gives: { B: '2' } },
  { name: '!reset with nothing behind it', base: 'command: [a]\nimage: x', over: 'command: !reset', read: (s) => s.command, gives: null },
  { name: '!reset of what is not there', base: 'image: a', over: 'ports: !reset []', read: ports, gives: [] },
  { name: '!override takes the place of a list', base: 'ports: ["80:80"]', over: 'ports: !override\n  - "443:443"', read: ports, gives: ['443:443'] },
  { name: '!override takes the place of a mapping', base: 'deploy: {replicas: 1, mode: x}', over: 'deploy: !override {replicas: 2}', read: other('deploy'), gives: { replicas: 2 } },
  { name: 'a value of another type does not destroy the base', base: 'environment: {A: 1}\ndeploy: {replicas: 1}', over: 'deploy: yes', read: other('deploy'), gives: { replicas: 1 } },
];

describe('compose merge', () => {
  for (const { name, base, over, read, gives } of cases) {
    it(name, () => {
      const merged = project({ 'compose.yaml': web(base), 'compose.override.yaml': web(over) }, 'compose.override.yaml');
      assert.deepEqual(read(service(merged)), gives);
    });
  }

  it('adds services, networks and volumes of an override', () => {
    const merged = project({ 'a.yml': web('image: x', 'networks: {n: {internal: true}}'), 'b.yml': 'services: {db: {image: y}}\nnetworks: {n: {driver: bridge}, m: }\nvolumes: {v: }' }, 'b.yml');
    assert.deepEqual([...merged.services.keys()], ['web', 'db']);
    assert.deepEqual([...merged.networks.values()].map((n) => [n.name, n.internal]), [['n', true], ['m', false]]);
    assert.deepEqual([...merged.volumes.keys()], ['v']);
    assert.deepEqual(merged.files, ['a.yml', 'b.yml']);
  });

  it('takes a whole service away', () => {
    const merged = project({ 'a.yml': 'services: {web: {image: x}, db: {image: y}}', 'b.yml': 'services: {db: !reset null}' }, 'b.yml');
    assert.deepEqual([...merged.services.keys()], ['web']);
  });

  it('lays three files over each other in order', () => {
    const merged = project({ 'a.yml': web('image: a\nenvironment: {A: 1}'), 'b.yml': web('image: b\nenvironment: {B: 1}'), 'c.yml': web('environment: {A: 3}') }, 'b.yml', 'c.yml');
    assert.equal(service(merged).image?.value, 'b');
    assert.deepEqual(environment(service(merged)), { A: '3', B: '1' });
  });

  it('takes the documents of one stream for layers', () => {
    assert.equal(service(project(`${web('image: a\nrestart: always')}---\n${web('image: b')}`)).image?.value, 'b');
  });

  it('resolves merge keys: own entries first, then the earlier source', () => {
    const merged = project(`x-one: &one {image: one, restart: always}
x-two: &two {image: two, user: u, restart: "no"}
services:
  web: {<<: [*one, *two], image: own}
  b: {<<: *two}
  c:
    <<: *one
    <<: *two
  d: *one
`);
    assert.deepEqual(['web', 'b', 'c', 'd'].map((name) => service(merged, name)).map((s) => [s.image?.value, s.restart?.value, s.user?.value]), [
      ['own', 'always', 'u'], ['two', 'no', 'u'], ['one', 'always', 'u'], ['one', 'always', undefined],
    ]);
    assert.deepEqual(merged.problems, []);
  });

  it('merges what anchors hold key by key only with <<', () => {
    const merged = project(`x-env: &env {A: 1, B: 2}
services:
  web:
    image: x
    environment: {<<: *env, B: 3}
`);
    assert.deepEqual(environment(service(merged)), { B: '3', A: '1' });
  });

  it('says which overrides could run without the base', () => {
    const files = {
      'docker-compose.yml': 'services: {api: {build: .}, db: {image: postgres:16}}\nvolumes: {data: }',
      'full.yml': 'services: {api: {image: r/api:1, depends_on: [db]}, db: {image: postgres:16, volumes: ["./d:/data"]}}',
      'part.yml': 'services: {api: {restart: always}}',
      'leaning.yml': 'services: {worker: {image: w, depends_on: [db]}}',
      'volume.yml': 'services: {worker: {image: w, volumes: ["data:/data"]}}',
    };
    assert.deepEqual(project(files, 'full.yml', 'part.yml', 'leaning.yml', 'volume.yml').standalone, ['full.yml']);
  });
});
