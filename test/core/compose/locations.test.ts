import assert from 'node:assert/strict';
import type { ComposeService } from '../../../server/src/core/facts/compose/model';
import type { Location } from '../../../server/src/core/text/range';
import { findInCompose } from '../../../server/src/core/facts/compose/query';
import { readComposeFile } from '../../../server/src/core/facts/compose/read';
import { project, service, web } from '../../support/compose';
import { drawn, textAt } from '../../support/drawn';

const text = `x-common: &common
  restart: unless-stopped   # from the anchor
  environment: &env
    LOG: info
services:
  web:
    <<: *common
    image: "redis:\${TAG:-7}"  # comment
    build:
      context: .
      args: [A=1]

    # a comment below
    command: >
      run it
      now

    environment:
      <<: *env
      PLAIN: value
    ports:
      - "80:80"
      - target: 81
        published: 82
    volumes: ['data:/data']
    depends_on:
      db:
        condition: service_healthy
    networks: [front]
    healthcheck: {test: [CMD, x]}
    deploy:
      replicas: 2
  db: &db
    environment:
      - POSTGRES_PASSWORD=secret
      - "QUOTED=a b"
      - 'PASS'
  copy: *db
  empty:
`;

interface Case {
  readonly name: string;
  readonly at: (web: ComposeService, db: ComposeService) => Location | undefined;
  readonly shows: string;
}

const cases: readonly Case[] = [
  { name: 'service: its key', at: (s) => s.at, shows: 'web' },
  { name: 'image: with its quotes', at: (s) => s.image?.at, shows: '"redis:${TAG:-7}"' },
  { name: 'value from an anchor: where it stands', at: (s) => s.restart?.at, shows: 'unless-stopped' },
  { name: 'build: the mapping, without the blank line behind', at: (s) => s.build?.at, shows: 'context: .\n      args: [A=1]' },
  { name: 'build argument of a list', at: (s) => s.build?.args.get('A')?.at, shows: '1' },
  { name: 'command: block scalar', at: (s) => s.command?.at, shows: '>\n      run it\n      now' },
  { name: 'variable from an anchor', at: (s) => s.environment.get('LOG')?.at, shows: 'LOG: info' },
  { name: 'variable: key', at: (s) => s.environment.get('PLAIN')?.keyAt, shows: 'PLAIN' },
  { name: 'variable: value', at: (s) => s.environment.get('PLAIN')?.value?.at, shows: 'value' },
  { name: 'variable of a list: item', at: (_, db) => db.environment.get('POSTGRES_PASSWORD')?.at, shows: 'POSTGRES_PASSWORD=secret' },
  { name: 'variable of a list: name', at: (_, db) => db.environment.get('POSTGRES_PASSWORD')?.keyAt, shows: 'POSTGRES_PASSWORD' },
  { name: 'variable of a list: value', at: (_, db) => db.environment.get('POSTGRES_PASSWORD')?.value?.at, shows: 'secret' },
  { name: 'variable of a list: value within quotes', at: (_, db) => db.environment.get('QUOTED')?.value?.at, shows: 'a b' },
  { name: 'variable passed through', at: (_, db) => db.environment.get('PASS')?.keyAt, shows: 'PASS' },
  { name: 'port: the item', at: (s) => s.ports[0]?.at, shows: '"80:80"' },
  { name: 'port: long form', at: (s) => s.ports[1]?.at, shows: 'target: 81\n        published: 82' },
  { name: 'volume', at: (s) => s.volumes[0]?.at, shows: "'data:/data'" },
  { name: 'dependency: its key', at: (s) => s.dependsOn.get('db')?.at, shows: 'db' },
  { name: 'dependency: its condition', at: (s) => s.dependsOn.get('db')?.conditionAt ?? undefined, shows: 'service_healthy' },
  { name: 'network', at: (s) => s.networks[0]?.at, shows: 'front' },
  { name: 'healthcheck in flow style', at: (s) => s.healthcheck?.at, shows: '{test: [CMD, x]}' },
  { name: 'healthcheck test', at: (s) => s.healthcheck?.test?.at, shows: '[CMD, x]' },
  { name: 'other key', at: (s) => s.other.get('deploy')?.at, shows: 'replicas: 2' },
];

