import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { neverCancelled } from '../../../server/src/core/ports';
import { ConceptIndex } from '../../../server/src/core/pack/concepts';
import { checks } from '../../../server/src/core/rules/checks/registry';
import type { Finding } from '../../../server/src/core/rules/model';
import { Knowledge } from '../../../server/src/core/workspace/knowledge';
import { languageOf } from '../../../server/src/core/workspace/language';
import { MemoryFiles } from '../../../server/src/core/workspace/memoryFiles';
import { holds, WordTable } from '../../../server/src/core/workspace/textScan';
import { Workspace } from '../../../server/src/core/workspace/workspace';
import { systemClock, stderrLogger } from '../../../server/src/node/logger';
import { createParsers } from '../../../server/src/node/parsers';
import { testedPack } from '../../support/check';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

describe('scan of a text', () => {
  const table = new WordTable();
  const sleep = table.idOf('sleep');
  const eval_ = table.idOf('eval');
  const scheme = table.idOf('://');
  const bare = table.idOfPattern(/\bexcept\s*:/);

  it('finds identifiers as wholes, and other texts anywhere', () => {
    const { words } = table.scan('a.py', 'sleeper = asleep\nx = "a://b"\ntry: pass\nexcept  : y.eval');
    assert.deepEqual([sleep, eval_, scheme, bare].map((id) => holds(words, id)), [false, true, true, true]);
    assert.equal(holds(table.scan('b.py', 'éval(sleep)').words, eval_), false);
    assert.equal(holds(table.scan('b.py', 'éval(sleep)').words, sleep), true);
  });

  it('finds each of many words', () => {
    const many = new WordTable();
    const names = Array.from({ length: 500 }, (_, at) => `word_${at}`);
    const ids = names.map((name) => many.idOf(name));
    const { words } = many.scan('a.py', names.filter((_, at) => at % 3 === 0).join(' + '));
    assert.deepEqual(ids.map((id) => holds(words, id)), names.map((_, at) => at % 3 === 0));
  });

  const imports: readonly [text: string, roots: readonly string[], names: readonly string[]][] = [
    ['import a.b as c, d', ['a', 'd'], ['a', 'b', 'd']],
    ['from ..pkg.sub import one as two', [], ['pkg', 'sub', 'one', 'as', 'two']],
    ['from a import (  # first\n  b,\n  c,\n)\n', ['a'], ['a', 'first', 'b', 'c']],
    ['x = 1; import time; from own import y', ['time', 'own'], ['own', 'y']],
    ['from a \\\n  import b, \\\n  c\n', ['a'], ['a', 'b', 'c']],
    ['if x: import own', ['own'], ['own']],
    ['try:\r\n\timport own\r\nexcept ImportError: pass', ['own'], ['own']],
    ['from redis.asyncio import Redis', ['redis'], []],
    ['from . import models', [], ['models']],
  ];
  for (const [text, roots, names] of imports) {
    it(`reads the imports of ${JSON.stringify(text)}`, () => {
      const scan = table.scan('a.py', text);
      assert.deepEqual([...scan.roots].sort(), [...roots].sort());
      assert.deepEqual([...scan.imports].sort(), [...names].sort());
    });
  }
});

describe('files that are left out', () => {
  it('have no findings: examples under universal rules alone, closed and open', async () => {
    for (const example of ['reference', 'drifted']) {
      const texts = folder(join(root, 'examples', example));
      texts.set('archguide.yaml', 'packs: []\n');
      await compare(texts);
    }
  });

  it('are told apart by what they import, by aliases of libraries and by folders', async () => {
    const found = await compare(new Map([
      ['archguide.yaml', 'packs: []\n'],
      ['app/clock.py', 'import time\ndef nap():\n    time.sleep(1)\n'],
      ['app/jobs.py', 'from app.clock import nap\nasync def job():\n    nap()\n'],
      ['app/spawn.py', 'from asyncio.tasks import create_task\ndef go(x):\n    create_task(x)\n'],
      ['app/loops.py', 'from app import spawn\nimport asyncio\nloop = asyncio.new_event_loop()\n'],
      ['app/uses.py', 'from app.loops import loop\ndef go(x):\n    loop.create_task(x)\n'],
      ['app/plain.py', 'def add(a, b):\n    return a + b\n'],
      ['app/noted.py', 'x = 1  # archguide: ignore[event-loop/no-blocking-call] no reason left\n'],
      ['tests/test_it.py', 'import time\nasync def test_it():\n    time.sleep(1)\n'],
      ['e2e/service/main.py', 'import time\nasync def work():\n    time.sleep(1)\n'],
      ['docker-compose.yml', 'services:\n  it:\n    build: ./e2e/service\n    command: python main.py\n'],
    ]));
    const byPath = new Map(found.map((finding) => [finding.path, finding.rule]));
    for (const path of ['app/jobs.py', 'app/spawn.py', 'app/uses.py', 'app/noted.py', 'e2e/service/main.py']) assert.ok(byPath.has(path), path);
    assert.ok(!byPath.has('tests/test_it.py'));
  });
});

/** Findings of the closed files, which must be those of the same files when all are open. */
async function compare(texts: ReadonlyMap<string, string>): Promise<readonly Finding[]> {
  const parsers = createParsers();
  const packs = [await testedPack()];
  const knowledge = new Knowledge(packs, new ConceptIndex([]), { page: () => Promise.resolve(null), search: () => Promise.reject(new Error('no search')) });
  const make = async (): Promise<Workspace> => new Workspace({
    ports: { files: new MemoryFiles(texts), parsers, logger: stderrLogger(false), clock: systemClock }, parser: await parsers.python(), knowledge, checks, trusted: true, today: '2026-01-01',
  });
  const closed = await make();
  await closed.index(neverCancelled, () => undefined);
  const open = await make();
  for (const [path, text] of texts) open.open(path, text);
  await open.index(neverCancelled, () => undefined);
  const found: Finding[] = [];
  for (const path of texts.keys()) {
    const findings = await closed.closedFindings(path);
    assert.deepEqual(findings, open.findings(path), path);
    found.push(...findings);
  }
  closed.dispose();
  open.dispose();
  return found;
}

function folder(path: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const name = file.slice(path.length + 1).replaceAll('\\', '/');
    if (languageOf(name) !== null) texts.set(name, readFileSync(file, 'utf8'));
  }
  return texts;
}
