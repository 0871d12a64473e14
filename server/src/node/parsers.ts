import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import type { Parsers, PythonParser } from '../core/ports';
import { makePythonParser } from '../core/syntax/pythonParser';

const runtimeFile = 'web-tree-sitter.wasm';
const pythonFile = 'tree-sitter-python.wasm';

export interface ParserOptions {
  /** Folder that holds both wasm files. Default: beside the bundle, else in node_modules. */
  readonly wasmDirectory?: string;
}

/** Parsers that load their wasm when first asked; each file is read once. */
export function createParsers(options: ParserOptions = {}): Parsers {
  let python: Promise<PythonParser> | null = null;
  return {
    python() {
      python ??= loadPython(options);
      return python;
    },
  };
}

async function loadPython(options: ParserOptions): Promise<PythonParser> {
  await Parser.init({ locateFile: () => wasmPath(runtimeFile, 'web-tree-sitter', options) });
  return makePythonParser(await Language.load(wasmPath(pythonFile, 'tree-sitter-python', options)));
}

function wasmPath(file: string, packageName: string, options: ParserOptions): string {
  if (options.wasmDirectory !== undefined) return join(options.wasmDirectory, file);
  const beside = join(__dirname, file);
  if (existsSync(beside)) return beside;
  return createRequire(join(__dirname, 'parsers.js')).resolve(`${packageName}/${file}`);
}