for (const [ending, source] of [['\\n', text], ['\\r\\n', text.replaceAll('\n', '\r\n')], ['a byte order mark', `\uFEFF${text}`]] as const) {
  describe(`compose locations with ${ending}`, () => {
    const merged = project({ 'compose.yaml': source });
    for (const { name, at, shows } of cases) {
      it(name, () => {
        const found = at(service(merged), service(merged, 'db'));
        assert.ok(found);
        assert.equal(textAt({ 'compose.yaml': source }, found).replaceAll('\r\n', '\n'), shows);
      });
    }

    it('reads without a problem', () => {
      assert.deepEqual(merged.problems, []);
    });
  });
}

describe('compose locations', () => {
  it('shows the place of a variable', () => {
    const found = service(project(text), 'db').environment.get('QUOTED')?.value?.at;
    assert.equal(drawn(text, found?.range ?? assert.fail()), '      - "QUOTED=a b"\n                ^^^');
  });

  it('points into the file that won', () => {
    const files = { 'compose.yaml': web('image: a\nenvironment: {A: 1, B: 2}\nports: ["1:1"]'), 'o.yml': web('environment: {A: 3}\nports: ["2:2"]') };
    const found = service(project(files, 'o.yml'));
    const places = [found.at, found.image?.at, found.environment.get('A')?.at, found.environment.get('B')?.at, found.ports[0]?.at, found.ports[1]?.at];
    assert.deepEqual(places.map((at) => at && textAt(files, at)), ['compose.yaml: web', 'compose.yaml: a', 'o.yml: A: 3', 'compose.yaml: B: 2', 'compose.yaml: "1:1"', 'o.yml: "2:2"']);
  });

  it('gives the mapping of the service in each file, for inserting; none where it is an alias or not there', () => {
    const files = { 'compose.yaml': `${web('image: a')}  copy: &c {image: b}\n  alias: *c\n  none:\n`, 'o.yml': web('restart: always') };
    const merged = project(files, 'o.yml');
    const bodies = (name: string): string[] => service(merged, name).bodies.map((at) => textAt(files, at));
    assert.deepEqual(['web', 'copy', 'alias', 'none'].map(bodies), [['compose.yaml: image: a', 'o.yml: restart: always'], ['compose.yaml: {image: b}'], [], []]);
  });

  it('collects comments', () => {
    const facts = readComposeFile('c.yml', '# top\nservices: # behind\n  web: {image: "a#b"} # three\n  # own\n  b: |\n    # no comment\n');
    assert.deepEqual(facts.comments.map((c) => [c.text, c.ownLine]), [['# top', true], ['# behind', false], ['# three', false], ['# own', true]]);
  });
});

describe('compose paths', () => {
  const merged = project(`services:
  web:
    image: a
    deploy: {resources: {limits: {memory: 1G}}}
    ports: ["1:1", "2:2"]
  db:
    image: "\${X:-b}"
    deploy:
      resources:
`);

  const cases: readonly { readonly path: string; readonly gives: readonly unknown[] }[] = [
    { path: 'services.*.image', gives: [['web', 'a'], ['db', 'b']] },
    { path: 'services.*.deploy.resources.limits.memory', gives: [['web', '1G'], ['db', undefined]] },
    { path: 'services.web.ports.*', gives: [['web', '1:1'], ['web', '2:2']] },
    { path: 'services.web.ports.1', gives: [['web', '2:2']] },
    { path: 'services.*.ports.*', gives: [['web', '1:1'], ['web', '2:2']] },
    { path: 'services.none.image', gives: [['none', undefined]] },
    { path: 'networks.*', gives: [] },
  ];
  for (const { path, gives } of cases) {
    it(path, () => {
      assert.deepEqual(findInCompose(merged, path).map((place) => [place.path[1], place.value]), gives);
    });
  }

  it('tells where an absent key would go', () => {
    const source = { 'compose.yaml': 'services:\n  web:\n    deploy:\n      replicas: 1\n' };
    const [place] = findInCompose(project(source), 'services.*.deploy.resources.limits');
    assert.equal(place?.isAbsent, true);
    assert.equal(textAt(source, place?.at ?? assert.fail()), 'deploy');
  });
});
