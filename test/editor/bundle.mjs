// Bundles the tests for the extension host into dist/test.
import { build } from 'esbuild';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));

/**
 * @param {object} scenarios each but those in a page has a `suite/NAME.test.ts`
 * @returns the module with `run()`
 */
export async function bundleTests(scenarios) {
  await build({
    absWorkingDir: root,
    entryPoints: { index: join(here, 'index.ts'), ...Object.fromEntries(Object.keys(scenarios).filter((name) => scenarios[name].page !== true).map((name) => [name, join(here, 'suite', `${name}.test.ts`)])) },
    outdir: join(root, 'dist', 'test'),
    bundle: true, platform: 'node', format: 'cjs', target: 'node20', sourcemap: 'inline',
    external: ['vscode', 'mocha'], logLevel: 'warning',
  });
  return join(root, 'dist', 'test', 'index.js');
}

/**
 * Bundles the tests for a page alone.
 * @param {string} folder of the extension that the page is given: tests must be below it
 * @returns the module with `run()`
 */
export async function bundleWebTests(folder) {
  const outfile = join(folder, 'test-web', 'index.js');
  await build({
    absWorkingDir: root, entryPoints: [join(here, 'web', 'index.ts')], outfile,
    bundle: true, platform: 'browser', format: 'cjs', target: 'es2022', external: ['vscode'], logLevel: 'error',
  });
  return outfile;
}
