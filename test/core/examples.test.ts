import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DockerfileParser } from 'dockerfile-ast';
import { parseDocument } from 'yaml';
import { applicableEdits } from '../../server/src/core/features/fixAll';
import { neverCancelled } from '../../server/src/core/ports';
import { checks } from '../../server/src/core/rules/checks/registry';
import type { Finding } from '../../server/src/core/rules/model';
import { ConceptIndex } from '../../server/src/core/pack/concepts';
import { applyEdits } from '../../server/src/core/text/lineIndex';
import { Knowledge } from '../../server/src/core/workspace/knowledge';
import { languageOf } from '../../server/src/core/workspace/language';
import { MemoryFiles } from '../../server/src/core/workspace/memoryFiles';
import { Workspace } from '../../server/src/core/workspace/workspace';
import { systemClock } from '../../server/src/node/logger';
import { createParsers } from '../../server/src/node/parsers';
import { testedPack } from '../support/check';
import { drawnRules, redraw } from '../support/exampleDrawing';

type Files = ReadonlyMap<string, string>;

const examples = fileURLToPath(new URL('../../examples', import.meta.url));
const parsers = createParsers();
/** As many rounds as `check --fix` takes. */
const mostRounds = 5;

/** Files of an example, by path. */
function read(example: string): Files {
  const root = join(examples, example);
  return new Map(readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !entry.parentPath.includes('__pycache__'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [file.slice(root.length + 1).replaceAll('\\', '/'), readFileSync(file, 'utf8')]));
}

interface Judged {
  readonly findings: readonly Finding[];
  readonly follows: boolean;
  readonly kinds: ReadonlyMap<string, string>;
}

/** What `check` says of a folder that holds these files. */
async function judge(files: Files): Promise<Judged> {
  const pack = await testedPack();
  const knowledge = new Knowledge([pack], new ConceptIndex(pack.modules.values()), { page: () => Promise.resolve(null), search: () => Promise.reject(new Error('not searched')) });
  const silent = (): void => undefined;
  const workspace = new Workspace({
    ports: { files: new MemoryFiles(files), parsers, clock: systemClock, logger: { error: (message) => { throw new Error(message); }, warn: silent, info: silent, debug: silent } },
    parser: await parsers.python(), knowledge, checks, trusted: true, today: '2026-01-01',
  });
  try {
    await workspace.index(neverCancelled, silent);
    const findings: Finding[] = [];
    for (const path of [...new Set([...workspace.paths, ...workspace.knownFindings().keys()])].sort()) findings.push(...await workspace.closedFindings(path));
    return {
      findings,
      follows: workspace.project.adoptionOf(pack.id).followed,
      kinds: new Map(workspace.project.services.map((service) => [service.name, service.kind])),
    };
  } finally {
    workspace.dispose();
  }
}

function shown(findings: readonly Finding[]): string[] {
  return findings.map(({ path, range, rule, message }) => `${path}:${range.start.line + 1}: ${rule}: ${message}`);
}

async function assertParses(files: Files): Promise<void> {
  const parser = await parsers.python();
  for (const [path, text] of files) {
    switch (languageOf(path)) {
      case 'python': {
        const tree = parser.parse(text, null, 5_000);
        assert.equal(tree?.rootNode.hasError, false, path);
        tree?.delete();
        break;
      }
      case 'compose':
        assert.deepEqual(parseDocument(text, { merge: true }).errors.map((error) => error.message), [], path);
        break;
      case 'dockerfile':
        assert.ok(DockerfileParser.parse(text).getFROMs().length > 0, path);
        break;
      default:
    }
  }
}

describe('examples/reference', function () {
  this.timeout(20_000);
  const files = read('reference');
  let judged: Judged;
  before(async () => { judged = await judge(files); });

  it('parses', () => assertParses(files));

  it('follows the pack by what it holds, without a configuration', () => {
    assert.ok(judged.follows);
    assert.ok(!files.has('archguide.yaml'));
  });

  it('has a service of each kind', () => {
    assert.deepEqual(Object.fromEntries([...judged.kinds].filter(([, kind]) => kind !== 'library' && kind !== 'unknown')), {
      nginx: 'gateway',
      shop_billing_worker: 'worker',
      shop_data_mongo_api: 'data-mongo',
      shop_data_postgres_api: 'data-postgres',
      shop_notify_bot: 'bot',
      shop_orders_api: 'api',
    });
  });

  it('gives no finding', () => {
    assert.deepEqual(shown(judged.findings), []);
  });

  it('silences nothing', () => {
    assert.deepEqual([...files].filter(([, text]) => text.includes('archguide:')).map(([path]) => path), []);
  });
});

