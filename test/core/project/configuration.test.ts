import assert from 'node:assert/strict';
import { serviceKinds } from '../../../server/src/core/pack/ruleDeclaration';
import type { Configuration } from '../../../server/src/core/project/configuration';
import { Configurations } from '../../../server/src/core/project/configurations';
import { readConfiguration } from '../../../server/src/core/project/readConfiguration';
import { LineIndex } from '../../../server/src/core/text/lineIndex';

const known = {
  ruleIds: new Set(['compose/pinned-image', 'event-loop/no-blocking-call', 'typing/annotated-functions', 'redis/ttl-required']),
  packIds: new Set(['improved-hybrid', 'clean-architecture']),
  kinds: serviceKinds,
};

function read(text: string, path = 'archguide.yaml'): Configuration {
  return readConfiguration(path, text, known);
}

/** Problems as `text in the file → message`. */
function faults(text: string, path?: string): string[] {
  const index = new LineIndex(text);
  return read(text, path).problems.map((problem) => `${index.slice(problem.range)} → ${problem.message}`);
}

describe('configuration: reading', () => {
  it('reads every key', () => {
    const configuration = read(`
packs: [improved-hybrid, ./architecture]
services: { services/orders_api: api, ./services/orders_data/: data-postgres, "services/jobs#beat": worker }
rules: { typing/annotated-functions: "off", compose/pinned-image: error, redis/ttl-required: [hint, { seconds: 60 }] }
overrides: [{ paths: ["legacy/**"], rules: { event-loop/no-blocking-call: off } }]
exclude: ["vendor/**", generated/]
layers: [{ name: order, layers: ["src/api/**", "src/domain/**"] }]
baseline: archguide-baseline.json
`);
    assert.deepEqual(configuration.problems, []);
    assert.deepEqual(configuration.packs, ['improved-hybrid', 'architecture']);
    assert.deepEqual([...configuration.services], [['services/orders_api', 'api'], ['services/orders_data', 'data-postgres'], ['services/jobs#beat', 'worker']]);
    assert.deepEqual([...configuration.rules], [
      ['typing/annotated-functions', { severity: 'off', options: {} }],
      ['compose/pinned-image', { severity: 'error', options: {} }],
      ['redis/ttl-required', { severity: 'hint', options: { seconds: 60 } }],
    ]);
    assert.deepEqual(configuration.overrides.map((entry) => [entry.paths, [...entry.rules]]), [[['legacy/**'], [['event-loop/no-blocking-call', { severity: 'off', options: {} }]]]]);
    assert.deepEqual(configuration.exclude, ['vendor/**', 'generated/**']);
    assert.deepEqual(configuration.layers, [{ name: 'order', layers: ['src/api/**', 'src/domain/**'] }]);
    assert.equal(configuration.baseline, 'archguide-baseline.json');
  });

  it('says nothing where the file says nothing', () => {
    for (const text of ['', '\n', '# only a comment\n', '\uFEFF', '---\n']) {
      const { packs, problems } = read(text);
      assert.deepEqual({ packs, problems }, { packs: null, problems: [] }, JSON.stringify(text));
    }
  });

  it('takes `off` in every form that YAML tools write', () => {
    for (const written of ['off', '"off"', "'off'", 'false']) {
      const { rules, problems } = read(`rules:\n  compose/pinned-image: ${written}\n`);
      assert.deepEqual([rules.get('compose/pinned-image')?.severity, problems], ['off', []], written);
    }
    assert.deepEqual(read('rules:\n  compose/pinned-image: [false]\n').problems, []);
  });

  it('takes paths of a file below the root from its folder', () => {
    const configuration = read(`
services: { .: api, worker: worker }
overrides: [{ paths: ["./legacy/**"], rules: { compose/pinned-image: hint } }]
exclude: ["*.gen.py"]
baseline: known.json
packs: [./pack]
`, 'backend/orders/archguide.yaml');
    assert.deepEqual(configuration.problems, []);
    assert.deepEqual([...configuration.services.keys()], ['backend/orders', 'backend/orders/worker']);
    assert.deepEqual(configuration.overrides[0]?.paths, ['backend/orders/legacy/**']);
    assert.deepEqual([configuration.exclude, configuration.baseline, configuration.packs], [['backend/orders/*.gen.py'], 'backend/orders/known.json', ['backend/orders/pack']]);
  });
});

