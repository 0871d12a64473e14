// Compiles the JSON Schemas of packs to functions, so that neither Ajv nor `new Function` is needed at run time.
// `--check` fails where the file in the repository is not what the schemas give.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

const root = new URL('../', import.meta.url);
const target = new URL('server/src/core/pack/generated/validators.js', root);

/** The text of the generated module: `validateModule` and `validateManifest`, each with its `errors`. */
export async function generateValidators() {
  const schemas = await Promise.all(['module', 'pack'].map(async (name) =>
    JSON.parse(await readFile(new URL(`schemas/${name}.schema.json`, root), 'utf8'))));
  const ajv = new Ajv({
    allErrors: true, allowUnionTypes: true, strictRequired: false, strictTypes: false, inlineRefs: false, messages: false,
    schemas, code: { source: true, esm: true },
  });
  const code = standalone.default(ajv, { validateModule: schemas[0].$id, validateManifest: schemas[1].$id });
  const bundle = await build({
    stdin: { contents: code, resolveDir: fileURLToPath(root), loader: 'js' },
    bundle: true, write: false, format: 'esm', minify: true, target: 'es2022', logLevel: 'error',
  });
  return `// Generated from schemas/*.schema.json by scripts/build-validators.mjs. Do not edit.\n${bundle.outputFiles[0].text}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await generateValidators();
  if (process.argv.includes('--check')) {
    if (await readFile(target, 'utf8').catch(() => '') !== text) {
      console.error('server/src/core/pack/generated/validators.js is out of date: run node scripts/build-validators.mjs');
      process.exitCode = 1;
    }
  } else {
    await writeFile(target, text);
  }
}
