import assert from 'node:assert/strict';
import { addEntries, readCompose } from '../../../server/src/core/features/scaffold/composeFile';
import { ScaffoldError } from '../../../server/src/core/features/scaffold/model';

const service = ['two', 'two:\n  build: ./two\n'] as const;
const add = (text: string): string => addEntries(text, 'compose.yml', 'services', [service]);

describe('adding to a compose file', () => {
  const cases: [name: string, before: string, after: string][] = [
    ['an empty file', '', 'services:\n  two:\n    build: ./two\n'],
    ['a key without a value', 'name: shop\n\nservices:\nnetworks:\n  a:\n', 'name: shop\n\nservices:\n  two:\n    build: ./two\nnetworks:\n  a:\n'],
    ['a file without the key', 'name: shop # ours\n', 'name: shop # ours\n\nservices:\n  two:\n    build: ./two\n'],
    ['services with comments before, between and behind', '# top\nservices:\n  # first\n  one:\n    build: ./one # here\n  # none yet\n\n# nets\nnetworks: {}\n', '# top\nservices:\n  # first\n  one:\n    build: ./one # here\n\n  two:\n    build: ./two\n  # none yet\n\n# nets\nnetworks: {}\n'],
    ['an indentation of four', 'services:\n    one:\n        build: ./one\n', 'services:\n    one:\n        build: ./one\n\n    two:\n      build: ./two\n'],
    ['Windows line ends', 'services:\r\n  one:\r\n    build: ./one\r\nvolumes:\r\n  v:\r\n', 'services:\r\n  one:\r\n    build: ./one\r\n\r\n  two:\r\n    build: ./two\r\nvolumes:\r\n  v:\r\n'],
    ['no newline at the end', 'services:\n  one:\n    build: ./one', 'services:\n  one:\n    build: ./one\n\n  two:\n    build: ./two\n'],
    ['a block scalar at the end', 'services:\n  one:\n    command: |\n      a\n      b\nvolumes:\n  v:\n', 'services:\n  one:\n    command: |\n      a\n      b\n\n  two:\n    build: ./two\nvolumes:\n  v:\n'],
    ['a list at the end', 'services:\n  one:\n    ports:\n      - "1:1"\n      - "2:2" # two\n\nvolumes:\n  v:\n', 'services:\n  one:\n    ports:\n      - "1:1"\n      - "2:2" # two\n\n  two:\n    build: ./two\n\nvolumes:\n  v:\n'],
    ['a service between braces', 'services:\n  one: { build: ./one, ports: ["1:1"] } # one\n', 'services:\n  one: { build: ./one, ports: ["1:1"] } # one\n\n  two:\n    build: ./two\n'],
    ['anchors, merges and overrides', 'x-a: &a\n  init: true\nservices:\n  one:\n    <<: *a\n    ports: !reset []\n', 'x-a: &a\n  init: true\nservices:\n  one:\n    <<: *a\n    ports: !reset []\n\n  two:\n    build: ./two\n'],
    ['a service without a value', 'services:\n  one: # later\n', 'services:\n  one: # later\n\n  two:\n    build: ./two\n'],
  ];
  for (const [name, before, after] of cases) {
    it(name, () => { assert.equal(add(before), after); });
  }

  it('joins what stands between braces on a line', () => {
    assert.equal(addEntries('networks: { edge: {} } # nets\n', 'c', 'networks', [['a', 'a: { internal: true }'], ['b', 'b:']]), 'networks: { edge: {}, a: { internal: true }, b: {} } # nets\n');
    assert.equal(addEntries('volumes: {}\n', 'c', 'volumes', [['a', 'a:']]), 'volumes: { a: {} }\n');
  });

  for (const [name, text] of [['services between braces', 'services: { one: { build: . } }\n'], ['services that are a list', 'services: [one]\n'], ['no YAML', 'services: [\n'], ['a list', '- one\n']] as const) {
    it(`refuses ${name}`, () => { assert.throws(() => add(text), ScaffoldError); });
  }

  it('reads names, images and networks', () => {
    const compose = readCompose('name: shop\nservices:\n  db:\n    image: docker.io/postgres:16\n    networks: { back: {} }\n  web:\n    build: .\n    networks: [front, back]\n  x:\n', 'c');
    assert.deepEqual([compose.name, compose.services], ['shop', [
      { name: 'db', image: 'docker.io/postgres:16', networks: ['back'] }, { name: 'web', image: null, networks: ['front', 'back'] }, { name: 'x', image: null, networks: null },
    ]]);
    assert.deepEqual([compose.has('services', 'db'), compose.has('services', 'no'), compose.has('volumes', 'v')], [true, false, false]);
  });
});
