#!/usr/bin/env node
// The hook of .pre-commit-hooks.yaml: `archguide check` on the staged files. pre-commit runs it from a clone of this
// repository, in which the first run installs and builds the command line.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cli = join(root, 'dist', 'cli.js');

/** Runs a step of the build in the clone; what it says is shown where it fails. */
function build(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
  if (status === 0) return;
  process.stderr.write(`archguide: ${[command, ...args].join(' ')} failed\n${stdout}${stderr}`);
  process.exit(2);
}

if (!existsSync(cli) || !existsSync(join(root, 'dist', 'packs', 'index.json'))) {
  if (!existsSync(join(root, 'node_modules', 'esbuild'))) build('npm', ['install', '--no-audit', '--no-fund']);
  build('node', ['esbuild.mjs', '--production', '--only', 'cli']);
  build('node', ['--import', 'tsx', join('scripts', 'build-packs.ts')]);
}
const { status } = spawnSync(process.execPath, [cli, 'check', '--quiet', ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 2);
