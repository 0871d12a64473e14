// Runs the editor tests in a real VS Code (code-server) with the packaged extension installed.
// Usage: node test/editor/run.mjs [--scenario NAME] [--grep TEXT] [--vsix FILE | --development FOLDER] [--verbose]
//   --vsix: test this package, in place of one built here; --development: load the extension from this folder
//   --verbose: print all that the editor logs
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { repository } from '../../scripts/editor/paths.mjs';
import { runInEditor } from '../../scripts/editor/scenario.mjs';
import { buildVsix, staging } from '../../scripts/editor/vsix.mjs';
import { runInPage } from '../../scripts/editor/web.mjs';
import { setupEditor, setupWebEditor } from '../../scripts/setup-editor.mjs';
import { bundleTests, bundleWebTests } from './bundle.mjs';
import { prepare, scenarios } from './scenarios.mjs';

const { values } = parseArgs({
  options: {
    scenario: { type: 'string', multiple: true }, grep: { type: 'string' }, vsix: { type: 'string' }, development: { type: 'string' }, verbose: { type: 'boolean' },
  },
});
setupEditor();
setupWebEditor();
const extension = values.development === undefined ? { vsix: resolve(values.vsix ?? buildVsix()) } : { development: resolve(values.development) };
const output = join(repository, '.cache', 'editor-output');
const tests = await bundleTests(scenarios);

/** Runs one scenario; tells whether it passed. */
async function run(name, scenario) {
  const { root, open } = prepare(scenario);
  try {
    if (scenario.page === true) {
      const folder = values.development === undefined ? staging : resolve(values.development);
      return await runInPage({ extension: folder, tests: await bundleWebTests(folder), folder: open, output, verbose: values.verbose === true });
    }
    return await runInEditor({
      name, open, tests, ...extension, trust: scenario.trust === true, verbose: values.verbose === true, output,
      env: { ARCHGUIDE_SCENARIO: name, ...(values.grep === undefined ? {} : { ARCHGUIDE_GREP: values.grep }) },
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const failed = [];
for (const name of values.scenario ?? Object.keys(scenarios)) {
  const scenario = scenarios[name];
  if (scenario === undefined) throw new Error(`No scenario ${name}; there are ${Object.keys(scenarios).join(', ')}.`);
  console.log(`[${name}]`);
  const start = Date.now();
  if (!(await run(name, scenario))) failed.push(name);
  console.log(`[${name}] ${((Date.now() - start) / 1000).toFixed(1)} s`);
}
console.log(failed.length === 0 ? 'All editor scenarios passed.' : `Failed: ${failed.join(', ')}.`);
process.exit(failed.length === 0 ? 0 : 1);
