import assert from 'node:assert/strict';
import { LineIndex } from '../../../server/src/core/text/lineIndex';
import type { ModuleReading } from '../../../server/src/core/pack/moduleReader';
import { readModule } from '../../../server/src/core/pack/moduleReader';
import type { RuleReaderOptions } from '../../../server/src/core/pack/ruleReader';

const rule = (body: string): string => `rules:
  - id: redis/ttl
    severity: warning
    summary: Set a TTL.
    why: Entries without one never leave.
${body.replace(/^/gm, '    ')}`;

const head = 'title: Redis\nsummary: A page.\ncategory: integrations/redis\n';
const page = (yaml: string): string => `---\n${yaml.trimEnd()}\n---\n# Redis\n`;

/** Every problem as `[marked text]: message`, in order. */
function told(text: string, options?: RuleReaderOptions, reading: ModuleReading = readModule('p', 'redis.md', text, options)): string[] {
  const lines = new LineIndex(text);
  return reading.problems.map(({ range, message }) => `[${lines.slice(range)}] ${message}`);
}

/** What is broken, the front matter, and the problems that are told, whole. */
const broken: readonly (readonly [string, string, readonly string[]])[] = [
  ['a key is missing', 'title: Redis\nsummary: A page.', [
    '[---] `category` is missing from the front matter. Where the page belongs, as a path in lower case: `integrations/rabbitmq`. It decides which sections the page must have.',
  ]],
  ['a key is misspelt', `${head}synonims: [cache]`, ['[synonims] `synonims` is not a key of the front matter. Did you mean `synonyms`?']],
  ['a key has no value', 'title:\nsummary: A page.\ncategory: integrations/redis', ['[] `title` has no value; it must be text.']],
  ['a title is a number', head.replace('Redis', '7.2'), ['[7.2] `title` must be text, and is a number. Put it in quotes.']],
  ['a title is empty', head.replace('Redis', '""'), ['[""] `title` is empty. The page\'s title, as its first heading has it.']],
  ['a title is too long', head.replace('Redis', 'x'.repeat(121)), [`[${'x'.repeat(121)}] \`title\` is 121 characters long; the limit is 120. Say it shorter.`]],
  ['a category is no path', head.replace('integrations/redis', 'Integrations, Redis'), [
    '[Integrations, Redis] `category` cannot be `Integrations, Redis`. Where the page belongs, as a path in lower case: `integrations/rabbitmq`. It decides which sections the page must have.',
  ]],
  ['tags are text', `${head}tags: cache`, ['[cache] `tags` must be a list, and is text. Write `[cache]`.']],
  ['an entry of a list is a number', `${head}tags: [cache, 7]`, ['[7] An entry of `tags` must be text, and is a number. Put it in quotes.']],
  ['a service kind is misspelt', `${head}kinds: [api, data-postgre]`, ['[data-postgre] An entry of `kinds` cannot be `data-postgre`. Did you mean `data-postgres`?']],
  ['a group of concepts is unknown', `${head}concepts: { image: [redis] }`, ['[image] `image` is not a key of `concepts`. Did you mean `images`?']],
  ['a comma splits a reason', `${head}related:\n  - { module: a/b, reason: keys, and their names }`, [
    '[and their names] `and their names` reads as a key, because a comma ends a value between braces. Put the whole value in quotes.',
  ]],
  ['a related page has no reason', `${head}related:\n  - { module: a/b }`, ['[{ module: a/b }] `reason` is missing from this entry of `related`. Why to read it, in a few words.']],
  ['a related page leaves the pack', `${head}related:\n  - { module: ../secrets, reason: x }`, [
    '[../secrets] `../secrets` leaves its folder or has an empty part. Write the path from the pack\'s folder, without `.` and `..`.',
  ]],
  ['a related page is absolute', `${head}related:\n  - { module: /etc/passwd, reason: x }`, ['[/etc/passwd] `/etc/passwd` is an absolute path. Write the path from the pack\'s folder.']],
  ['a related page has a backslash', `${head}related:\n  - { module: a\\b, reason: x }`, ['[a\\b] `a\\b` has a backslash. Write the path with forward slashes.']],
  ['a rule id has capitals', `${head}${rule('check: a/b').replace('redis/ttl', 'Redis/TTL')}`, [
    '[Redis/TTL] `id` cannot be `Redis/TTL`. Id of the rule, `group/name` in lower case with hyphens. It stands in diagnostics, settings and suppressions, so it does not change.',
  ]],
  ['a severity is misspelt', `${head}${rule('check: a/b').replace('severity: warning', 'severity: warn')}`, [
    '[warn] `severity` cannot be `warn`. Use one of `error`, `warning`, `information`, `hint`.',
  ]],
  ['a rule finds nothing', head + rule('message: x'), ['[id] This rule says no way of finding. Give it `match`, `query` or `check`.']],
  ['a rule has no message', head + rule('match: { call: a.b }'), ['[id] `message` is missing from this rule. One plain sentence: what is wrong here and what to do.']],
  ['a rule has two ways', head + rule('check: a/b\nmatch: { call: a.b }\nmessage: x'), [
    '[a/b] A rule with `check` has no `match` or `query` beside it: the check finds everything itself. Keep one way.',
  ]],
  ['a trigger is misspelt', head + rule('match: { cal: a.b }\nmessage: x'), ['[cal] `cal` is not a key of this matcher. Did you mean `call`?']],
  ['a matcher has no trigger', head + rule('match:\n  - when: { async: true }\nmessage: x'), [
    '[when] This matcher has no trigger, so it finds nothing. Give it one of `import`, `call`, `decorator`, `base`, `attribute`, `except-type`, `string`, `compose`, `dockerfile`, `dependency`.',
  ]],
  ['a matcher has two triggers', head + rule('match: { call: a.b, import: a }\nmessage: x'), [
    '[a.b] A matcher has one trigger, and this one has `import` too. Make `match` a list and write `call` as a matcher of its own.',
  ]],
  ['a name has parentheses', head + rule('match: { call: [a.b, "c.d()"] }\nmessage: x'), [
    '["c.d()"] `c.d()` is not a qualified name. Write it as it is imported, with dots and without parentheses: `redis.asyncio.Redis`.',
  ]],
  ['a list of names is empty', head + rule('match: { call: [] }\nmessage: x'), ['[[]] `call` lists nothing. List at least 1, or leave the key out.']],
  ['a condition is misspelt', head + rule('match: { call: a.b, when: { mising: [ex] } }\nmessage: x'), ['[mising] `mising` is not a key of `when`. Did you mean `missing`?']],
  ['a condition is in camel case', head + rule('match: { call: a.b, when: { moduleLevel: true } }\nmessage: x'), ['[moduleLevel] `moduleLevel` is not a key of `when`. Did you mean `module-level`?']],
  ['a condition is of another trigger', head + rule('match: { call: a.b, when: { below: "2" } }\nmessage: x'), ['["2"] `below` says nothing about `call`; it belongs to `dependency`.']],
  ['a version is a number', head + rule('match: { dependency: redis, when: { below: 5.0 } }\nmessage: x'), ['[5.0] `below` must be text, and is a number. Put it in quotes.']],
  ['a pattern looks ahead', head + rule('match: { string: "*", when: { matches: "(?=a)b" } }\nmessage: x'), [
    '["(?=a)b"] This is not an RE2 pattern: invalid or unsupported Perl syntax: `(?=`. RE2 has no look-around and no back-references.',
  ]],
  ['a pattern explodes', head + rule('match: { string: "*", when: { matches: "((a{100}){100}){100}" } }\nmessage: x'), [
    '["((a{100}){100}){100}"] This is not an RE2 pattern: invalid repeat count: `{100}`.',
  ]],
  ['a message has an unknown field', head + rule('match: { call: a.b }\nmessage: "`{nmae}` is wrong."'), ['[{nmae}] `{nmae}` is not a field of a message. Did you mean `name`?']],
  ['a query reports nothing', head + rule('query: { source: "(call) @x" }\nmessage: x'), [
    '["(call) @x"] The query captures nothing as `@flag`, so it reports nothing. Put `@flag` behind the node to be reported.',
  ]],
  ['a query resolves what it does not capture', head + rule('query: { source: "(call) @flag", resolves: { method: [a.b] } }\nmessage: x'), [
    '[[a.b]] The query captures nothing as `@method`. Use one of `flag`.',
  ]],
  ['a fix lacks its parts', head + rule('match: { call: a.b }\nmessage: x\nfix: { kind: replace, title: T, target: callee }'), [
    '[fix] `with` is missing from this fix. What `replace` writes.',
  ]],
  ['a fix is made by no check', head + rule('match: { call: a.b }\nmessage: x\nfix: { kind: check, title: T }'), [
    '[check] A fix of kind `check` is made by the rule\'s check, and this rule has none. Say the edit by `replace`, `add-keyword`, `wrap` or `remove`.',
  ]],
  ['a key stands twice', `${head}title: Again`, ['[title] This key stands twice here. Keep one of the two.']],
  ['a tab indents', `${head}tags:\n\t- a`, ['[\t] YAML is indented with spaces; this line begins with a tab. Replace it by spaces.']],
  ['a value has a colon', head.replace('A page.', 'Redis: a cache'), ['[Redis: a cache] A value with `: ` in it reads as a key. Put the value in quotes.']],
  ['there are no keys', '# nothing\n', ['[---] The front matter has no keys. It needs title, summary and category: see docs/pack-format.md.']],
];

