// Bundles the tests for the extension host into dist/test.
import { build } from 'esbuild';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));

/**
 * @param {object} scenarios each has a `suite/NAME.test.ts`
 * @returns the module with `run()`
 */
export async function bundleTests(scenarios) {
  await build({
    absWorkingDir: root,
    entryPoints: { index: join(here, 'index.ts'), ...Object.fromEntries(Object.keys(scenarios).map((name) => [name, join(here, 'suite', `${name}.test.ts`)])) },
    outdir: join(root, 'dist', 'test'),
    bundle: true, platform: 'node', format: 'cjs', target: 'node20', sourcemap: 'inline',
    external: ['vscode', 'mocha'], logLevel: 'warning',
  });
  return join(root, 'dist', 'test', 'index.js');
}
