import assert from 'node:assert/strict';
import { join } from 'node:path';
import { neverCancelled } from '../../server/src/core/ports';
import type { TextChange } from '../../server/src/core/syntax/pythonDocument';
import { applyEdits, LineIndex } from '../../server/src/core/text/lineIndex';
import type { Workspace } from '../../server/src/core/workspace/workspace';
import { Corpus, type CorpusLanguage } from '../support/fuzz/corpus';
import { Random, seeds } from '../support/fuzz/random';
import { freshlyTold, MemoryFiles, told, workspaceMaker } from '../support/fuzz/workspaces';
import { shop } from '../support/lsp/shop';

/** Paths that come and go. Between them: modules that import each other, two services and a library, every kind of file. */
const paths = [
  'services/orders_api/src/main.py', 'services/orders_api/src/orders.py', 'services/orders_api/src/clients/__init__.py', 'services/orders_api/src/clients/stock.py',
  'services/orders_data/src/main.py', 'services/orders_data/src/models.py', 'services/orders_bot/src/__main__.py', 'services/orders_bot/src/handlers.py',
  'services/orders_api/tests/test_orders.py', 'shared/common/http.py', 'services/orders_api/Dockerfile', 'services/orders_data/Dockerfile',
  'docker-compose.yml', 'docker-compose.override.yml', 'services/orders_api/pyproject.toml', 'requirements.txt', 'archguide.yaml', '.env',
] as const;

/** Lines that tie files to one another, and the kind of text that breaks readers. */
const lines: Readonly<Record<CorpusLanguage, readonly string[]>> = {
  python: [
    'from src import orders', 'from src.clients import stock', 'from src.clients.stock import fetch', 'import src.orders', 'from services.orders_data.src import models', 'from .models import *',
    'import time', 'import asyncio', 'import redis', 'from fastapi import FastAPI', 'app = FastAPI()', 'from aiogram import Dispatcher', 'dp = Dispatcher()', 'def fetch():', '    time.sleep(1)',
    'async def load():', '    fetch()', '    stock.fetch()', '    await dp.start_polling()', 'asyncio.run(load())', 'if __name__ == "__main__":', '"""', "'", '(', '    pass', '',
    'from fastapi import FastAPI, Request', 'app.state.nap = time.sleep', 'app.state.nap = fetch', 'def nap(request: Request):', '    return request.app.state.nap', 'async def wait(request: Request):', '    request.app.state.nap(1)', '    nap(request)(1)',
    '# archguide: ignore[event-loop/no-blocking-call] a reason', '# archguide: ignore-file[boundary/no-direct-database] a reason', '    time.sleep(1)  # archguide: ignore[event-loop/no-blocking-call]',
  ],
  yaml: [
    'services:', '  orders_api:', '    build: services/orders_api', '  orders_bot:', '    build: {context: services/orders_bot}', '    command: python -m src', '    image: postgres:latest', '    env_file: .env',
    '    depends_on: [orders_data, gone]', '    environment: {POSTGRES_PASSWORD: secret, DSN: "${DSN:-x}"}', '    ports: ["8000:8000"]', '    healthcheck: &check {test: x}', '    <<: *check', '  "', 'packs: [improved-hybrid]',
    'rules: {event-loop/no-blocking-call: "off"}', 'exclude: ["services/**"]', 'services: {services/orders_bot: bot}', '# archguide: ignore[compose/healthcheck] a reason', 'packs: []', '\t', '- a',
  ],
  dockerfile: ['FROM python:latest', 'FROM python:3.12-slim AS base', 'USER root', 'USER app', 'CMD ["python", "-m", "src"]', 'CMD python -m src.main & redis-server', 'ENV PASSWORD=secret', 'COPY . .', 'RUN \\'],
  toml: ['[project]', 'name = "orders"', 'dependencies = ["fastapi", "pika==1.0"]', 'requires-python = ">=3.9"', '[tool.poetry.dependencies]', 'python = "^3.8"', '"', 'requests==2.0', '-r other.txt'],
};

function languageOf(path: string): CorpusLanguage {
  if (path.endsWith('.py')) return 'python';
  if (path.endsWith('Dockerfile')) return 'dockerfile';
  return /\.(toml|txt)$/.test(path) || path === '.env' ? 'toml' : 'yaml';
}

/** A workspace in use: what is done to it is done to the plain model of disk and editor, too. */
class Sequence {
  readonly log: string[] = [];
  readonly open = new Map<string, string>();

  constructor(private readonly random: Random, private readonly corpus: Corpus, private readonly workspace: Workspace, private readonly files: MemoryFiles) {}

  async step(): Promise<void> {
    const { random } = this;
    const choice = random.next();
    const path = random.pick(paths);
    const [openPath] = this.open.size > 0 ? [random.pick([...this.open.keys()])] : [];
    if (choice < 0.5 && openPath !== undefined) this.edit(openPath);
    else if (choice < 0.65 && !this.open.has(path)) this.opened(path);
    else if (choice < 0.75 && openPath !== undefined) await this.closed(openPath);
    else if (choice < 0.85) await this.disk(path, this.newText(path));
    else if (choice < 0.92) await this.disk(path, null);
    else await this.renamed();
    // The server does so after a pause.
    await this.workspace.catchUp();
  }