describe('front matter', () => {
  for (const [what, yaml, expected] of broken) {
    it(`tells when ${what}`, () => assert.deepEqual(told(page(yaml)), expected));
  }

  it('tells an open quote where it stands', () => {
    const [first] = told(page(`${head}tags: ["a, b]`));
    assert.match(first ?? '', /Something is not closed or separated here/);
  });

  it('tells what the engine says of a query, and names checks that are built', () => {
    const options: RuleReaderOptions = { checks: ['redis/ttl-required'], compileQuery: (source) => (source.includes('cal)') ? 'no node is called cal' : null) };
    assert.deepEqual(told(page(head + rule('query: { source: "(cal) @flag" }\nmessage: x')), options), ['["(cal) @flag"] This is not a query for Python\'s grammar: no node is called cal']);
    assert.deepEqual(told(page(head + rule('check: redis/ttl-require\nmessage: x')), options), ['[redis/ttl-require] There is no check `redis/ttl-require`. Did you mean `redis/ttl-required`?']);
  });

  it('has the same words for files with CRLF and with a byte order mark', () => {
    const text = page(`${head}synonims: [cache]`).replace(/\n/g, '\r\n');
    const expected = ['[synonims] `synonims` is not a key of the front matter. Did you mean `synonyms`?'];
    assert.deepEqual(told(text), expected);
    assert.deepEqual(told(`\uFEFF${text}`), expected);
    assert.equal(readModule('p', 'a.md', `\uFEFF${text}`).source.bodyOffset, text.indexOf('# Redis') + 1);
  });
});

