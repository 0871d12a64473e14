import assert from 'node:assert/strict';
import { readComposeFile } from '../../../server/src/core/facts/compose/read';
import { environment, project, service, web } from '../../support/compose';
import { drawn } from '../../support/drawn';

interface Case {
  readonly name: string;
  readonly text: string;
  /** Names of the services that are read. */
  readonly services: readonly string[];
  readonly problem?: RegExp;
}

const two = '  api: {image: b}\n';

const cases: readonly Case[] = [
  { name: 'nothing', text: '', services: [] },
  { name: 'a comment alone', text: '# later\n', services: [] },
  { name: 'services without a value', text: 'services:\n', services: [] },
  { name: 'a service without a value', text: `services:\n  web:\n${two}`, services: ['web', 'api'] },
  { name: 'a key being typed', text: `${web('image: a\nres')}${two}`, services: ['web', 'api'], problem: /./ },
  { name: 'a value being typed', text: `${web('image: a\nrestart:')}${two}`, services: ['web', 'api'] },
  { name: 'a quote without its end', text: `${web('image: "a\nrestart: always')}${two}`, services: ['web', 'api'], problem: /quote/ },
  { name: 'a single quote without its end', text: `${web("image: 'a\nrestart: always")}${two}`, services: ['web', 'api'], problem: /quote/ },
  { name: 'two quotes without their ends', text: `${web('image: "a\nuser: "b\nrestart: always')}${two}`, services: ['web', 'api'], problem: /quote/ },
  { name: 'a bracket without its end', text: `${web('image: a\nports: ["80:80",')}${two}`, services: ['web', 'api'], problem: /./ },
  { name: 'a brace without its end', text: `${web('image: a\nbuild: {context: .')}${two}`, services: ['web', 'api'], problem: /./ },
  { name: 'a list item being typed', text: `${web('image: a\nports:\n  -')}${two}`, services: ['web', 'api'] },
  { name: 'tabs for indentation', text: 'services:\n\tweb:\n\t\timage: a\n', services: [], problem: /./ },
  { name: 'an undefined alias', text: web('image: a\nenvironment: *none'), services: ['web'], problem: /\*none has no anchor/ },
  { name: 'an undefined alias in a merge', text: web('image: a\n<<: *none'), services: ['web'], problem: /\*none has no anchor/ },
  { name: 'an anchor in itself', text: web('image: a\nlabels: &l {x: *l}'), services: ['web'], problem: /inside its own anchor/ },
  { name: 'a merge key of a plain value', text: web('image: a\n<<: text'), services: ['web'], problem: /merge key/ },
  { name: 'a key that stands twice', text: web('image: first\nimage: a'), services: ['web'], problem: /image stands twice/ },
  { name: 'services as a list', text: 'services: [a, b]\n', services: [], problem: /services is a mapping/ },
  { name: 'services as a text', text: 'services: x\n', services: [], problem: /services is a mapping/ },
  { name: 'a list at the top', text: '- a\n- b\n', services: [], problem: /is a mapping/ },
  { name: 'a text at the top', text: 'hello\n', services: [], problem: /is a mapping/ },
  { name: 'a service as a text', text: 'services: {web: nginx, api: {image: b}}', services: ['web', 'api'], problem: /service web: a mapping/ },
  { name: 'a service as a list', text: 'services: {web: [a], api: {image: b}}', services: ['web', 'api'], problem: /service web: a mapping/ },
  { name: 'a key that is a list', text: 'services:\n  ? [a]\n  : {image: b}\n  api: {image: b}\n', services: ['api'], problem: /no plain text/ },
  { name: 'binary', text: '\u0000\u0001\u0002services:\u0000\n', services: [], problem: /./ },
  { name: 'a byte order mark', text: `\uFEFF${web('image: a')}`, services: ['web'] },
  { name: 'carriage returns', text: web('image: a').replaceAll('\n', '\r\n'), services: ['web'] },
  { name: 'Windows-1252 bytes read as replacement characters', text: web('image: a # \uFFFD'), services: ['web'] },
  { name: 'a Jinja template', text: 'services:\n  web:\n    image: {{ image }}\n  api: {image: b}\n', services: ['web', 'api'], problem: /./ },
];