describe('configuration: faults', () => {
  const cases: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
    ['unknown key, with the one that was meant', 'servises: {}\n', ['servises → `servises` is not a key of archguide.yaml. Did you mean `services`?']],
    ['unknown key far from all', 'zzz: 1\n', ['zzz → `zzz` is not a key of archguide.yaml. Use one of `packs`, `services`, `rules`, `overrides`, `exclude`, `layers`, `baseline`.']],
    ['unknown rule, with the one that was meant', 'rules:\n  compose/pinned-images: error\n', ['compose/pinned-images → There is no rule `compose/pinned-images`. Did you mean `compose/pinned-image`?']],
    ['unknown rule in an override', 'overrides:\n  - paths: ["a/**"]\n    rules: { redis/ttl-requird: off }\n', ['redis/ttl-requird → There is no rule `redis/ttl-requird`. Did you mean `redis/ttl-required`?']],
    ['bad severity', 'rules:\n  compose/pinned-image: warn\n', ['warn → `compose/pinned-image` cannot be `warn`. Use one of `off`, `error`, `warning`, `information`, `hint`.']],
    ['bad severity, nearly right', 'rules:\n  compose/pinned-image: warnings\n', ['warnings → `compose/pinned-image` cannot be `warnings`. Did you mean `warning`?']],
    ['severity `on`', 'rules:\n  compose/pinned-image: on\n', ['on → `compose/pinned-image` cannot be `on`. Use one of `off`, `error`, `warning`, `information`, `hint`.']],
    ['severity `true`', 'rules:\n  compose/pinned-image: true\n', ['true → `compose/pinned-image` cannot be `true`. Use one of `off`, `error`, `warning`, `information`, `hint`.']],
    ['severity as a number', 'rules:\n  compose/pinned-image: 2\n', ['2 → `compose/pinned-image` cannot be `2`. Use one of `off`, `error`, `warning`, `information`, `hint`.']],
    ['unknown kind', 'services:\n  services/a: data-postgre\n', ['data-postgre → `services/a` cannot be `data-postgre`. Did you mean `data-postgres`?']],
    ['services as a list', 'services: [a, b]\n', ['[a, b] → `services` must be a mapping of keys to values, and is a list.']],
    ['packs as text', 'packs: improved-hybrid\n', ['improved-hybrid → `packs` must be a list, and is text. Write `[improved-hybrid]`.']],
    ['unknown pack', 'packs: [improved-hibrid]\n', ['improved-hibrid → There is no pack `improved-hibrid`. Did you mean `improved-hybrid`?']],
    ['exclude as text', 'exclude: "vendor/**"\n', ['"vendor/**" → `exclude` must be a list, and is text. Write `[vendor/**]`.']],
    ['rules as a list', 'rules: [compose/pinned-image]\n', ['[compose/pinned-image] → `rules` must be a mapping of keys to values, and is a list.']],
    ['baseline as a number', 'baseline: 3\n', ['3 → `baseline` must be text, and is a number. Put it in quotes.']],
    ['override without paths', 'overrides:\n  - rules: { compose/pinned-image: off }\n', ['rules → `paths` is missing from `overrides`. Globs of paths, from the folder of this file.']],
    ['layers with one layer', 'layers: [{ name: a, layers: ["x/**"] }]\n', ['["x/**"] → `layers` lists nothing. List at least 2, or leave the key out.']],
    ['service outside the workspace', 'services: { ../other: api }\n', ['../other → `../other` leads out of the workspace.']],
    ['absolute service', 'services: { /srv/app: api }\n', ['/srv/app → `/srv/app` must be a path from the folder of this file, with forward slashes.']],
    ['backslashes', 'services: { "services\\\\a": api }\n', ['"services\\\\a" → `services\\a` must be a path from the folder of this file, with forward slashes.']],
    ['glob that leaves the folder', 'exclude: ["../x/**"]\n', ['"../x/**" → `../x/**` leads out of the folder of this file, for which alone it speaks.']],
    ['glob that cannot be read', 'exclude: ["a/[b"]\n', ['"a/[b" → `a/[b` is no glob that can be read.']],
    ['duplicate keys', 'baseline: a.json\nbaseline: b.json\n', ['baseline → This key stands twice here. Keep one of the two.']],
    ['duplicate rule', 'rules:\n  compose/pinned-image: off\n  compose/pinned-image: error\n', ['compose/pinned-image → This key stands twice here. Keep one of the two.']],
    ['a list at the top', '- packs\n', ['- packs\n → archguide.yaml must be a mapping of keys to values, and is a list.']],
    ['text at the top', 'packs\n', ['packs → archguide.yaml must be a mapping of keys to values, and is text.']],
    ['tab as indent', 'rules:\n\tcompose/pinned-image: off\n', ['\t → YAML is indented with spaces; this line begins with a tab. Replace it by spaces.']],
    ['options that are no mapping', 'rules:\n  compose/pinned-image: [off, 5]\n', ['5 → `compose/pinned-image` must be a severity, or a list of a severity and options: `[warning, {option: value}]`.']],
    ['bad severity in a list', 'rules:\n  compose/pinned-image: [loud, {}]\n', ['loud → `compose/pinned-image` cannot be `loud`. Use one of `off`, `error`, `warning`, `information`, `hint`.']],
    ['too many items in a setting', 'rules:\n  compose/pinned-image: [off, {}, 3]\n', ['[off, {}, 3] → `compose/pinned-image` must be a severity, or a list of a severity and options: `[warning, {option: value}]`.']],
  ];
  for (const [name, text, expected] of cases) it(name, () => assert.deepEqual(faults(text), expected));

  it('keeps what can be read in force', () => {
    const configuration = read(`
packs: [improved-hybrid, nonsense]
services: { services/a: api, services/b: wrong }
rules: { compose/pinned-image: error, typing/annotated-functions: loud }
exclude: ["ok/**", 3, "a/[b"]
unknown: true
`);
    assert.equal(configuration.problems.length, 6);
    assert.deepEqual(configuration.packs, ['improved-hybrid']);
    assert.deepEqual([...configuration.services], [['services/a', 'api']]);
    assert.deepEqual([...configuration.rules.keys()], ['compose/pinned-image']);
    assert.deepEqual(configuration.exclude, ['ok/**']);
  });

  it('reads the rest of a file with broken YAML', () => {
    const configuration = read('packs: [improved-hybrid]\nrules:\n  compose/pinned-image: "error\nbaseline: x\n');
    assert.deepEqual(configuration.packs, ['improved-hybrid']);
    assert.ok(configuration.problems.length > 0);
  });

  it('answers hostile text', () => {
    const bomb = `a: &a [x]\n${Array.from({ length: 30 }, (_, i) => `b${i}: &b${i} [${i === 0 ? '*a' : `*b${i - 1}`}, ${i === 0 ? '*a' : `*b${i - 1}`}]`).join('\n')}\n`;
    for (const text of [bomb, '['.repeat(5000), '{'.repeat(5000), 'x'.repeat(600_000), '\0\u0001', `exclude: ["${'*a'.repeat(150)}"]`, 'services: { __proto__: api, constructor: api }']) {
      assert.ok(Array.isArray(read(text).problems), text.slice(0, 20));
    }
    assert.equal(read('exclude: ["' + '**/a/'.repeat(20) + '"]').exclude.length, 0);
  });
});