describe('front matter that is code', () => {
  const spoiled = globalThis as { archguideSpoiled?: boolean };
  const payload = '{ title: (globalThis.archguideSpoiled = true, "x") }';

  for (const language of ['js', 'javascript', 'JavaScript', ' js', 'coffee', 'cson', 'coffeescript', 'json', 'toml', 'constructor', '__proto__', 'evil']) {
    it(`refuses ---${language} and never runs it`, () => {
      const text = `---${language}\n${payload}\n---\n# Page\n`;
      const reading = readModule('p', 'page.md', text);
      assert.equal(reading.module, null);
      assert.equal(spoiled.archguideSpoiled, undefined);
      assert.match(told(text)[0] ?? '', /is never read or run\. Write it in YAML/);
    });
  }

  it('resolves no YAML tag of another language', () => {
    const reading = readModule('p', 'page.md', page(`${head}tags: [!!js/function "function () { globalThis.archguideSpoiled = true }"]`));
    assert.equal(spoiled.archguideSpoiled, undefined);
    assert.match(reading.problems[0]?.message ?? '', /This tag \(`!name`\) is not known here/);
  });

  it('sees a page that is opened a second time as it was the first', () => {
    const text = '---js\n({ title: "x" })\n---\n';
    assert.deepEqual(told(text), told(text));
    assert.equal(readModule('p', 'page.md', text).module, null);
  });
});

describe('a page whose front matter does not end', () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['without an end', '---\ntitle: x\n# Page\n', /^\[---\] The front matter is not closed/],
    ['with more on its last line', '---\ntitle: x\n--- # end\n', /closed by a line that is not just `---`/],
    ['too long', `---\ntitle: ${'x'.repeat(140_000)}\n---\n`, /too long to read \(the limit is 64 KB\)/],
    ['of blanks', `---\n${'\n'.repeat(60_000)}title: x\n---\n`, /too long to read/],
    ['nested too deeply', `---\ntags: ${'['.repeat(30_000)}\n---\n`, /nested too deeply/],
    ['of lists in lists', `---\ntags: \n  ${'- '.repeat(30_000)}\n---\n`, /nested too deeply/],
    ['of indentation', `---\n${Array.from({ length: 200 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')}\n---\n`, /nested too deeply/],
    ['of half a mapping', `---\n${'? '.repeat(30_000)}\n---\n`, /nested too deeply/],
    ['of aliases', `---\na: &a [x, x]\n${Array.from({ length: 30 }, (_, i) => `k${i}: &k${i} [${i === 0 ? '*a' : `*k${i - 1}, *k${i - 1}`}]`).join('\n')}\n---\n`, /cannot be read|not a key/],
  ];
  for (const [what, text, expected] of cases) {
    it(`is told ${what}`, () => assert.match(told(text).join('\n'), expected));
  }

  it('is shown all the same where it has none at all, with its heading for a title', () => {
    const reading = readModule('p', 'notes/page.md', '# A page\n\nText.\n');
    assert.equal(reading.module?.title, 'A page');
    assert.deepEqual(reading.problems.map(({ message }) => message.slice(0, 30)), ['This page has no front matter.']);
  });

  for (const path of ['../x.md', '/x.md', 'a\\b.md', 'a/../../x.md', 'c:/x.md', 'file:///x.md', 'a//b.md']) {
    it(`is refused at the path ${path}`, () => {
      const reading = readModule('p', path, page(head));
      assert.equal(reading.module, null);
      assert.equal(reading.problems.length, 1);
    });
  }

  it('is refused where it is binary or huge', () => {
    assert.match(told('---\ntitle: \u0000\n---\n').join(), /binary/);
    assert.match(readModule('p', 'a.md', 'x'.repeat(5_000_000)).problems[0]?.message ?? '', /5000 KB long/);
  });
});

