// Compiles JSON Schemas to functions, so that neither Ajv nor `new Function` is needed at run time.
// `--check` fails where a file in the repository is not what the schemas give.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

const root = new URL('../', import.meta.url);

/** Generated modules, each with the schemas that its functions follow. */
const targets = [
  { file: 'server/src/core/pack/generated/validators.js', functions: { validateModule: 'module', validateManifest: 'pack' } },
  { file: 'server/src/core/project/generated/validators.js', functions: { validateConfiguration: 'archguide' } },
];

/** The text of a generated module: its functions, each with its `errors`. */
export async function generateValidators({ functions } = targets[0]) {
  const schemas = await Promise.all(Object.values(functions).map(async (name) =>
    JSON.parse(await readFile(new URL(`schemas/${name}.schema.json`, root), 'utf8'))));
  const ajv = new Ajv({
    allErrors: true, allowUnionTypes: true, strictRequired: false, strictTypes: false, strictTuples: false, inlineRefs: false, messages: false,
    schemas, code: { source: true, esm: true },
  });
  const code = standalone.default(ajv, Object.fromEntries(Object.keys(functions).map((name, at) => [name, schemas[at].$id])));
  const bundle = await build({
    stdin: { contents: code, resolveDir: fileURLToPath(root), loader: 'js' },
    bundle: true, write: false, format: 'esm', minify: true, target: 'es2022', logLevel: 'error',
  });
  return `// Generated from schemas/*.schema.json by scripts/build-validators.mjs. Do not edit.\n${bundle.outputFiles[0].text}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const target of targets) {
    const path = new URL(target.file, root);
    const text = await generateValidators(target);
    if (!process.argv.includes('--check')) {
      await mkdir(new URL('./', path), { recursive: true });
      await writeFile(path, text);
    } else if (await readFile(path, 'utf8').catch(() => '') !== text) {
      console.error(`${target.file} is out of date: run node scripts/build-validators.mjs`);
      process.exitCode = 1;
    }
  }
}