describe('compose, malformed', () => {
  for (const { name, text, services, problem } of cases) {
    it(name, () => {
      const merged = project(text);
      assert.deepEqual([...merged.services.keys()], services);
      const told = merged.problems.map((p) => p.message).join('\n');
      if (problem) assert.match(told, problem);
      else assert.equal(told, '');
    });
  }

  const image: readonly string[] = ['a quote without its end', 'a key being typed', 'a bracket without its end', 'a key that stands twice', 'an undefined alias'];
  for (const name of image) {
    it(`${name}: the other keys are kept`, () => {
      const merged = project(cases.find((entry) => entry.name === name)?.text ?? '');
      const found = service(merged);
      assert.equal(found.image?.value ?? found.restart?.value, found.restart ? 'always' : 'a');
    });
  }

  const wrong: readonly { readonly body: string; readonly expects: RegExp }[] = [
    { body: 'image: [a]', expects: /a plain value/ },
    { body: 'image: {a: b}', expects: /a plain value/ },
    { body: 'build: [a]', expects: /a text or a mapping/ },
    { body: 'command: {a: b}', expects: /a text or a list/ },
    { body: 'environment: text', expects: /a list or a mapping/ },
    { body: 'environment: {A: [1]}', expects: /a plain value/ },
    { body: 'environment: [[A]]', expects: /NAME=value/ },
    { body: 'ports: "80:80"', expects: /a list/ },
    { body: 'ports: [{published: 1}]', expects: /a port/ },
    { body: 'volumes: {a: b}', expects: /a list/ },
    { body: 'volumes: [{source: b}]', expects: /a mount/ },
    { body: 'healthcheck: curl', expects: /a mapping/ },
    { body: 'expose: {a: 1}', expects: /a list/ },
    { body: 'expose: [[1]]', expects: /a text/ },
    { body: 'secrets: x', expects: /a list/ },
  ];
  for (const { body, expects } of wrong) {
    it(`${body}: left out, told, and the service is partial`, () => {
      const merged = project(web(`${body}\nrestart: always`));
      assert.match(merged.problems.map((p) => p.message).join('\n'), expects);
      assert.equal(service(merged).isPartial, true);
      assert.equal(service(merged).restart?.value, 'always');
    });
  }

  it('draws a problem where it is', () => {
    const text = web('image: a\nenvironment: *none');
    const [problem] = readComposeFile('c.yml', text).problems;
    assert.equal(drawn(text, problem?.at.range ?? assert.fail()), '    environment: *none\n                 ^^^^^');
  });

  it('resolves a thousand merges', () => {
    const services = Array.from({ length: 1000 }, (_, i) => `  s${i}:\n    <<: *common\n    image: i${i}\n`).join('');
    const merged = project(`x-common: &common {restart: always, environment: {A: 1}}\nservices:\n${services}`);
    assert.equal(merged.services.size, 1000);
    assert.deepEqual(merged.problems, []);
    const last = service(merged, 's999');
    assert.deepEqual([last.restart?.value, last.image?.value, environment(last)], ['always', 'i999', { A: '1' }]);
  });

  it('reads beside a document that unfolds to 2^60 values', () => {
    const lists = Array.from({ length: 60 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`).join('');
    const maps = Array.from({ length: 60 }, (_, i) => `m${i + 1}: &m${i + 1} {x: *m${i}, y: *m${i}}\n`).join('');
    const text = `a0: &a0 [x, "\${V}"]\n${lists}m0: &m0 {x: 1}\n${maps}services: {web: {image: x, labels: *a60, deploy: *m60, environment: *m60}}`;
    const merged = project({ 'c.yml': text, 'o.yml': text }, 'o.yml');
    assert.equal(service(merged).image?.value, 'x');
    assert.ok(merged.problems.some((p) => p.kind === 'limit'));
  });

  it('does not copy merged keys without end', () => {
    const wide = Array.from({ length: 2000 }, (_, i) => `k${i}: 1`).join(', ');
    const services = Array.from({ length: 2000 }, (_, i) => `  s${i}: {<<: *wide}\n`).join('');
    const merged = project(`x: &wide {${wide}}\nservices:\n${services}`);
    assert.equal(merged.services.size, 2000);
    assert.ok(merged.problems.some((p) => /too many merged keys/.test(p.message)));
  });

  const hostile: readonly string[] = ['[', '{', '- ', '? ', 'a: ', '"', "'", '!', '&a ', '*a\n', '%', '|\n', '# \n', '}', 'a: "\n', '---\n', '\t', '${', '<<: *a\n', '\u0000', ': '];
  for (const piece of hostile) {
    it(`survives ${JSON.stringify(piece)} without end`, () => {
      assert.equal(project(piece.repeat(50_000 / piece.length)).services.size, 0);
    });
  }

  it('does not read a file of five megabytes', () => {
    const merged = project(`${web('image: a')}x: ${'x'.repeat(5_000_000)}`);
    assert.equal(merged.services.size, 0);
    assert.equal(merged.problems[0]?.kind, 'limit');
  });

  it('is empty where the base is not to be had', () => {
    const merged = project({ 'compose.yaml': 'services: {}' }, 'none.yml');
    assert.equal(merged.services.size, 0);
    assert.deepEqual(merged.dependencies, ['.env', 'compose.yaml', 'none.yml']);
  });

  it('keeps every prefix of a file readable', () => {
    const text = `x-c: &c {restart: always}\n${web('<<: *c\nimage: "a:${T:-1}"\nports: ["80:80"]\nenvironment:\n  - A=\'b\'\ncommand: >\n  x y')}`;
    for (let end = 0; end <= text.length; end++) {
      const merged = project(text.slice(0, end));
      const isDeclared = end > text.indexOf('web:') + 4;
      if (isDeclared) assert.ok(merged.services.has('web'), JSON.stringify(text.slice(0, end)));
    }
  });
});
