// Pictures of the extension in a real VS Code: each view in dark, light and high contrast.
// Usage: node scripts/screenshots.mjs [--output FOLDER] [--development FOLDER] [--theme NAME]
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleTests } from '../test/editor/bundle.mjs';
import { prepare } from '../test/editor/scenarios.mjs';
import { repository } from './editor/paths.mjs';
import { runInEditor } from './editor/scenario.mjs';
import { buildVsix } from './editor/vsix.mjs';
import { setupEditor } from './setup-editor.mjs';

const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
};

const { values } = parseArgs({ options: { output: { type: 'string' }, development: { type: 'string' }, theme: { type: 'string' } } });
setupEditor();
const extension = values.development === undefined ? { vsix: buildVsix() } : { development: resolve(values.development) };
const tests = await bundleTests({ screenshots: {} });
const output = resolve(values.output ?? join(repository, '.cache', 'screenshots'));
let failed = false;
for (const [name, theme] of Object.entries(themes)) {
  if (values.theme !== undefined && values.theme !== name) continue;
  const { root, open } = prepare({ folders: ['shop'] });
  const done = await runInEditor({
    name: `screenshots ${name}`, open, tests, ...extension, output: join(output, name),
    settings: { 'workbench.colorTheme': theme, 'editor.minimap.enabled': false },
    env: { ARCHGUIDE_SCENARIO: 'screenshots' },
  });
  failed ||= !done;
  rmSync(root, { recursive: true, force: true });
}
console.log(`Pictures are in ${output}.`);
process.exit(failed ? 1 : 0);
