import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildPacks } from '../../../scripts/build-packs';
import { PackBundle } from '../../../server/src/core/pack/packBundle';
import { loadPack } from '../../../server/src/core/pack/packLoader';
import { revivePack, reviveSources, serializePack, serializeSources } from '../../../server/src/core/pack/serialize';
import type { SerializedPack, SerializedSources } from '../../../server/src/core/pack/serialize';
import { openBundle, readPackFolder } from '../../../server/src/node/bundle';
import { searchPages } from './searchPages';

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const rule = '---\ntitle: R\nsummary: s\ncategory: c\nrules:\n  - { id: a/b, severity: hint, summary: s, why: w, match: { call: x.y, when: { argument: { a: [null, 1] } } }, message: m }\n---\n# R\n\n```python incorrect="a/b" kind=api\n# INCORRECT\nx.y()\n```\n';
const files = [...searchPages, { path: 'r.md', text: rule }, { path: 'pack.yaml', text: 'title: T\ndescription: D\nfollows: { kinds: [[api]] }\nnavigation: [{ title: All, modules: [r] }]\n' }];
const loaded = loadPack(files, { id: 'team', bundled: true, root: null });

describe('built packs', () => {
  it('come back as they were', () => {
    assert.deepEqual(revivePack(throughJson<SerializedPack>(serializePack(loaded.pack))), loaded.pack);
    assert.deepEqual(reviveSources(throughJson<SerializedSources>(serializeSources(loaded.sources))), loaded.sources);
  });

  it('of another version are refused', () => {
    assert.throws(() => revivePack({ ...serializePack(loaded.pack), version: 2 as 1 }), /version 2.*build them anew/);
    assert.throws(() => reviveSources({ version: 0 as 1, pages: [] }), /version 0/);
  });

  describe('in a folder', () => {
    let folder = '';
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'archguide-packs-'));
      for (const { path, text } of files) {
        const at = join(folder, 'in', 'team', path);
        await mkdir(dirname(at), { recursive: true });
        await writeFile(at, text);
      }
      await mkdir(join(folder, 'in', 'empty'));
      await writeFile(join(folder, 'in', 'team', 'picture.png'), 'x');
      await buildPacks(join(folder, 'in'), join(folder, 'out'));
    });
    after(() => rm(folder, { recursive: true }));

    it('are the pack that was written', async () => {
      const bundle = openBundle(join(folder, 'out'));
      assert.deepEqual(await bundle.packIds(), ['team']);
      assert.deepEqual(await bundle.packs(), [loaded.pack]);
      assert.deepEqual(await bundle.sources('team'), loaded.sources);
      assert.equal((await bundle.search()).search('aio_pika.connect_robust', 1)[0]?.id, 'rabbitmq/connection');
    });

    it('are read part by part, once, when asked for', async () => {
      const names: string[] = [];
      const bundle = new PackBundle({ read: (name) => { names.push(name); return readFile(join(folder, 'out', name), 'utf8'); } });
      await Promise.all([bundle.packs(), bundle.pack('team')]);
      await bundle.pack('team');
      assert.deepEqual(names, ['index.json', 'team.json']);
      await bundle.sources('team');
      await bundle.sources('team');
      assert.deepEqual(names, ['index.json', 'team.json', 'team.pages.json']);
    });

    it('never read what is not listed, and read again what failed', async () => {
      const names: string[] = [];
      let broken = true;
      const bundle = new PackBundle({
        read: (name) => {
          names.push(name);
          return name === 'team.json' && broken ? Promise.reject(new Error('busy')) : readFile(join(folder, 'out', name), 'utf8');
        },
      });
      await assert.rejects(bundle.pack('../../secret'), /no bundled pack/);
      assert.deepEqual(names, ['index.json']);
      await assert.rejects(bundle.pack('team'), /busy/);
      broken = false;
      assert.equal((await bundle.pack('team')).title, 'T');
    });

    it('are made of pack.yaml and Markdown alone', async () => {
      const paths = (await readPackFolder(join(folder, 'in', 'team'))).map(({ path }) => path).sort();
      assert.deepEqual(paths, files.map(({ path }) => path).sort());
    });
  });
});
