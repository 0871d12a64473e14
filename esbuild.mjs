// Builds every entry point to dist/. Usage: node esbuild.mjs [--watch] [--production] [--only name,name]
import { build, context } from 'esbuild';
import { cp, mkdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');
const onlyAt = process.argv.indexOf('--only');
const only = onlyAt < 0 ? null : new Set(process.argv[onlyAt + 1].split(','));

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
const node = { ...common, platform: 'node', format: 'cjs' };
const browserWorker = {
  ...common,
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  alias: { ...common.alias, fs: join(root, 'scripts/empty.cjs'), path: join(root, 'scripts/empty.cjs') },
  external: ['fs/promises', 'module'],
};

const builds = {
  extension: { ...node, entryPoints: ['client/src/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] },
  browser: { ...browserWorker, format: 'cjs', entryPoints: ['client/src/browser.ts'], outfile: 'dist/browser/extension.js', external: ['vscode'] },
  server: { ...node, entryPoints: ['server/src/lsp/main.ts'], outfile: 'dist/server.js' },
  serverBrowser: { ...browserWorker, entryPoints: ['server/src/lsp/browserMain.ts'], outfile: 'dist/serverBrowser.js' },
  cli: { ...node, entryPoints: ['server/src/cli/main.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } },
  worker: { ...node, entryPoints: ['server/src/node/worker.ts'], outfile: 'dist/worker.js' },
  ui: { ...common, platform: 'browser', format: 'iife', target: 'es2022', alias: {}, mainFields: ['browser', 'module', 'main'], entryPoints: { browser: 'client/src/browser/ui/main.ts' }, outdir: 'dist/ui', loader: { '.svg': 'dataurl' } },
};

/** The grammar and runtime that web-tree-sitter loads at run time, beside the bundles. */
async function copyWasm() {
  await mkdir(join(root, 'dist'), { recursive: true });
  await cp(join(root, 'node_modules/web-tree-sitter/web-tree-sitter.wasm'), join(root, 'dist/web-tree-sitter.wasm'));
  await cp(join(root, 'node_modules/tree-sitter-python/tree-sitter-python.wasm'), join(root, 'dist/tree-sitter-python.wasm'));
}

if (process.argv.includes("--clean")) await rm(join(root, 'dist'), { recursive: true, force: true });
await copyWasm();
for (const [name, options] of Object.entries(builds)) {
  if (only && !only.has(name)) continue;
  const entries = Array.isArray(options.entryPoints) ? options.entryPoints : Object.values(options.entryPoints);
  const missing = entries.filter((entry) => !existsSync(join(root, entry)));
  if (missing.length > 0) {
    console.error(`esbuild: entry point of "${name}" is missing: ${missing.join(', ')}`);
    process.exitCode = 1;
    continue;
  }
  if (watch) await (await context(options)).watch();
  else await build(options);
}