describe('configuration: several files', () => {
  const files = new Map([
    ['archguide.yaml', read(`
packs: [improved-hybrid]
rules: { compose/pinned-image: error, redis/ttl-required: [hint, { seconds: 60, jitter: 1 }] }
overrides:
  - { paths: ["legacy/**"], rules: { event-loop/no-blocking-call: off } }
  - { paths: ["legacy/new/**"], rules: { event-loop/no-blocking-call: warning } }
exclude: ["vendor/**"]
`)],
    ['shop/archguide.yaml', read('rules: { redis/ttl-required: [error, { seconds: 5 }] }\nexclude: [gen/**]\nservices: { api: api }\n', 'shop/archguide.yaml')],
  ]);
  const configurations = new Configurations(files);

  const severities: readonly (readonly [rule: string, path: string, expected: string])[] = [
    ['compose/pinned-image', 'docker-compose.yml', 'error'],
    ['typing/annotated-functions', 'a.py', 'information'],
    ['event-loop/no-blocking-call', 'legacy/a.py', 'off'],
    ['event-loop/no-blocking-call', 'legacy/new/a.py', 'warning'],
    ['event-loop/no-blocking-call', 'a.py', 'information'],
    ['redis/ttl-required', 'a.py', 'hint'],
    ['redis/ttl-required', 'shop/a.py', 'error'],
    ['compose/pinned-image', 'shop/docker-compose.yml', 'error'],
    ['redis/ttl-required', 'shopping/a.py', 'hint'],
  ];
  for (const [rule, path, expected] of severities) {
    it(`${rule} in ${path} is ${expected}`, () => assert.equal(configurations.severityFor(rule, path, 'information'), expected));
  }

  it('lays options of the nearest file over those of the root', () => {
    assert.deepEqual(configurations.optionsOf('redis/ttl-required', 'shop/a.py'), { seconds: 5, jitter: 1 });
  });

  it('excludes by the files around a path', () => {
    assert.deepEqual(['vendor/a.py', 'shop/gen/a.py', 'gen/a.py', 'shop/vendor/a.py'].map((path) => configurations.isExcluded(path)), [true, true, false, false]);
  });

  it('combines services of all files under the root', () => {
    assert.deepEqual([...configurations.combined.services], [['shop/api', 'api']]);
    assert.deepEqual(configurations.combined.packs, ['improved-hybrid']);
    assert.equal(configurations.for('shop/x.py').packs, null);
  });
});
