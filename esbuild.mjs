// Builds every entry point to dist/, or to `dist` in another folder.
// Usage: node esbuild.mjs [--watch] [--production] [--only name,name] [--into FOLDER] [--clean]
import { build, context } from 'esbuild';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeCodeCache } from './scripts/codeCache.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({
  options: {
    watch: { type: 'boolean' }, production: { type: 'boolean' }, clean: { type: 'boolean' }, only: { type: 'string' }, into: { type: 'string' },
  },
});
const { watch = false, production = false } = values;
const only = values.only === undefined ? null : new Set(values.only.split(','));
const dist = join(resolve(values.into ?? root), 'dist');

const common = {
  absWorkingDir: root,
  bundle: true,
  target: 'node20',
  sourcemap: production ? false : 'linked',
  minify: production,
  legalComments: 'none',
  logLevel: 'warning',
  // The ESM build of web-tree-sitter asks for import.meta.url, which a CommonJS bundle does not have.
  alias: { 'web-tree-sitter': join(root, 'node_modules/web-tree-sitter/web-tree-sitter.cjs') },
  mainFields: ['module', 'main'],
};
// A script that V8 has compiled before cannot import dynamically: to require means the same here.
const node = { ...common, platform: 'node', format: 'cjs', supported: { 'dynamic-import': false } };
const browserWorker = {
  ...common,
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  alias: { ...common.alias, ...Object.fromEntries(['fs', 'fs/promises', 'module', 'path'].map((name) => [name, join(root, 'scripts/browser/empty.cjs')])) },
  inject: [join(root, 'scripts/browser/buffer.mjs')],
};

const builds = {
  extension: { ...node, entryPoints: ['client/src/extension.ts'], outfile: join(dist, 'extension.js'), external: ['vscode'] },
  browser: { ...browserWorker, format: 'cjs', entryPoints: ['client/src/browser.ts'], outfile: join(dist, 'browser/extension.js'), external: ['vscode'] },
  server: { ...node, entryPoints: { 'server.main': 'server/src/lsp/main.ts', server: 'server/src/lsp/launch.ts' }, outdir: dist },
  serverBrowser: { ...browserWorker, entryPoints: ['server/src/lsp/browserMain.ts'], outfile: join(dist, 'serverBrowser.js') },
  cli: { ...node, entryPoints: ['server/src/cli/main.ts'], outfile: join(dist, 'cli.js'), banner: { js: '#!/usr/bin/env node' } },
  worker: { ...node, entryPoints: ['server/src/node/worker.ts'], outfile: join(dist, 'worker.js') },
  ui: { ...common, platform: 'browser', format: 'iife', target: 'es2022', alias: {}, mainFields: ['browser', 'module', 'main'], entryPoints: { browser: 'client/src/browser/ui/main.ts', diagrams: 'client/src/browser/ui/diagramEngine.ts' }, outdir: join(dist, 'ui'), loader: { '.svg': 'dataurl' } },
};

/** The grammar and runtime that web-tree-sitter loads at run time, beside the bundles. */
const wasm = ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-python/tree-sitter-python.wasm'];

async function copyWasm() {
  await mkdir(dist, { recursive: true });
  for (const file of wasm) await cp(join(root, 'node_modules', file), join(dist, basename(file)));
}

/** Names of the packages that a build took something from. */
function packagesOf({ inputs }) {
  return Object.keys(inputs).flatMap((path) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
}

const unknown = [...(only ?? [])].filter((name) => !Object.hasOwn(builds, name));
if (unknown.length > 0) throw new Error(`No build ${unknown.join(', ')}; there are ${Object.keys(builds).join(', ')}.`);
if (values.clean) await rm(dist, { recursive: true, force: true });
await copyWasm();
const bundled = new Set(wasm.map((file) => file.split('/')[0]));
for (const [name, options] of Object.entries(builds)) {
  if (only !== null && !only.has(name)) continue;
  if (watch) await (await context(options)).watch();
  else for (const found of packagesOf((await build({ ...options, metafile: true })).metafile)) bundled.add(found);
}
if (!watch && (only === null || only.has('server'))) await writeCodeCache(join(dist, 'server.js'));
// For the notices of third parties in the package.
if (production) await writeFile(join(dist, 'bundled.json'), JSON.stringify([...bundled].sort()));
