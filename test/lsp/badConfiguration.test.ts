import assert from 'node:assert/strict';
import { askEverything, survives } from '../support/lsp/alive';
import { main } from '../support/lsp/shop';
import type { TestConnection } from '../support/lsp/testConnection';

const direct = 'import asyncpg\n';
const messages = async (client: TestConnection, path: string): Promise<string[]> => (await client.pull(path)).map(({ message }) => (typeof message === 'string' ? message : message.value));

/** Waits for the server to read its packs and files anew after a change of `.archguide/`. */
async function written(client: TestConnection, path: string, text: string): Promise<void> {
  const before = client.changes.filter(({ packs }) => packs).length;
  await client.write(path, text);
  await client.until('the packs to be read', () => client.changes.filter(({ packs }) => packs).length > before);
}

describe('server, broken archguide.yaml: a message at the fault, and the rest in force', () => {
  const cases: Record<string, { text: string; message: RegExp; line: number }> = {
    'a key that is misspelt': { text: 'packs: [improved-hybrid]\nrule: {}\n', message: /rule/, line: 1 },
    'a pack that does not exist': { text: 'packs: [improved-hybrid, improvd-hybrid]\n', message: /no pack `improvd-hybrid`.*improved-hybrid/, line: 0 },
    'a rule that does not exist': { text: 'packs: [improved-hybrid]\nrules:\n  event-loop/no-blocking-cal: "off"\n', message: /no rule `event-loop\/no-blocking-cal`.*no-blocking-call/, line: 2 },
    'a severity that does not exist': { text: 'packs: [improved-hybrid]\nrules:\n  compose/healthcheck: loud\n', message: /severity|off|warning/, line: 2 },
    'a number where a severity belongs': { text: 'packs: [improved-hybrid]\nrules:\n  compose/healthcheck: 7\n', message: /off|warning/, line: 2 },
    'a kind that does not exist': { text: 'packs: [improved-hybrid]\nservices:\n  services/orders_api: restapi\n', message: /kind|api/, line: 2 },
    'a list where a mapping belongs': { text: 'packs: [improved-hybrid]\nservices: [a, b]\n', message: /mapping|list/, line: 1 },
    'a tab as indentation': { text: 'packs: [improved-hybrid]\nrules:\n\tcompose/healthcheck: error\n', message: /tab/, line: 2 },
    'a quote that is not closed': { text: 'packs: [improved-hybrid]\nbaseline: "x\n', message: /quote|closed/, line: 1 },
    'an alias of nothing': { text: 'packs: [improved-hybrid]\nbaseline: *nothing\n', message: /alias/, line: 1 },
    'a key twice': { text: 'packs: [improved-hybrid]\nexclude: []\nexclude: []\n', message: /twice/, line: 1 },
    'folders outside of the workspace': { text: 'packs: [improved-hybrid]\nservices: { ../../etc: api }\nbaseline: /etc/passwd\n', message: /workspace|folder/, line: 1 },
    'two documents': { text: 'packs: [improved-hybrid]\n---\npacks: []\n', message: /second YAML document/, line: 1 },
  };
  for (const [name, { text, message, line }] of Object.entries(cases)) {
    it(name, () => survives({ [main]: direct }, async (client) => {
      await client.open('archguide.yaml', text);
      const found = await client.pull('archguide.yaml');
      const told = found.find((diagnostic) => message.test(diagnostic.message as string));
      assert.ok(told, `${String(message)}: ${JSON.stringify(found.map((diagnostic) => diagnostic.message))}`);
      assert.ok(Math.abs(told.range.start.line - line) <= 1 && told.range.end.line - told.range.start.line <= 2, `at line ${line}: ${JSON.stringify(told.range)}`);
      assert.deepEqual((await client.pull(main)).map(({ code }) => code), ['boundary/no-direct-database'], 'the pack is followed all the same');
      const status = await client.ask('archguide/status', {});
      assert.equal(status.state, 'degraded');
      assert.ok(status.problems.every(({ uri }) => uri === client.uri('archguide.yaml')));
      await askEverything(client, 'archguide.yaml', line, 4);
      await client.change('archguide.yaml', [{ text: 'packs: [improved-hybrid]\n' }]);
      assert.equal((await client.ask('archguide/status', {})).state, 'ready');
    }));
  }

  it('is told on the disk, too, in the problems of files that are not open', () => survives({ 'archguide.yaml': 'packs: [improved-hybrid]\nrules: { no/such-rule: error }\n' }, async (client) => {
    assert.ok((await client.workspaceDiagnostics()).items.some(({ uri }) => uri === client.uri('archguide.yaml')));
  }));
});

const page = (rule: string, more = ''): string => `---
title: Clocks
summary: How time is told.
category: architecture/time
${more}rules:
${rule}---
# Clocks
`;
const goodRule = '  - id: time/no-clock\n    severity: warning\n    summary: No clock.\n    why: It ticks.\n    universal: true\n    match: { call: time.ctime }\n    message: "`{name}` ticks."\n';
const clock = 'services/orders_api/src/clock.py';
const ticking = 'import time\n\nprint(time.ctime())\nx = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"\n';

