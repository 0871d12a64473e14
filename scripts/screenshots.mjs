// Pictures of the extension in a real VS Code: each view in dark, light and high contrast.
// Usage: node scripts/screenshots.mjs [--output FOLDER] [--development FOLDER] [--theme NAME] [--readme]
//   --readme: those of the README instead, into docs/images
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

const { values } = parseArgs({ options: { output: { type: 'string' }, development: { type: 'string' }, theme: { type: 'string' }, readme: { type: 'boolean' } } });
setupEditor();
const extension = values.development === undefined ? { vsix: buildVsix() } : { development: resolve(values.development) };
const tests = await bundleTests({ screenshots: {}, readme: {} });

/** One tour through the editor; tells whether all pictures were taken. */
async function tour(name, scenario, output, settings, size) {
  const { root, open } = prepare({ folders: ['shop'] });
  try {
    return await runInEditor({
      name: `${scenario} ${name}`, open, tests, ...extension, output, size, env: { ARCHGUIDE_SCENARIO: scenario },
      settings: { 'workbench.colorTheme': themes[name], 'editor.minimap.enabled': false, ...settings },
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const wanted = values.theme === undefined ? Object.keys(themes) : [values.theme];
const output = resolve(values.output ?? join(repository, ...(values.readme === true ? ['docs', 'images'] : ['.cache', 'screenshots'])));
const results = [];
if (values.readme === true) {
  results.push(await tour(values.theme ?? 'dark', 'readme', output, { 'editor.fontSize': 13 }, { width: 1180, height: 660, scale: 1.5 }));
} else {
  for (const name of wanted) results.push(await tour(name, 'screenshots', join(output, name), {}));
}
console.log(`Pictures are in ${output}.`);
process.exit(results.every(Boolean) ? 0 : 1);
