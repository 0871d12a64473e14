import assert from 'node:assert/strict';
import { readComposeFile } from '../../../server/src/core/facts/compose/read';
import { findComposeSets, isComposeFile } from '../../../server/src/core/facts/compose/sets';
import type { FileTexts } from '../../support/compose';

interface Case {
  readonly name: string;
  /** Files; a list where their texts do not matter. */
  readonly files: readonly string[] | FileTexts;
  /** `base + override (variant)` */
  readonly sets: readonly string[];
}

const cases: readonly Case[] = [
  { name: 'a base alone', files: ['docker-compose.yml'], sets: ['docker-compose.yml (base)'] },
  { name: 'base and default override', files: ['compose.yaml', 'compose.override.yaml'], sets: ['compose.yaml + compose.override.yaml (development)'] },
  { name: 'an override of the other naming', files: ['docker-compose.yml', 'compose.override.yml'], sets: ['docker-compose.yml + compose.override.yml (development)'] },
  { name: 'an override without base', files: ['docker-compose.override.yml'], sets: ['docker-compose.override.yml (development)'] },
  {
    name: 'environments, each with the base and without the default override',
    files: ['docker-compose.yml', 'docker-compose.override.yml', 'docker-compose.prod.yml', 'docker-compose.production.yml', 'docker-compose.dev.yml', 'docker-compose.test.yml', 'docker-compose-ci.yaml', 'docker-compose.staging.yml'],
    sets: [
      'docker-compose.yml + docker-compose.override.yml (development)', 'docker-compose.yml + docker-compose-ci.yaml (development)',
      'docker-compose.yml + docker-compose.dev.yml (development)', 'docker-compose.yml + docker-compose.prod.yml (production)',
      'docker-compose.yml + docker-compose.production.yml (production)', 'docker-compose.yml + docker-compose.staging.yml (production)',
      'docker-compose.yml + docker-compose.test.yml (development)',
    ],
  },
  { name: 'named files without a base', files: ['docker-compose.dev.yml', 'docker-compose.prod.yml'], sets: ['docker-compose.dev.yml (development)', 'docker-compose.prod.yml (production)'] },
  { name: 'cookiecutter-django', files: ['local.yml', 'production.yml'], sets: ['local.yml (development)', 'production.yml (production)'] },
  { name: 'folders are systems of their own', files: ['a/docker-compose.yml', 'b/docker-compose.yml', 'b/docker-compose.prod.yml'], sets: ['a/docker-compose.yml (base)', 'b/docker-compose.yml (base)', 'b/docker-compose.yml + b/docker-compose.prod.yml (production)'] },
  { name: 'a folder that names the environment', files: ['deploy/production/docker-compose.yml', 'envs/dev/compose.yaml'], sets: ['deploy/production/docker-compose.yml (production)', 'envs/dev/compose.yaml (development)'] },
  { name: 'a lone named file in a folder', files: ['infra/compose/redis.yml', 'docker-compose.yml'], sets: ['docker-compose.yml (base)', 'infra/compose/redis.yml (base)'] },
  { name: 'two default names: compose takes the first, the other is its own', files: ['compose.yaml', 'docker-compose.yml'], sets: ['compose.yaml (base)', 'docker-compose.yml (base)'] },
  { name: 'an override of a named file', files: ['docker-compose.yml', 'docker-compose.dev.yml', 'docker-compose.dev.override.yml'], sets: ['docker-compose.yml (base)', 'docker-compose.yml + docker-compose.dev.yml + docker-compose.dev.override.yml (development)'] },
  { name: 'a named file of which nothing is known', files: ['docker-compose.yml', 'docker-compose.gpu.yml'], sets: ['docker-compose.yml (base)', 'docker-compose.yml + docker-compose.gpu.yml (base)'] },
  {
    name: 'a named file that leans on the base',
    files: { 'docker-compose.yml': 'services: {api: {image: a}}', 'docker-compose.monitoring.yml': 'services: {prometheus: {image: p, depends_on: [api]}}' },
    sets: ['docker-compose.yml (base)', 'docker-compose.yml + docker-compose.monitoring.yml (base)'],
  },
  {
    name: 'a named file that is a system of its own',
    files: { 'docker-compose.yml': 'services: {api: {image: a}}', 'docker-compose.monitoring.yml': 'services: {prometheus: {image: p}, grafana: {image: g, depends_on: {prometheus: {condition: service_started}}}}' },
    sets: ['docker-compose.yml (base)', 'docker-compose.monitoring.yml (base)'],
  },
  {
    name: 'a prod file that repeats everything is merged all the same',
    files: { 'docker-compose.yml': 'services: {api: {build: .}}', 'docker-compose.prod.yml': 'services: {api: {image: r/a:1}}' },
    sets: ['docker-compose.yml (base)', 'docker-compose.yml + docker-compose.prod.yml (production)'],
  },
  {
    name: 'files reached by include and extends are no sets, except a base',
    files: {
      'docker-compose.yml': 'include: [db.yml, sub/docker-compose.yml]\nservices: {api: {extends: {file: common.yml, service: x}}}',
      'db.yml': 'services: {db: {image: x}}', 'common.yml': 'services: {x: {image: x}}', 'sub/docker-compose.yml': 'services: {s: {image: x}}', 'sub/other.yml': 'services: {o: {image: x}}',
    },
    sets: ['docker-compose.yml (base)', 'sub/docker-compose.yml (base)', 'sub/other.yml (base)'],
  },
];

