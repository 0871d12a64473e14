// Runs the editor tests in a real VS Code (code-server) with the packaged extension installed.
// Usage: node test/editor/run.mjs [--scenario NAME] [--grep TEXT] [--vsix FILE | --development FOLDER] [--verbose]
//   --vsix: test this package, in place of one built here; --development: load the extension from this folder
//   --verbose: print all that the editor logs
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { repository } from '../../scripts/editor/paths.mjs';
import { runInEditor } from '../../scripts/editor/scenario.mjs';
import { buildVsix } from '../../scripts/editor/vsix.mjs';
import { setupEditor } from '../../scripts/setup-editor.mjs';
import { bundleTests } from './bundle.mjs';
import { prepare, scenarios } from './scenarios.mjs';

const { values } = parseArgs({
  options: {
    scenario: { type: 'string', multiple: true }, grep: { type: 'string' }, vsix: { type: 'string' }, development: { type: 'string' }, verbose: { type: 'boolean' },
  },
});
setupEditor();
const extension = values.development === undefined ? { vsix: resolve(values.vsix ?? buildVsix()) } : { development: resolve(values.development) };
// After the build, which empties dist/.
const tests = await bundleTests(scenarios);
let failed = 0;
for (const name of values.scenario ?? Object.keys(scenarios)) {
  const scenario = scenarios[name];
  if (scenario === undefined) throw new Error(`No scenario ${name}; there are ${Object.keys(scenarios).join(', ')}.`);
  console.log(`[${name}]`);
  const { root, open } = prepare(scenario);
  const passed = await runInEditor({
    name, open, tests, ...extension, trust: scenario.trust === true, verbose: values.verbose === true,
    output: join(repository, '.cache', 'editor-output'),
    env: { ARCHGUIDE_SCENARIO: name, ...(values.grep === undefined ? {} : { ARCHGUIDE_GREP: values.grep }) },
  });
  if (!passed) failed++;
  rmSync(root, { recursive: true, force: true });
}
console.log(failed === 0 ? 'All editor scenarios passed.' : `${failed} editor scenarios failed.`);
process.exit(failed === 0 ? 0 : 1);