describe('server, broken packs of the workspace: told in the page, and the other pages stand', () => {
  const broken: Record<string, { text: string; message: RegExp }> = {
    'front matter that is no YAML': { text: page('  - id: [\n'), message: /indented|not closed/ },
    'front matter that is not closed': { text: '---\ntitle: x\n', message: /not closed/ },
    'no front matter': { text: '# A page\n', message: /no front matter/ },
    'front matter in JavaScript': { text: '---js\n{ title: (globalThis.archguideWasRun = true) && "x" }\n---\n# x\n', message: /never read or run/ },
    'front matter in CoffeeScript': { text: '---coffee\ntitle: (-> global.archguideWasRun = true)()\n---\n# x\n', message: /never read or run/ },
    'front matter nested 100,000 deep': { text: page(`  - ${'['.repeat(60_000)}\n`), message: /nested too deeply|too long/ },
    'aliases that stand for too much': { text: page('  []\n', `tags: [&a [${'x, '.repeat(99)}], &b [${'*a, '.repeat(99)}], &c [${'*b, '.repeat(99)}], *c]\n`), message: /alias|too much|nested|text/ },
    'a pattern with look-ahead': { text: page(goodRule.replace('match: { call: time.ctime }', 'match: { string: "*", when: { matches: "(?=a)b" } }')), message: /RE2|pattern|look/ },
    'a pattern that is no pattern': { text: page(goodRule.replace('match: { call: time.ctime }', 'match: { string: "*", when: { matches: "([a" } }')), message: /pattern/ },
    'a query that is no query': { text: page(goodRule.replace('match: { call: time.ctime }', 'query: { source: "(call function: (nonsense)) @flag" }')), message: /query|nonsense/i },
    'a query without an end': { text: page(goodRule.replace('match: { call: time.ctime }', 'query: { source: "((((((" }')), message: /query/i },
    'an unknown check': { text: page(goodRule.replace('match: { call: time.ctime }', 'check: no/such-check').replace(/ {4}message.*\n/, '')), message: /check/ },
    'related modules out of the pack': { text: page(goodRule, 'related: [{ module: ../../../etc/passwd, reason: x }, { module: ..%2f..%2fetc, reason: y }]\n'), message: /\.\.\/\.\.\/|module|related/i },
  };
  for (const [name, { text, message }] of Object.entries(broken)) {
    it(name, () => survives({ '.archguide/time/good.md': page(goodRule), [clock]: ticking }, async (client) => {
      assert.deepEqual((await client.pull(clock)).map(({ code }) => code), ['time/no-clock']);
      await written(client, '.archguide/time/bad.md', text);
      const told = await messages(client, '.archguide/time/bad.md');
      assert.ok(told.some((one) => message.test(one)), `${String(message)}: ${JSON.stringify(told)}`);
      assert.deepEqual((await client.pull(clock)).map(({ code }) => code), ['time/no-clock'], 'the good page still speaks');
      assert.equal((globalThis as { archguideWasRun?: boolean }).archguideWasRun, undefined);
      await client.open('.archguide/time/bad.md', text);
      await askEverything(client, '.archguide/time/bad.md', 1, 3);
      await client.close('.archguide/time/bad.md');
      const before = client.changes.filter(({ packs }) => packs).length;
      await client.remove('.archguide/time/bad.md');
      await client.until('the packs to be read', () => client.changes.filter(({ packs }) => packs).length > before);
      assert.deepEqual(await messages(client, '.archguide/time/bad.md'), []);
    }));
  }

  it('a pattern that takes exponential time elsewhere, and a query that matches everything', () => survives({
    '.archguide/slow.md': page(goodRule.replace('match: { call: time.ctime }', 'match: { string: "*", when: { matches: "^(a+)+$" } }') + goodRule.replace('time/no-clock', 'time/all').replace('match: { call: time.ctime }', 'query: { source: "(_) @flag" }').replace('{name}', 'it')),
    [clock]: ticking + 'y = 1\n'.repeat(2_000),
  }, async (client) => {
    await client.open(clock);
    await askEverything(client, clock, 3, 5);
  }));

  it('a page by an id that climbs out: no file is read', () => survives({ 'secret.md': '---\ntitle: Secret\nsummary: s\ncategory: c\n---\n# Secret\n', '.archguide/good.md': page(goodRule) }, async (client) => {
    for (const id of ['../secret', '../../etc/passwd', '/etc/passwd', '..%2fsecret', 'good/../../secret', 'good\0', '', '.', '__proto__', 'constructor', 'C:\\x', 'file:///etc/passwd']) {
      assert.equal(await client.ask('archguide/page', { id }), null, id);
      assert.equal(await client.ask('archguide/page', { pack: '.archguide', id }), null, id);
      assert.equal(await client.ask('archguide/page', { pack: id, id: 'good' }), null, id);
    }
    assert.equal((await client.ask('archguide/page', { id: 'good' }))?.module.title, 'Clocks');
  }));

  it('a page is shown without its HTML and scripts', () => survives({ '.archguide/evil.md': page(goodRule).replace('# Clocks\n', '# Clocks\n\n<script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) ![b](data:text/html,x)\n\n```"><script>\nx\n```\n') }, async (client) => {
    const shown = await client.ask('archguide/page', { id: 'evil' });
    assert.ok(shown);
    assert.doesNotMatch(shown.html, /<script|<img[^>]*onerror|href="javascript:|src="data:text/i);
    assert.match(shown.source ?? '', /\.archguide\/evil\.md$/);
  }));

  it('pack pages that are saved quickly one after the other, while someone types in code', () => survives({ '.archguide/good.md': page(goodRule), [clock]: ticking }, async (client) => {
    await client.open(clock);
    for (let count = 0; count < 8; count++) {
      await client.write('.archguide/good.md', page(goodRule.replace('It ticks.', `It ticks ${count}.`)));
      await client.change(clock, [{ range: { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } }, text: 'print(time.ctime())\n' }]);
    }
    await client.eventually('the last text of both', async () => (await client.hoverText(clock, 'time.ctime()', 7)).includes('It ticks 7.') && (await client.pull(clock)).length === 9);
    assert.equal((await client.pull(clock)).at(-1)?.range.start.line, 10);
  }));
});