describe('what front matter says', () => {
  const text = page(`${head}kinds: [api, bot]
concepts: { python: [redis.asyncio.Redis], variables: [REDIS_*] }
related:
  - { module: redis/keys, reason: names }
${rule(`universal: true
kinds: [api]
options: { seconds: 60 }
match:
  - call: redis.asyncio.Redis.set
    except: redis.asyncio.Redis.setnx
    when: { async: true, module-level: false, missing: [ex, px], argument: { nx: true, 0: [a, null] }, imports: redis.** }
    message: "\`{callee}\` keeps the entry for ever; give {seconds}."
    fix: { kind: add-keyword, title: Add ex, keyword: ex, value: 60 }
  - except-type: "*"
    when: { matches: ^a, matches-not: b$ }
    fix: { kind: replace, title: R, target: argument, argument: 0, with: x.y, imports: x }
message: m`)}`);
  const reading = readModule('improved', 'atomic/redis.md', text);

  it('is the module', () => {
    assert.deepEqual(reading.problems.filter(({ severity }) => severity === 'error'), []);
    const { module } = reading;
    assert.equal(module?.id, 'atomic/redis');
    assert.equal(module.pack, 'improved');
    assert.deepEqual(module.concepts.variables, ['REDIS_*']);
    assert.deepEqual(module.related, [{ module: 'redis/keys', reason: 'names' }]);
    assert.deepEqual(module.rules, ['redis/ttl']);
  });

  it('is the rule, in the model\'s words', () => {
    assert.deepEqual(reading.rules, [{
      id: 'redis/ttl', pack: 'improved', module: 'atomic/redis', severity: 'warning', summary: 'Set a TTL.', why: 'Entries without one never leave.',
      scope: 'service', universal: true, kinds: ['api'], query: null, check: null, message: 'm', fix: null, options: { seconds: 60 },
      match: [
        {
          trigger: 'call', names: ['redis.asyncio.Redis.set'], except: ['redis.asyncio.Redis.setnx'],
          when: { async: true, moduleLevel: false, missing: ['ex', 'px'], argument: { nx: [true], 0: ['a', null] }, imports: ['redis.**'] },
          message: '`{callee}` keeps the entry for ever; give {seconds}.',
          fix: { kind: 'add-keyword', title: 'Add ex', keyword: 'ex', value: '60', imports: [] },
        },
        {
          trigger: 'except-type', names: ['*'], except: [], when: { matches: '^a', matchesNot: 'b$' }, message: null,
          fix: { kind: 'replace', title: 'R', target: 'argument', argument: '0', with: 'x.y', imports: ['x'] },
        },
      ],
    }]);
  });

  it('keeps a page whose rule is broken, and the rules beside it', () => {
    const two = readModule('p', 'a.md', page(`${head}${rule('match: { call: a.b }\nmessage: x')}\n  - id: redis/other\n    severity: loud\n    summary: s\n    why: w\n    check: a/b`));
    assert.deepEqual(two.module?.rules, ['redis/ttl']);
    assert.equal(two.problems.length, 1);
  });

  it('gives no rule where the text is not YAML, since a condition may be lost', () => {
    const reading = readModule('p', 'a.md', page(`${head}${rule('match: { call: a.b, when: { async: true }\nmessage: x')}`));
    assert.equal(reading.module?.title, 'Redis');
    assert.deepEqual(reading.rules, []);
    assert.notEqual(reading.problems.length, 0);
  });

  it('leaves dates as text', () => {
    assert.equal(readModule('p', 'a.md', page(head.replace('A page.', '2024-05-01'))).module?.summary, '2024-05-01');
  });
});