  private edit(path: string): void {
    const { random } = this;
    let text = this.open.get(path) ?? '';
    const changes: TextChange[] = [];
    for (let count = 1 + random.below(3); count > 0; count--) {
      const change = this.change(path, new LineIndex(text));
      text = change.range ? applyEdits(text, [{ range: change.range, newText: change.text }]) : change.text;
      changes.push(change);
    }
    this.log.push(`change ${path} ${JSON.stringify(changes)}`);
    this.open.set(path, text);
    this.workspace.change(path, changes);
  }

  /** Most edits are of whole lines, where meaning changes most; some are of a character, as in typing. */
  private change(path: string, index: LineIndex): TextChange {
    const { random } = this;
    const choice = random.next();
    if (choice < 0.02) return { text: this.newText(path) };
    if (choice < 0.06) return { text: `\n\n${index.text}` };
    if (choice < 0.35) {
      const at = random.below(index.text.length + 1);
      const range = index.rangeOf(at, Math.min(index.text.length, at + random.below(4)));
      return { range, text: random.pick(['', 'x', ' ', '\n', '"', ':', '(', ')', '# ', '.', '\r\n', 'é🙂', '    ']) };
    }
    const line = random.below(index.lineCount);
    const end = Math.min(index.lineCount, line + (choice < 0.6 ? 0 : 1 + random.below(3)));
    const text = choice < 0.7 ? `${random.pick(lines[languageOf(path)])}\n` : choice < 0.8 ? this.block(path) : '';
    return { range: { start: { line, character: 0 }, end: { line: end, character: 0 } }, text };
  }

  private opened(path: string): void {
    const saved = this.files.texts.get(path);
    // An editor may come back with what was never saved.
    const text = saved === undefined || this.random.chance(0.2) ? this.newText(path) : this.random.chance(0.2) ? `\n# moved\n${saved}` : saved;
    this.log.push(`open ${path} ${JSON.stringify(text)}`);
    this.open.set(path, text);
    this.workspace.open(path, text);
  }

  private async closed(path: string): Promise<void> {
    const isSaved = this.random.chance(0.6);
    this.log.push(`close ${path}${isSaved ? ' saved' : ''}`);
    if (isSaved) this.files.texts.set(path, this.open.get(path) ?? '');
    this.open.delete(path);
    await this.workspace.close(path);
  }

  private async disk(path: string, text: string | null): Promise<void> {
    this.log.push(`disk ${path} ${JSON.stringify(text)}`);
    if (text === null) this.files.texts.delete(path);
    else this.files.texts.set(path, text);
    await this.workspace.diskChanged([path]);
  }

  private async renamed(): Promise<void> {
    const closed = [...this.files.texts.keys()].filter((path) => !this.open.has(path));
    if (closed.length === 0) return;
    const from = this.random.pick(closed);
    const to = this.random.pick(paths.filter((path) => languageOf(path) === languageOf(from)));
    if (from === to || this.open.has(to)) return;
    this.log.push(`rename ${from} ${to}`);
    this.files.texts.set(to, this.files.texts.get(from) ?? '');
    this.files.texts.delete(from);
    await this.workspace.diskChanged([from, to]);
  }

  private newText(path: string): string {
    const { random } = this;
    const known = (shop as Readonly<Record<string, string>>)[path];
    if (known !== undefined && random.chance(0.5)) return known;
    if (random.chance(0.4)) return this.block(path);
    return Array.from({ length: random.below(12) }, () => `${random.pick(lines[languageOf(path)])}\n`).join('');
  }

  private block(path: string): string {
    return this.random.pick(this.corpus.of(languageOf(path)));
  }
}

describe('incremental checking', function () {
  this.timeout(0);
  const run = seeds(50);

  it(`says what a fresh workspace says, after any sequence of edits (${run.length} sequences from seed ${run[0]})`, async () => {
    const faults: string[] = [];
    const make = await workspaceMaker(faults);
    const corpus = new Corpus(join(__dirname, '../../docs-bundle'));
    let findings = 0;
    for (const seed of run) {
      const random = new Random(seed);
      const files = new MemoryFiles();
      for (const [path, text] of Object.entries(shop)) if (path !== 'archguide.yaml' || random.chance(0.6)) files.texts.set(path, text);
      const workspace = make(files);
      await workspace.index(neverCancelled, () => undefined);
      const sequence = new Sequence(random, corpus, workspace, files);
      for (let step = 1; step <= 12; step++) {
        await sequence.step();
        for (const path of sequence.open.keys()) workspace.findings(path);
        if (step % 4 > 0) continue;
        const now = await told(workspace, new Set([...files.texts.keys(), ...sequence.open.keys()]));
        const fresh = await freshlyTold(make, files, sequence.open);
        const account = `seed ${seed} (ARCHGUIDE_FUZZ=1 ARCHGUIDE_FUZZ_SEED=${seed}), after:\n${sequence.log.join('\n')}\n`;
        assert.deepEqual(now, fresh, account);
        assert.deepEqual(faults, [], account);
        findings += Object.keys(now).length;
      }
      workspace.dispose();
    }
    assert.ok(findings > run.length, 'the sequences make files that have findings');
  });
});
