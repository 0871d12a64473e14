import assert from 'node:assert/strict';
import type { ComposeService } from '../../../server/src/core/facts/compose/model';
import { environment, project, service, values, web } from '../../support/compose';

interface Case {
  readonly name: string;
  readonly body: string;
  readonly read: (web: ComposeService) => unknown;
  readonly gives: unknown;
}

const port = (web: ComposeService): unknown => web.ports.map((p) => [p.hostIp, p.published, p.target, p.protocol, p.mode, p.isResolved]);
const mount = (web: ComposeService): unknown => web.volumes.map((m) => [m.type, m.source, m.target]);
const command = (web: ComposeService): unknown => [web.command?.form, web.command?.words];
const build = (web: ComposeService): unknown => [web.build?.context, web.build?.dockerfile, web.build?.target];
const health = (web: ComposeService): unknown => web.healthcheck && [web.healthcheck.disabled, web.healthcheck.test?.form ?? null, web.healthcheck.test?.words ?? null];
const dependsOn = (web: ComposeService): unknown => [...web.dependsOn.values()].map((d) => [d.service, d.condition, d.form, d.required]);

const cases: readonly Case[] = [
  { name: 'port: container only', body: 'ports: ["8000"]', read: port, gives: [[null, null, '8000', 'tcp', null, true]] },
  { name: 'port: a number', body: 'ports: [8000]', read: port, gives: [[null, null, '8000', 'tcp', null, true]] },
  { name: 'port: host and container', body: 'ports: ["80:8000"]', read: port, gives: [[null, '80', '8000', 'tcp', null, true]] },
  { name: 'port: ip and protocol', body: 'ports: ["127.0.0.1:53:5353/udp"]', read: port, gives: [['127.0.0.1', '53', '5353', 'udp', null, true]] },
  { name: 'port: ip with a free host port', body: 'ports: ["127.0.0.1::80"]', read: port, gives: [['127.0.0.1', null, '80', 'tcp', null, true]] },
  { name: 'port: IPv6 host', body: 'ports: ["[::1]:6001:6001"]', read: port, gives: [['::1', '6001', '6001', 'tcp', null, true]] },
  { name: 'port: ranges', body: 'ports: ["9090-9091:8080-8081"]', read: port, gives: [[null, '9090-9091', '8080-8081', 'tcp', null, true]] },
  { name: 'port: variable without value', body: 'ports: ["${PORT}:80"]', read: port, gives: [[null, null, '80', 'tcp', null, false]] },
  { name: 'port: long form', body: 'ports:\n  - {target: 80, published: "8080", host_ip: 127.0.0.1, protocol: udp, mode: host}', read: port, gives: [['127.0.0.1', '8080', '80', 'udp', 'host', true]] },
  { name: 'volume: named', body: 'volumes: ["data:/var/lib"]', read: mount, gives: [['volume', 'data', '/var/lib']] },
  { name: 'volume: bind with mode', body: 'volumes: ["./src:/app:ro", "~/x:/x", "/a:/b"]', read: mount, gives: [['bind', './src', '/app'], ['bind', '~/x', '/x'], ['bind', '/a', '/b']] },
  { name: 'volume: anonymous', body: 'volumes: ["/data"]', read: mount, gives: [['volume', null, '/data']] },
  { name: 'volume: Windows drive', body: 'volumes: [\'C:\\data:/data\']', read: mount, gives: [['bind', 'C:\\data', '/data']] },
  { name: 'volume: long form', body: 'volumes:\n  - {type: tmpfs, target: /tmp}\n  - {type: bind, source: ., target: /app}\n  - {type: npipe, source: a, target: b}', read: mount, gives: [['tmpfs', null, '/tmp'], ['bind', '.', '/app'], ['other', 'a', 'b']] },
  { name: 'volume: source without a value', body: 'volumes: ["${DATA}:/data"]', read: mount, gives: [['other', null, '/data']] },
  { name: 'depends_on: list', body: 'depends_on: [db, cache]', read: dependsOn, gives: [['db', 'service_started', 'list', true], ['cache', 'service_started', 'list', true]] },
  { name: 'depends_on: map', body: 'depends_on:\n  db: {condition: service_healthy}\n  cache: {condition: service_started, required: false}', read: dependsOn, gives: [['db', 'service_healthy', 'map', true], ['cache', 'service_started', 'map', false]] },
  { name: 'environment: list', body: 'environment: [A=1, B, "C=x=y", D=]', read: environment, gives: { A: '1', B: null, C: 'x=y', D: '' } },
  { name: 'environment: map', body: 'environment: {A: 1, B: , C: "", D: true, E: 1.10}', read: environment, gives: { A: '1', B: null, C: '', D: 'true', E: '1.10' } },
  { name: 'environment: value with variables', body: 'environment: ["URL=http://${HOST:-db}:80"]', read: environment, gives: { URL: 'http://db:80' } },
  { name: 'command: text', body: 'command: uvicorn app:app --host "0.0.0.0"', read: command, gives: ['shell', ['uvicorn', 'app:app', '--host', '0.0.0.0']] },
  { name: 'command: list', body: 'command: ["sh", "-c", "a && b"]', read: command, gives: ['exec', ['sh', '-c', 'a && b']] },
  { name: 'command: folded block', body: 'command: >\n  uvicorn app:app\n  --port 80', read: command, gives: ['shell', ['uvicorn', 'app:app', '--port', '80']] },
  { name: 'command: literal block, whose lines are one command', body: 'command: |\n  uvicorn app:app\n  --port 80', read: command, gives: ['shell', ['uvicorn', 'app:app', '--port', '80']] },
  { name: 'command: list over lines', body: 'command:\n  - celery\n  - -A\n  - app', read: command, gives: ['exec', ['celery', '-A', 'app']] },
  { name: 'command: nothing yet', body: 'command:', read: (s) => s.command, gives: null },
  { name: 'entrypoint: list', body: 'entrypoint: ["/entry.sh"]', read: (s) => s.entrypoint?.words, gives: ['/entry.sh'] },
  { name: 'healthcheck: text runs in a shell', body: 'healthcheck: {test: "curl -f localhost || exit 1"}', read: health, gives: [false, 'shell', ['curl', '-f', 'localhost', '||', 'exit', '1']] },
  { name: 'healthcheck: CMD', body: 'healthcheck: {test: ["CMD", "pg_isready", "-U", "x"]}', read: health, gives: [false, 'exec', ['pg_isready', '-U', 'x']] },
  { name: 'healthcheck: CMD-SHELL', body: 'healthcheck: {test: ["CMD-SHELL", "pg_isready -U x"]}', read: health, gives: [false, 'shell', ['pg_isready', '-U', 'x']] },
  { name: 'healthcheck: NONE', body: 'healthcheck: {test: [NONE]}', read: health, gives: [true, null, null] },
  { name: 'healthcheck: disable', body: 'healthcheck: {disable: true}', read: health, gives: [true, null, null] },
  { name: 'build: text', body: 'build: ./api', read: build, gives: ['api', 'api/Dockerfile', null] },
  { name: 'build: mapping', body: 'build: {context: ., dockerfile: docker/api.Dockerfile, target: dev}', read: build, gives: ['', 'docker/api.Dockerfile', 'dev'] },
  { name: 'build: default context', body: 'build: {dockerfile: Dockerfile.dev}', read: build, gives: ['', 'Dockerfile.dev', null] },
  { name: 'build: beyond the workspace', body: 'build: ../../x', read: build, gives: [null, null, null] },
  { name: 'build: URL', body: 'build: https://github.com/a/b.git#main', read: build, gives: [null, null, null] },
  { name: 'build: dockerfile_inline', body: 'build: {context: a, dockerfile_inline: "FROM x"}', read: build, gives: ['a', null, null] },
  { name: 'build: args as list and as map', body: 'build: {args: [A=1, B]}', read: (s) => [...s.build?.args ?? []].map(([k, v]) => [k, v.value, v.isResolved]), gives: [['A', '1', true], ['B', '', false]] },
  { name: 'networks: list', body: 'networks: [front, back]', read: (s) => values(s.networks), gives: ['front', 'back'] },
  { name: 'networks: map', body: 'networks: {front: {aliases: [a]}, back: }', read: (s) => values(s.networks), gives: ['front', 'back'] },
  { name: 'secrets and configs: short and long', body: 'secrets: [a, {source: b, target: c}]\nconfigs: [d]', read: (s) => [values(s.secrets), values(s.configs)], gives: [['a', 'b'], ['d']] },
  { name: 'lists of plain values', body: 'expose: [80, "90"]\nlinks: ["db:database"]\nprofiles: [dev]\ncap_add: [ALL]', read: (s) => [s.expose, s.links, s.profiles, s.capAdd].map(values), gives: [['80', '90'], ['db:database'], ['dev'], ['ALL']] },
  {
    name: 'plain values', body: 'restart: "no"\ncontainer_name: c\nprivileged: true\nuser: 1000:1000\nnetwork_mode: host',
    read: (s) => [s.restart, s.containerName, s.privileged, s.user, s.networkMode].map((v) => v?.value), gives: ['no', 'c', 'true', '1000:1000', 'host'],
  },
  {
    name: 'other keys as plain JSON', body: 'deploy: {replicas: 2, resources: {limits: {memory: 1G, cpus: "0.5"}}}\nread_only: true\ntmpfs: [/tmp]',
    read: (s) => Object.fromEntries([...s.other].map(([key, { value }]) => [key, value])),
    gives: { deploy: { replicas: 2, resources: { limits: { memory: '1G', cpus: '0.5' } } }, read_only: true, tmpfs: ['/tmp'] },
  },
  { name: 'extends: short and long', body: 'extends: {service: web2, file: x.yml}', read: (s) => [s.extendsService?.service, s.extendsService?.file, s.isPartial], gives: ['web2', 'x.yml', true] },
];

