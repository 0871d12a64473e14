// Opens a real VS Code (code-server) with this extension on a folder.
// Usage: node scripts/editor.mjs [FOLDER] [--development] [--port N] [--profile FOLDER] [--restricted]
//   --development: the extension as it stands in the work tree (dist/), in place of the package
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { repository } from './editor/paths.mjs';
import { addressOf, startEditor } from './editor/server.mjs';
import { buildVsix } from './editor/vsix.mjs';
import { setupEditor } from './setup-editor.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    development: { type: 'boolean' }, port: { type: 'string' }, profile: { type: 'string' }, restricted: { type: 'boolean' },
  },
});
setupEditor();
const editor = await startEditor({
  ...(values.development === true ? {} : { vsix: buildVsix() }),
  ...(Number(values.port ?? 0) === 0 ? {} : { port: Number(values.port) }),
  ...(values.profile === undefined ? {} : { profile: resolve(values.profile) }),
  trust: values.restricted === true,
});
console.log(addressOf(editor, resolve(positionals[0] ?? 'examples'), values.development === true ? { development: repository } : {}));
console.log('Ctrl+C ends it.');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void editor.stop().then(() => process.exit(0)));
