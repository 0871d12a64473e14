import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DockerfileParser, Keyword } from 'dockerfile-ast';
import { parseTOML } from 'toml-eslint-parser';
import { parseDocument } from 'yaml';
import { readSnippets } from '../../server/src/core/features/snippets';
import { ConceptIndex } from '../../server/src/core/pack/concepts';
import { loadPack, type LoadedPack } from '../../server/src/core/pack/packLoader';
import { serviceKinds } from '../../server/src/core/pack/ruleDeclaration';
import type { BlockChecker } from '../../server/src/core/pack/verify/model';
import type { PythonParser } from '../../server/src/core/ports';
import { checks } from '../../server/src/core/rules/checks/registry';
import { blockChecker } from '../../server/src/core/workspace/blockChecker';
import { Knowledge } from '../../server/src/core/workspace/knowledge';
import { readPackFolder } from '../../server/src/node/bundle';
import { createParsers } from '../../server/src/node/parsers';
import { fillSnippet } from '../support/snippetText';

/** A snippet as its file has it, with the keys that place it in a workspace. */
interface SnippetEntry {
  readonly name: string;
  readonly language: string;
  readonly prefix: string;
  readonly description: string;
  readonly module: string;
  readonly kind: string;
  readonly file?: string;
  readonly within?: string;
  readonly isFileTemplate?: boolean;
  readonly body: readonly string[];
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = `${root}snippets`;
const files = new Map(readdirSync(folder).filter((name) => name.endsWith('.json'))
  .map((name) => [name.replace(/\.json$/, ''), JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Record<string, Omit<SnippetEntry, 'name' | 'language'>>]));
const snippets: readonly SnippetEntry[] = [...files].flatMap(([language, entries]) => Object.entries(entries).map(([name, entry]) => ({ ...entry, name, language })));
const filled = (snippet: SnippetEntry): string => fillSnippet(snippet.body.join('\n')).text;
const indented = (text: string, by: string): string => text.split('\n').map((line) => (line === '' ? line : by + line)).join('\n');

describe('snippets', () => {
  let python: PythonParser;
  let pack: LoadedPack;
  let check: BlockChecker;

  before(async function () {
    this.timeout(20_000);
    const parsers = createParsers();
    python = await parsers.python();
    pack = loadPack(await readPackFolder(`${root}docs-bundle/improved-hybrid`), { id: 'improved-hybrid', bundled: true, root: null });
    const source = { page: () => Promise.resolve(null), search: () => Promise.reject(new Error('not asked for')) };
    const knowledge = new Knowledge([pack.pack], new ConceptIndex([...pack.pack.modules.values()]), source);
    const silent = { error: (message: string) => { throw new Error(message); }, warn: () => undefined, info: () => undefined, debug: () => undefined };
    const clock = { now: () => performance.now(), after: (ms: number, callback: () => void) => { const timer = setTimeout(callback, ms); return () => { clearTimeout(timer); }; } };
    check = blockChecker('improved-hybrid', { parser: python, knowledge, checks, today: '2026-01-01' }, { parsers, logger: silent, clock });
  });

  it('are read whole by the server', () => {
    for (const [language, entries] of files) {
      const read = readSnippets(language, entries);
      assert.equal(read.length, Object.keys(entries).length, language);
      for (const snippet of read) assert.ok(snippet.module !== null && snippet.description !== snippet.name, snippet.name);
    }
    assert.ok(snippets.length >= 90);
  });

  it('have prefixes of their own, which begin with ag-', () => {
    const seen = new Map<string, string>();
    for (const { prefix, name } of snippets) {
      assert.match(prefix, /^ag(-[a-z0-9]+)+$/);
      assert.equal(seen.get(prefix), undefined, `${prefix} is the prefix of ${name} and ${seen.get(prefix) ?? ''}`);
      seen.set(prefix, name);
    }
  });

  for (const snippet of snippets) {
    describe(snippet.prefix, () => {
      it('belongs to a module, and says in one sentence what it is', () => {
        assert.ok(pack.pack.modules.has(snippet.module), `there is no module ${snippet.module}`);
        assert.match(snippet.description, /^[A-Z](?:(?!\. ).)*[^. ]\.$/);
        assert.ok((serviceKinds as readonly string[]).includes(snippet.kind), snippet.kind);
      });

      it('has tab stops from 1 without a gap, defaults, and one end', () => {
        const { stops, empty } = fillSnippet(snippet.body.join('\n'));
        assert.deepEqual(stops, stops.map((_, index) => index), 'stops');
        assert.equal(stops[0], 0);
        assert.deepEqual(empty, [], 'a stop without a default');
      });

      it('parses', () => {
        const fault = parseFault(snippet.language, filled(snippet), python);
        assert.equal(fault, null);
      });

      it('gives no finding', async function () {
        this.timeout(10_000);
        const files = workspaceOf(snippet);
        const findings = await check(files.map((file) => ({ ...file, kind: snippet.kind })), snippet.kind);
        assert.deepEqual(findings.map(({ rule, line, message }) => `${rule} ${line + 1}: ${message}`), []);
      });
    });
  }

  it('would be found out: the same check speaks of spoilt ones', async function () {
    this.timeout(10_000);
    const spoilt: readonly [prefix: string, right: RegExp, wrong: string, rule: string][] = [
      ['ag-worker-heartbeat', /await asyncio\.sleep\(/, 'time.sleep(', 'event-loop/no-blocking-call'],
      ['ag-rabbit-connection', /connect_robust/g, 'connect', 'rabbitmq/robust-connection'],
      ['ag-redis-cache', /, ex=max\(ttl, 1\)/, '', 'redis/ttl-required'],
      ['ag-compose-postgres', /postgres:16/, 'postgres:13', 'compose/canonical-version'],
      ['ag-compose-redis', /  healthcheck:[^]*?(?=\n  restart)/, '  init: true', 'compose/healthcheck'],
      ['ag-dockerfile-worker', /^CMD.*$/m, 'CMD python -m src.main & python -m src.consumer', 'boundary/one-service-per-container'],
    ];
    for (const [prefix, right, wrong, rule] of spoilt) {
      const snippet = named(prefix);
      const text = filled(snippet);
      assert.notEqual(text.replace(right, wrong), text, prefix);
      const body = text.replace(right, wrong).replace(/^import asyncio$/m, 'import asyncio\nimport time').replace(/[\\$}]/g, '\\$&').split('\n');
      const findings = await check(workspaceOf({ ...snippet, body }).map((file) => ({ ...file, kind: snippet.kind })), snippet.kind);
      assert.ok(findings.some((finding) => finding.rule === rule), `${prefix}: ${rule} says nothing; ${findings.map((finding) => finding.rule).join(', ')}`);
    }
  });

  it('of compose make one file together that gives no finding', async function () {
    this.timeout(10_000);
    const text = composeOfAll();
    assert.equal(parseFault('yaml', text, python), null);
    const findings = await check([{ path: 'docker-compose.yml', text, kind: 'api' }], 'api');
    assert.deepEqual(findings.map(({ rule, line, message }) => `${rule} ${line + 1}: ${message}`), []);
  });

  it('of pyproject and Dockerfile add up', () => {
    const tables = snippets.filter(({ language, within }) => language === 'toml' && within === '').map(filled);
    const project = snippets.find(({ prefix }) => prefix === 'ag-pyproject-api');
    assert.ok(project && tables.length > 1);
    assert.equal(parseFault('toml', [filled(project), ...tables].join('\n'), python), null);
  });
});

/** Why a text does not parse; null where it does. */
function parseFault(language: string, text: string, python: PythonParser): string | null {
  switch (language) {
    case 'python': {
      const tree = python.parse(text, null, 5000);
      try {
        return tree === null || tree.rootNode.hasError ? tree?.rootNode.toString() ?? 'took too long' : null;
      } finally {
        tree?.delete();
      }
    }
    case 'yaml': return parseDocument(text).errors[0]?.message ?? null;
    case 'toml':
      try {
        parseTOML(text);
        return null;
      } catch (error) {
        return String(error);
      }
    case 'dockerfile': {
      const keywords = new Set<string>(Object.values(Keyword).filter((value) => typeof value === 'string'));
      const wrong = DockerfileParser.parse(text).getInstructions().find((instruction) => !keywords.has(instruction.getKeyword()) || instruction.getArguments().length === 0);
      return wrong?.toString() ?? null;
    }
    default: return `no parser for ${language}`;
  }
}

/** The small workspace in which a snippet is judged: by itself where it is a file, else in a file that has room for it. */
function workspaceOf(snippet: SnippetEntry): { path: string; text: string }[] {
  const text = filled(snippet);
  switch (snippet.language) {
    case 'python': return [{ path: snippet.file ?? '', text: snippet.isFileTemplate ? text : around(snippet, text) }];
    case 'dockerfile': return [{ path: 'Dockerfile', text: snippet.isFileTemplate ? text : stage(text) }];
    case 'toml': return [{ path: 'pyproject.toml', text: snippet.isFileTemplate ? text : `${filled(named('ag-pyproject-api'))}\n${text}` }];
    default: return [{ path: 'docker-compose.yml', text: snippet.isFileTemplate ? text : snippet.within === 'services.*' ? service(text) : composeOfAll(snippet) }];
  }
}

/** Snippets that are one function, below what a file of theirs has at its top. */
function around({ prefix }: SnippetEntry, text: string): string {
  const tops: Readonly<Record<string, string>> = {
    'ag-fastapi-route': 'from fastapi import APIRouter, status\n\nfrom src.dependencies import OrderServiceDep\nfrom src.schemas.orders import OrderCreate, OrderPublic\n\nrouter = APIRouter(prefix="/api/v1", tags=["orders"])\n\n\n',
    'ag-bot-handler': 'from aiogram.filters import CommandObject\nfrom aiogram.types import Message\n\nfrom src.application.orders import OrderTracker\n\n\n',
  };
  const top = tops[prefix];
  assert.ok(top !== undefined, `say in this test what stands above ${prefix}, or make it a file template`);
  return `${top}${text}\n`;
}

function named(prefix: string): SnippetEntry {
  const found = snippets.find((snippet) => snippet.prefix === prefix);
  assert.ok(found, prefix);
  return found;
}

/** A part of an image, in the final stage of one that lacks it. */
function stage(part: string): string {
  const image = filled(named('ag-dockerfile-worker'));
  return (/^USER/m.test(part) ? image.replace(/^USER.*\n/m, '') : image).replace(/^CMD/m, `${part}\nCMD`);
}

/** Every compose snippet that is a service or a top-level key, in one file. */
function composeOfAll(changed?: SnippetEntry): string {
  const all = snippets.filter(({ language }) => language === 'yaml').map((snippet) => (snippet.prefix === changed?.prefix ? changed : snippet));
  const services = all.filter(({ within }) => within === 'services').map((snippet) => indented(filled(snippet), '  '));
  const tops = all.filter(({ within }) => within === '').map(filled);
  return [...tops, 'services:', ...services, ''].join('\n');
}

/** A part of a service, in a service that lacks it. */
function service(part: string): string {
  const keys = new Set(part.split('\n').flatMap((line) => /^(\w+):/.exec(line)?.[1] ?? []));
  const api = parts(filled(named('ag-compose-api')).split('\n').slice(1).map((line) => line.slice(2))).filter(([key]) => !keys.has(key)).map(([, text]) => text);
  const others = snippets.filter(({ within, prefix }) => within === 'services' && prefix !== 'ag-compose-api').map((snippet) => indented(filled(snippet), '  '));
  const tops = snippets.filter(({ language, within }) => language === 'yaml' && within === '').map(filled);
  return [...tops, 'services:', '  shop_orders_api:', indented([...api, part].join('\n'), '    '), ...others, ''].join('\n');
}

/** Lines of a mapping, by key. */
function parts(lines: readonly string[]): [string, string][] {
  const found: [string, string][] = [];
  for (const line of lines) {
    const key = /^(\w+):/.exec(line)?.[1];
    const last = found[found.length - 1];
    if (key !== undefined) found.push([key, line]);
    else if (last) last[1] += `\n${line}`;
  }
  return found;
}
