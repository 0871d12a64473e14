import assert from 'node:assert/strict';
import type { DependencyFacts } from '../../../server/src/core/facts/dependencies/model';
import { isDependencyFile, readDependencies } from '../../../server/src/core/facts/dependencies/read';
import { drawn, slice } from '../../support/drawn';

/** `name[extra] specifier ; marker (group)` */
function told(facts: DependencyFacts): string[] {
  return facts.dependencies.map(({ name, extras, specifier, marker, group }) => [
    name + (extras.length > 0 ? `[${extras.join(',')}]` : ''), specifier, marker === null ? '' : `; ${marker}`, group === null ? '' : `(${group})`,
  ].filter((part) => part !== '').join(' '));
}

interface Case {
  readonly name: string;
  readonly text: string;
  readonly gives: readonly string[];
  readonly path?: string;
  readonly problems?: number;
}

const projects: readonly Case[] = [
  { name: 'PEP 621', text: '[project]\ndependencies = ["FastAPI>=0.110", "redis[hiredis] ~= 5.0", "x.y_z"]\n', gives: ['fastapi >=0.110', 'redis[hiredis] ~= 5.0', 'x-y-z'] },
  { name: 'markers, brackets, URLs', text: `[project]\ndependencies = ['a (>=1,<2) ; python_version < "3.13"', "b @ https://x/b.whl ; sys_platform == 'linux'"]\n`, gives: ['a >=1,<2 ; python_version < "3.13"', "b ; sys_platform == 'linux'"] },
  { name: 'optional dependencies', text: '[project.optional-dependencies]\ntest = ["pytest"]\npg = [\n  "asyncpg>=0.29", # driver\n]\n', gives: ['pytest (test)', 'asyncpg >=0.29 (pg)'] },
  { name: 'dependency groups', text: '[dependency-groups]\ntest = ["pytest>8"]\ndev = ["ruff", {include-group = "test"}]\n', gives: ['pytest >8 (test)', 'ruff (dev)'] },
  { name: 'Poetry: text form', text: '[tool.poetry.dependencies]\npython = "^3.12"\nfastapi = "^0.110"\n"aio-pika" = "*"\nRedis = "~5.0"\n', gives: ['fastapi ^0.110', 'aio-pika', 'redis ~5.0'] },
  { name: 'Poetry: table form', text: '[tool.poetry.dependencies]\nuvicorn = {version = "^0.29", extras = ["standard"], markers = "os_name == \'posix\'"}\nlocal = {path = "../x"}\n', gives: ["uvicorn[standard] ^0.29 ; os_name == 'posix'", 'local'] },
  { name: 'Poetry: table of its own and dotted keys', text: '[tool.poetry.dependencies.uvicorn]\nversion = "^0.29"\nextras = ["standard"]\n[tool.poetry.dependencies]\nredis.version = "^5"\n', gives: ['uvicorn[standard] ^0.29', 'redis ^5'] },
  { name: 'Poetry: several constraints', text: '[tool.poetry.dependencies]\nx = [{version = "^1", python = "<3.12"}, {version = "^2", python = ">=3.12"}]\n', gives: ['x ^1 || ^2'] },
  { name: 'Poetry: groups, old and new', text: '[tool.poetry.dev-dependencies]\nblack = "*"\n[tool.poetry.group.test.dependencies]\npytest = "^8"\n', gives: ['black (dev)', 'pytest ^8 (test)'] },
  { name: 'Poetry: optional ones belong to their extra', text: '[tool.poetry.dependencies]\nasyncpg = {version = "^0.29", optional = true}\nother = {version = "1", optional = true}\n[tool.poetry.extras]\npg = ["asyncpg"]\n', gives: ['asyncpg ^0.29 (pg)', 'other 1 (optional)'] },
  { name: 'uv, PDM, Hatch', text: '[tool.uv]\ndev-dependencies = ["ruff"]\n[tool.pdm.dev-dependencies]\nlint = ["mypy"]\n[tool.hatch.envs.docs]\ndependencies = ["mkdocs"]\n', gives: ['ruff (dev)', 'mypy (lint)', 'mkdocs (docs)'] },
  { name: 'dotted top level', text: 'project.dependencies = ["a"]\ntool.poetry.dependencies.b = "^1"\n', gives: ['a', 'b ^1'] },
  { name: 'inline tables', text: 'project = {dependencies = ["a>=1"], requires-python = ">=3.12"}\n', gives: ['a >=1'] },
  { name: 'other tables with the word', text: '[tool.x]\ndependencies = ["no"]\n[build-system]\nrequires = ["hatchling"]\n', gives: [] },
  { name: 'wrong types', text: '[project]\ndependencies = "a"\n[dependency-groups]\nx = 3\n[tool.poetry.dependencies]\ny = 3\n', gives: ['y'] },
  { name: 'byte order mark, carriage returns', text: '\uFEFF[project]\r\ndependencies = [\r\n  "a>=1",\r\n]\r\n', gives: ['a >=1'] },
  { name: 'a line being typed', text: '[project]\nname = \ndependencies = ["a>=1"]\n[tool.poetry.dependencies]\nb = "^\n', gives: ['a >=1'], problems: 2 },
  { name: 'a list without its end', text: '[project]\ndependencies = [\n  "a>=1",\n  "b[c]~=2",\n\n[project.optional-dependencies]\ntest = ["pytest"]\n', gives: ['a >=1', 'b[c] ~=2', 'pytest (test)'], problems: 1 },
  { name: 'a list without its end, behind it Poetry', text: '[dependency-groups]\ndev = ["ruff"\n[tool.poetry.dependencies]\npython = "^3.12"\nx = {version = "^2", extras = ["y"]}\n[tool.poetry.group.test.dependencies]\npytest = "*"\n', gives: ['ruff (dev)', 'x[y] ^2', 'pytest (test)'], problems: 1 },
  { name: 'a list without its end, behind a comment', text: '[project]\r\ndependencies = [\r\n  "a>=1", # why\r\n[tool.poetry.dependencies]\r\nb = "^1"\r\n', gives: ['a >=1', 'b ^1'], problems: 1 },
  { name: 'faults without end: read line by line', text: `[project]\ndependencies = [\n  "a>=1",\n]\n${'x = \n'.repeat(20)}[tool.poetry.group.dev.dependencies]\nb = {version = "^1"}\n[dependency-groups]\nc = ["d"]\n`, gives: ['a >=1', 'b ^1 (dev)', 'd (c)'], problems: 1 },
  { name: 'merge conflict', text: '[project]\n<<<<<<< HEAD\ndependencies = ["a"]\n=======\n>>>>>>> x\n', gives: ['a'], problems: 3 },
  { name: 'not TOML at all', text: '{"a": 1}\n\u0000', gives: [], problems: 2 },
  { name: 'nothing', text: '', gives: [] },
];