describe('compose sets', () => {
  for (const { name, files, sets } of cases) {
    it(name, () => {
      const texts: FileTexts = Array.isArray(files) ? {} : files as FileTexts;
      const paths = Array.isArray(files) ? files as string[] : Object.keys(files);
      const found = findComposeSets(paths, (path) => (texts[path] === undefined ? null : readComposeFile(path, texts[path])));
      const told = found.map((set) => `${[set.base, ...set.overrides].join(' + ')} (${set.variant})`);
      assert.deepEqual(told.sort(), [...sets].sort());
    });
  }
});

describe('compose files', () => {
  const services = 'services:\n  web:\n    image: a\n';
  const byName: readonly (readonly [string, string | undefined, boolean])[] = [
    ['docker-compose.yml', undefined, true], ['compose.yaml', undefined, true], ['a/b/docker-compose.prod.yaml', undefined, true],
    ['docker-compose-dev.yml', undefined, true], ['docker-compose.override.yml', '', true], ['compose.dev.yml', undefined, true],
    ['dev.docker-compose.yml', undefined, true], ['docker-compose.yml.j2', undefined, false], ['compose.py', undefined, false],
    ['values.yaml', undefined, false], ['composer.yaml', undefined, false], ['decompose.yml', undefined, false],
    ['compose-notes.yml', 'title: x\n', false], ['compose-dev.yml', 'services:\n', true],
  ];
  const byText: readonly (readonly [string, string, boolean])[] = [
    ['services with an image', services, true],
    ['services with a build, comments and blank lines', '# x\nversion: "3"\n\nservices:  # all\n\n  # one\n  web:\n    restart: always\n\n    build: .\n', true],
    ['carriage returns', services.replaceAll('\n', '\r\n'), true],
    ['a later service', 'services:\n  a:\n    <<: *x\n  b:\n    build: .\n', true],
    ['GitLab CI', 'image: python\nservices:\n  - postgres:16\ntest:\n  script: x\n', false],
    ['GitHub workflow', 'jobs:\n  t:\n    services:\n      pg:\n        image: postgres\n', false],
    ['Symfony', 'services:\n  App\\Foo:\n    class: X\n', false],
    ['Kong', 'services:\n- name: a\n  url: b\n', false],
    ['image behind the services', 'services:\n  a:\n    x: 1\nother:\n  image: y\n', false],
    ['nothing', '', false],
  ];
  for (const [path, text, gives] of byName) {
    it(`${path}${text === undefined ? '' : ' with text'}: ${gives}`, () => {
      assert.equal(isComposeFile(path, text), gives);
    });
  }
  for (const [name, text, gives] of byText) {
    it(`${name}: ${gives}`, () => {
      assert.equal(isComposeFile('stack.yml', text), gives);
    });
  }

  it('ends on long texts', () => {
    assert.equal(isComposeFile('a.yml', `services:\n${' '.repeat(1_000_000)}`), false);
    assert.equal(isComposeFile('a.yml', `services:\n${'  x: 1\n'.repeat(200_000)}`), false);
  });
});