describe('examples/drifted', function () {
  this.timeout(60_000);
  const files = read('drifted');
  let judged: Judged;
  before(async () => { judged = await judge(files); });

  it('parses', () => assertParses(files));

  it('gives the findings that are drawn in it, no more and no fewer', () => {
    const expected = [...files].filter(([path]) => languageOf(path) !== null);
    const actual = expected.map(([path, text]): [string, string] => [path, redraw(text, judged.findings.filter((finding) => finding.path === path))]);
    if (process.env['REDRAW'] !== undefined) for (const [path, text] of actual) writeFileSync(join(examples, 'drifted', path), text);
    for (const [index, [path, text]] of expected.entries()) assert.equal(actual[index]?.[1], text, `${path}; where it is meant, draw it anew: REDRAW=1 npm run test:core`);
    const drawable = new Set(expected.map(([path]) => path));
    assert.deepEqual(shown(judged.findings.filter(({ path }) => !drawable.has(path))), []);
  });

  it('would find out a drawing without a finding, and a finding without a drawing', () => {
    const path = 'services/shop_orders_api/src/infrastructure/cache.py';
    const text = files.get(path) ?? '';
    const own = judged.findings.filter((finding) => finding.path === path);
    assert.ok(own.length >= 2);
    for (const left of own) assert.notEqual(redraw(text, own.filter((finding) => finding !== left)), text);
    assert.equal(redraw(text, own), text);
  });

  it('shows every rule of the pack', async () => {
    const { rules } = await testedPack();
    const found = new Set(judged.findings.map((finding) => finding.rule));
    assert.deepEqual(rules.map((rule) => rule.id).filter((rule) => !found.has(rule)), [], 'let it drift in examples/drifted too, and say in its README why teams do so');
  });

  it('says in its README of each rule where it occurs', () => {
    const rows = (files.get('README.md') ?? '').split('\n').filter((line) => line.startsWith('| `'));
    for (const [path, text] of files) {
      if (path === 'README.md') continue;
      const service = /^services\/([^/]+)\/(?:src\/)?(.+)$/.exec(path);
      for (const rule of drawnRules(text)) {
        const row = rows.find((line) => line.includes(`\`${rule}\``));
        assert.ok(row, `${rule} has no row`);
        for (const part of service ? [service[1] ?? '', service[2] ?? ''] : [path]) assert.ok(row.includes(`\`${part}\``), `the row of ${rule} does not name ${part}`);
      }
    }
    const named = rows.flatMap((row) => [...row.matchAll(/`([\w-]+\/[\w-]+)`/g)].map((match) => match[1] ?? ''));
    const found = new Set(judged.findings.map((finding) => finding.rule));
    assert.deepEqual(named.filter((rule) => !found.has(rule)), [], 'rows without a finding');
  });

  it('fills every message', () => {
    for (const finding of judged.findings) assert.doesNotMatch(finding.message, /\{[a-z]+\}/, finding.rule);
  });

  it('is mended as far as fixes go: files parse, what has a fix is gone, nothing is new', async () => {
    let fixed = files;
    let left = judged.findings;
    for (let round = 0; round < mostRounds; round++) {
      const { edits } = applicableEdits(left.filter((finding) => finding.fix !== null));
      if (edits.length === 0) break;
      const next = new Map(fixed);
      for (const path of new Set(edits.map((edit) => edit.path))) next.set(path, applyEdits(fixed.get(path) ?? '', edits.filter((edit) => edit.path === path)));
      fixed = next;
      left = (await judge(fixed)).findings;
    }
    await assertParses(fixed);
    assert.deepEqual(shown(left.filter((finding) => finding.fix !== null)), [], 'findings whose fix does not mend them');
    assert.ok(left.length < judged.findings.length);
    const known = new Set(judged.findings.map(({ path, rule }) => `${path} ${rule}`));
    assert.deepEqual(shown(left.filter(({ path, rule }) => !known.has(`${path} ${rule}`))), [], 'findings that fixes brought');
  });
});