const requirements: readonly Case[] = [
  { name: 'names and specifiers', text: 'fastapi==0.110.0\nRedis[hiredis,x] >= 5 , < 6\nplain\n', gives: ['fastapi ==0.110.0', 'redis[hiredis,x] >= 5 , < 6', 'plain'] },
  { name: 'comments and blank lines', text: '# top\n\na==1 # why\nb==1#x\n', gives: ['a ==1', 'b ==1#x'] },
  { name: 'markers', text: 'a>=1; python_version < "3.13" # c\n', gives: ['a >=1 ; python_version < "3.13"'] },
  { name: 'hashes on continued lines', text: 'a==1 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\nb==2\n', gives: ['a ==1', 'b ==2'] },
  { name: 'URLs', text: 'a @ https://x/a.whl#sha256=1\nb[c] @ git+https://g/b.git@v1\ngit+https://g/c.git#egg=c\n./local.whl\nhttps://x/d.whl\n', gives: ['a', 'b[c]'] },
  { name: 'options', text: '-i https://x\n--index-url=https://y\n--no-binary :all:\na\n', gives: ['a'] },
  { name: 'development by name', text: 'pytest\n', path: 'requirements-dev.txt', gives: ['pytest (dev)'] },
  { name: 'development, name in front', text: 'pytest\n', path: 'svc/dev-requirements.in', gives: ['pytest (dev)'] },
  { name: 'folder of requirements', text: 'pytest\n', path: 'requirements/test.txt', gives: ['pytest (test)'] },
  { name: 'base of a folder', text: 'a\n', path: 'requirements/base.txt', gives: ['a'] },
  { name: 'production', text: 'a\n', path: 'requirements.prod.txt', gives: ['a'] },
  { name: 'carriage returns, byte order mark, tabs', text: '\uFEFFa==1\r\n\tb==2\r\n', gives: ['a ==1', 'b ==2'] },
  { name: 'being typed', text: 'a>=\nb==\n[\nc d\n', gives: ['a >=', 'b =='], problems: 2 },
  { name: 'the last line without its end', text: 'a==1 \\', gives: ['a ==1'] },
];