describe('compose syntax', () => {
  for (const { name, body, read, gives } of cases) {
    it(name, () => {
      assert.deepEqual(read(service(project(web(body)))), gives);
    });
  }

  it('reads top-level resources and version', () => {
    const merged = project(`version: "3.8"
services: {}
networks:
  back: {internal: true}
  out: {external: true}
  old: {external: {name: x}}
volumes: {data: , more: {}}
secrets: {s: {file: ./s.txt}}
configs: {c: {external: true}}
`);
    assert.equal(merged.version?.value, '3.8');
    assert.deepEqual([...merged.networks.values()].map((n) => [n.name, n.external, n.internal]), [['back', false, true], ['out', true, false], ['old', true, false]]);
    assert.deepEqual([...merged.volumes.keys()], ['data', 'more']);
    assert.deepEqual([...merged.secrets.keys(), ...merged.configs.keys()], ['s', 'c']);
  });

  it('reads env files: a string, a list, the long form; environment wins, a later file wins over an earlier one', () => {
    const files = {
      'a/compose.yaml': web('env_file:\n  - one.env\n  - {path: ../two.env, required: false}\n  - none.env\nenvironment: {C: own}'),
      'a/one.env': 'A=1\nB=1\nC=1\n', 'two.env': 'B=2\nexport D="x y" # no\nE=${A_DEFAULT:-e}\nF\n',
    };
    const merged = project(files);
    const found = service(merged);
    assert.deepEqual(environment(found), { A: '1', B: '2', C: 'own', D: 'x y', E: 'e', F: null });
    assert.deepEqual([found.environment.get('B')?.at.path, found.environment.get('B')?.fromFile, found.environment.get('C')?.fromFile], ['two.env', true, false]);
    assert.equal(merged.missingFiles.length, 1);
    assert.deepEqual(values(found.envFiles), ['one.env', '../two.env', 'none.env']);
  });
});
