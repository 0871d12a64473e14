import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { ConceptIndex } from '../../server/src/core/pack/concepts';
import { neverCancelled, type Files } from '../../server/src/core/ports';
import { checks } from '../../server/src/core/rules/checks/registry';
import { Knowledge } from '../../server/src/core/workspace/knowledge';
import { languageOf } from '../../server/src/core/workspace/language';
import { Workspace } from '../../server/src/core/workspace/workspace';
import { openBundle } from '../../server/src/node/bundle';
import { FolderFiles, ListedFiles } from '../../server/src/node/files';
import { stderrLogger, systemClock } from '../../server/src/node/logger';
import { createParsers } from '../../server/src/node/parsers';
import { today } from '../../server/src/node/platform';
import { WorkerPool } from '../../server/src/node/workerPool';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

describe('worker threads', () => {
  const folder = mkdtempSync(join(tmpdir(), 'archguide-workers-'));
  const script = join(folder, 'dist', 'worker.js');

  before(async () => {
    // The worker as it is released, over the packs that `npm run build` made.
    await build({
      absWorkingDir: root, entryPoints: ['server/src/node/worker.ts'], outfile: script, bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'error',
      alias: { 'web-tree-sitter': join(root, 'node_modules/web-tree-sitter/web-tree-sitter.cjs') }, mainFields: ['module', 'main'],
    });
    cpSync(join(root, 'dist/packs'), join(folder, 'dist/packs'), { recursive: true });
    cpSync(join(root, 'node_modules/web-tree-sitter/web-tree-sitter.wasm'), join(folder, 'dist/web-tree-sitter.wasm'));
    cpSync(join(root, 'node_modules/tree-sitter-python/tree-sitter-python.wasm'), join(folder, 'dist/tree-sitter-python.wasm'));
  });

  after(() => { rmSync(folder, { recursive: true, force: true }); });

  for (const example of ['reference', 'drifted']) {
    it(`find in examples/${example} what one thread finds`, async () => {
      await compare(join(root, 'examples', example));
    });
  }

  it('find in a synthetic tree what one thread finds, suppressions and helpers of other files included', async () => {
    const tree = join(folder, 'tree');
    writeTree(tree);
    const findings = await compare(tree);
    const rules = new Set(findings.map((finding) => finding.rule));
    for (const rule of ['event-loop/no-blocking-call', 'suppression/unused', 'boundary/no-cross-service-import', 'compose/pinned-image']) assert.ok(rules.has(rule), `${rule} is among ${[...rules].join(' ')}`);
  });

  it('that cannot start are told in one sentence, and end nothing else', async () => {
    const broken = join(folder, 'broken.js');
    writeFileSync(broken, 'process.exit(3);');
    const pool = new WorkerPool({ root: folder, paths: ['a.py'], trusted: true, workers: 2, script: broken, keptCharacters: 0, least: 1 });
    await assert.rejects(pool.read(['a.py'], () => undefined), /a worker thread ended with exit status 3/);
    await pool.close();
  });

  async function compare(at: string): Promise<readonly { readonly rule: string }[]> {
    const list = await new FolderFiles(at, { wants: (path) => languageOf(path) !== null }).list();
    const files = new ListedFiles(new FolderFiles(at, { wants: () => true }), list);
    const alone = await findingsOf(files, null);
    const pool = new WorkerPool({ root: at, paths: list, trusted: true, workers: 3, script, keptCharacters: 100_000, least: 2 });
    try {
      const together = await findingsOf(files, pool);
      assert.ok(list.some((path) => pool.has(path)), 'the workers read files');
      assert.deepEqual(together, alone);
    } finally {
      await pool.close();
    }
    return alone.map(([, finding]) => finding);
  }

  async function findingsOf(files: Files, pool: WorkerPool | null): Promise<[scope: string, finding: { rule: string }][]> {
    const parsers = createParsers();
    const packs = await openBundle(join(folder, 'dist/packs')).packs();
    const knowledge = new Knowledge(packs, new ConceptIndex([]), { page: () => Promise.resolve(null), search: () => Promise.reject(new Error('not searched')) });
    const workspace = new Workspace({
      ports: { files, parsers, logger: stderrLogger(false), clock: systemClock }, parser: await parsers.python(), knowledge, checks, trusted: true, today: today(), ...(pool ? { pool } : {}),
    });
    try {
      await workspace.index(neverCancelled, () => undefined);
      const paths = [...workspace.paths].sort();
      await workspace.judgeAhead(paths, () => undefined);
      const found: [string, { rule: string }][] = [];
      for (const path of paths) for (const finding of await workspace.closedFindings(path)) found.push([workspace.scopeAt(path, finding.range.start), finding]);
      return found;
    } finally {
      workspace.dispose();
    }
  }
});

/** Services that call helpers of each other's files, with every kind of thing that workers must tell each other. */
function writeTree(at: string): void {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(at, path)), { recursive: true });
    writeFileSync(join(at, path), text);
  };
  write('archguide.yaml', 'packs: [improved-hybrid]\n');
  const services: string[] = [];
  for (let n = 0; n < 12; n++) {
    const service = `services/shop_${n}_api`;
    services.push(`  shop_${n}_api:\n    build: ./${service}\n    command: uvicorn src.main:app\n`);
    write(`${service}/src/main.py`, `from fastapi import FastAPI\nfrom src.routes import router\napp = FastAPI()\napp.include_router(router)\n`);
    write(`${service}/src/helpers.py`, 'import time\n\ndef nap():\n    time.sleep(1)\n');
    write(`${service}/src/routes.py`, `from fastapi import APIRouter\nfrom src.helpers import nap\nrouter = APIRouter(prefix="/things")\n\n@router.get("/")\nasync def read():\n    nap()\n    return 1\n`);
    write(`${service}/src/quiet.py`, 'import time\n\nasync def f():\n    time.sleep(1)  # archguide: ignore[event-loop/no-blocking-call] measured, and short\n\nx = 1  # archguide: ignore[event-loop/no-blocking-call] nothing is here\n');
    write(`${service}/src/broken.py`, 'def f(:\n  x = (\n');
    write(`${service}/src/foreign.py`, `from services.shop_${(n + 1) % 12}_api.src.helpers import nap\n\nasync def g():\n    nap()\n`);
  }
  write('docker-compose.yml', `services:\n${services.join('')}  db:\n    image: postgres\n`);
}