describe('pyproject.toml', () => {
  for (const { name, text, gives, problems } of projects) {
    it(name, () => {
      const facts = readDependencies('pyproject.toml', text);
      assert.deepEqual(told(facts), gives);
      assert.equal(facts.problems.length, problems ?? 0, JSON.stringify(facts.problems));
    });
  }

  it('reads the required Python: PEP 621 before Poetry', () => {
    const text = '[tool.poetry.dependencies]\npython = "^3.11"\n[project]\nrequires-python = ">=3.12"\n';
    const { requiresPython } = readDependencies('pyproject.toml', text);
    assert.deepEqual([requiresPython?.specifier, requiresPython && slice(text, requiresPython.range)], ['>=3.12', '>=3.12']);
    assert.equal(readDependencies('pyproject.toml', text.slice(0, text.indexOf('[project]'))).requiresPython?.specifier, '^3.11');
    assert.equal(readDependencies('pyproject.toml', '[tool.poetry.dependencies]\npython = {version = "^3.10"}').requiresPython?.specifier, '^3.10');
  });

  it('reads scripts, and where they stand', () => {
    const text = '[project.scripts]\napi = "app.main:run"\n[tool.poetry.scripts]\nbot = "bot:main"\nold = {reference = "old:main", type = "console"}\nextra = "x:y [cli]"\n';
    const facts = readDependencies('pyproject.toml', text);
    assert.deepEqual([...facts.scripts], [['api', 'app.main:run'], ['bot', 'bot:main'], ['old', 'old:main'], ['extra', 'x:y']]);
    assert.equal(drawn(text, facts.scriptRanges?.get('bot') ?? assert.fail()), 'bot = "bot:main"\n       ^^^^^^^^');
  });

  it('keeps scripts and Python of a broken file', () => {
    const facts = readDependencies('pyproject.toml', '[project]\nrequires-python = ">=3.12"\nx = [ "\n[project.scripts]\napi = "a:b"\n[[[\n');
    assert.deepEqual([facts.requiresPython?.specifier, [...facts.scripts]], ['>=3.12', [['api', 'a:b']]]);
  });

  it('knows where things stand', () => {
    const text = '[project]\ndependencies = [\n  "redis[hiredis] (>=5,<6) ; x",  # note\n  "a\\u002db>=1",\n]\n[tool.poetry.dependencies]\nuvicorn = { version = "^0.29" }\n[tool.poetry.dependencies.httpx]\nversion = "^1"\n';
    const { dependencies, comments } = readDependencies('pyproject.toml', text);
    const places = dependencies.map((d) => [slice(text, d.range), slice(text, d.nameRange), d.specifierRange ? slice(text, d.specifierRange) : null, d.style]);
    assert.deepEqual(places, [
      ['redis[hiredis] (>=5,<6) ; x', 'redis', '>=5,<6', 'pep440'],
      ['"a\\u002db>=1"', '"a\\u002db>=1"', null, 'pep440'],
      ['uvicorn = { version = "^0.29" }', 'uvicorn', '^0.29', 'poetry'],
      ['httpx', 'httpx', '^1', 'poetry'],
    ]);
    assert.deepEqual(comments.map((c) => [c.text, c.ownLine]), [['# note', false]]);
  });

  for (const piece of ['[', 'a=[', '"', 'a={', '[a]\n', 'a.', "'''", '= \n', 'a = "b"\n', 'a = 1 # x\n', '[project]\ndependencies = ["a", ', '\u0000', 'x'.repeat(100), `a = "(${' '.repeat(19_000)}"`, `[${' '.repeat(19_000)}`, `a = 1 #${' '.repeat(19_000)}`]) {
    it(`survives ${JSON.stringify(piece.slice(0, 30))} without end`, () => {
      assert.equal(readDependencies('pyproject.toml', piece.repeat(Math.ceil(20_000 / piece.length))).language, 'dependencies');
    });
  }
});

