import { readFileSync, statSync, writeFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

/**
 * Starts the server, `server.main.js` beside this file, from code that V8 compiled before: compiling it is a good part of the
 * time to the first diagnostics. Node 22.1 and later keep such code themselves; for Node 20 the build makes it
 * (scripts/codeCache.mjs). Code of another build, or of another V8, is not looked at, and V8 refuses what does not fit.
 */
const main = join(__dirname, 'server.main.js');

function start(): void {
  const { enableCompileCache } = nodeModule as { readonly enableCompileCache?: () => unknown };
  const compiled = `${main}.${process.versions.v8}-${process.arch}.cache`;
  const isWriting = process.env['ARCHGUIDE_CODE_CACHE'] === 'write';
  const cachedData = isWriting ? null : known(compiled);
  if (enableCompileCache || (!cachedData && !isWriting)) {
    enableCompileCache?.();
    nodeModule.createRequire(main)(main);
    return;
  }
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(main, 'utf8')}\n})`;
  const script = new Script(source, { filename: main, ...(cachedData ? { cachedData } : {}) });
  const module = { exports: {} };
  if (isWriting) process.once('exit', () => { writeFileSync(compiled, script.createCachedData()); });
  (script.runInThisContext() as (...given: unknown[]) => void)(module.exports, nodeModule.createRequire(main), module, main, __dirname);
}

/** The compiled code, where it was made after the bundle; null else. */
function known(file: string): Buffer | null {
  try {
    return statSync(file).mtimeMs >= statSync(main).mtimeMs ? readFileSync(file) : null;
  } catch {
    return null;
  }
}

start();
