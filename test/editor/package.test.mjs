// What users get: exactly these files, and every file that the manifest names.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../scripts/editor/paths.mjs';
import { buildVsix, packagedReadme } from '../../scripts/editor/vsix.mjs';
import { zipEntries } from '../../scripts/editor/zip.mjs';

const most = 6_000_000;
const bundle = join(repository, 'docs-bundle');
const packs = readdirSync(bundle).filter((name) => existsSync(join(bundle, name, 'pack.yaml')));

const meant = [
  'package.json', 'package.nls.json', 'readme.md', 'changelog.md', 'LICENSE.txt', 'THIRD-PARTY-NOTICES.md',
  'dist/extension.js', 'dist/server.js', 'dist/server.main.js', 'dist/serverBrowser.js', 'dist/browser/extension.js', 'dist/ui/browser.js', 'dist/ui/diagrams.js', 'dist/ui/browser.css',
  'dist/web-tree-sitter.wasm', 'dist/tree-sitter-python.wasm',
  'dist/packs/index.json', 'dist/packs/search.json', ...packs.flatMap((id) => [`dist/packs/${id}.json`, `dist/packs/${id}.pages.json`]),
  'schemas/archguide.schema.json', 'schemas/module.schema.json', 'schemas/pack.schema.json',
  'snippets/dockerfile.json', 'snippets/python.json', 'snippets/toml.json', 'snippets/yaml.json',
  'media/archguide.svg', 'media/icon.png', 'media/page-dark.svg', 'media/page-light.svg',
  'media/walkthrough/adopt.svg', 'media/walkthrough/knowledge.svg', 'media/walkthrough/own.svg', 'media/walkthrough/problems.svg',
];

/** Paths of files that a manifest names, anywhere in it. */
function namedFiles(value) {
  if (typeof value === 'string') return /^(\.\/)?(dist|media|schemas|snippets)\/[\w./-]+$/.test(value) ? [value.replace(/^\.\//, '')] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(namedFiles) : [];
}

describe('the package', function () {
  this.timeout(120_000);
  let file;
  let names;

  before(() => {
    file = buildVsix();
    names = zipEntries(file).map(({ name }) => name).filter((name) => name.startsWith('extension/')).map((name) => name.slice('extension/'.length));
  });

  it('holds exactly what is meant', () => {
    assert.deepEqual([...names].sort(), [...meant].sort());
  });

  it('holds every file that the manifest names', () => {
    const { bin, ...manifest } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
    assert.ok(bin, 'the command line is of the npm package, not of this one');
    const named = namedFiles(manifest);
    assert.ok(named.length > 5, named.join());
    assert.deepEqual(named.filter((name) => !names.includes(name)), []);
  });

  it('is small', () => {
    assert.ok(statSync(file).size < most, `${statSync(file).size} bytes`);
  });
});

describe('the README of the package', () => {
  it('has no picture and no link to a file of the repository', () => {
    const text = packagedReadme('# A\n\n![x](docs/a.png)\n\n[In](docs/a.md) and [out](https://example.org), [here](#a).\n\n## Try it\n\nnpm start\n\n## B\n');
    assert.equal(text, '# A\n\nIn and [out](https://example.org), [here](#a).\n\n## B\n');
  });
});