describe('requirements files', () => {
  for (const { name, text, gives, path, problems } of requirements) {
    it(name, () => {
      const facts = readDependencies(path ?? 'requirements.txt', text);
      assert.deepEqual(told(facts), gives);
      assert.equal(facts.problems.length, problems ?? 0, JSON.stringify(facts.problems));
    });
  }

  it('reads what other files are named', () => {
    const text = '-r base.txt\n--requirement=../x.txt # c\n-c constraints.txt\n-e ./pkg[extra]\n-rshort.txt\n';
    const { includes } = readDependencies('requirements.txt', text);
    assert.deepEqual(includes?.map((i) => [i.kind, i.path, slice(text, i.range)]), [
      ['requirements', 'base.txt', 'base.txt'], ['requirements', '../x.txt', '../x.txt'], ['constraints', 'constraints.txt', 'constraints.txt'],
      ['editable', './pkg[extra]', './pkg[extra]'], ['requirements', 'short.txt', 'short.txt'],
    ]);
  });

  it('knows where things stand, also behind a continuation', () => {
    const text = 'x==1 \\\r\n  --hash=sha256:aa\r\n  redis[a] \\\r\n    >=5 # c\r\n';
    const { dependencies, comments } = readDependencies('requirements.txt', text);
    assert.deepEqual(dependencies.map((d) => [slice(text, d.nameRange), d.specifierRange && slice(text, d.specifierRange)]), [['x', '==1'], ['redis', '>=5']]);
    assert.deepEqual(comments.map((c) => [c.text, c.ownLine]), [['# c', false]]);
  });

  it('survives long and hostile texts', () => {
    for (const piece of ['a', 'a\\\n', '[', 'a[', 'a ;', '-r ', '#', ' ', '\\\n', 'a @ ', '\u0000', 'a==1\n', '\n', `a${' '.repeat(50_000)}b\n`, `a[${' '.repeat(50_000)}\n`]) {
      assert.equal(readDependencies('requirements.txt', piece.repeat(Math.ceil(200_000 / piece.length))).language, 'dependencies');
    }
    assert.match(readDependencies('requirements.txt', 'a'.repeat(5_000_000)).problems[0]?.message ?? '', /not read/);
  });
});

describe('dependency files', () => {
  const names: readonly (readonly [string, boolean])[] = [
    ['pyproject.toml', true], ['a/pyproject.toml', true], ['requirements.txt', true], ['requirements-dev.txt', true], ['dev-requirements.in', true],
    ['requirements/base.txt', true], ['constraints.txt', true], ['a/reqs.txt', true], ['notes.txt', false], ['Cargo.toml', false], ['requirements.md', false],
  ];
  for (const [path, gives] of names) {
    it(`${path}: ${gives}`, () => {
      assert.equal(isDependencyFile(path), gives);
    });
  }
});
