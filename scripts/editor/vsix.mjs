// The extension as users get it: built, and packaged into one file.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './paths.mjs';

export const vsixFile = join(repository, '.cache', 'archguide.vsix');

/** What goes into the package, or into what goes into it. */
const inputs = ['client/src', 'server/src', 'docs-bundle', 'snippets', 'schemas', 'media', 'package.json', 'package.nls.json', 'esbuild.mjs', 'scripts/build-packs.ts', '.vscodeignore'];

function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function run(command, args, what) {
  const result = spawnSync(command, args, { cwd: repository, encoding: 'utf8', shell: process.platform === 'win32' });
  if (result.status !== 0) throw new Error(`${what} failed:\n${result.stdout}${result.stderr}`);
}

/** Builds and packages where something is newer than the package; gives the file. `force`: in any case. */
export function buildVsix({ force = false } = {}) {
  const made = existsSync(vsixFile) ? statSync(vsixFile).mtimeMs : 0;
  if (!force && made > Math.max(...inputs.map((path) => newest(join(repository, path))))) return vsixFile;
  mkdirSync(join(repository, '.cache'), { recursive: true });
  run(process.execPath, ['esbuild.mjs', '--production'], 'The build');
  run(process.execPath, ['--import', 'tsx', join('scripts', 'build-packs.ts')], 'Building the packs');
  run(process.execPath, [join('node_modules', '@vscode', 'vsce', 'vsce'), 'package', '--no-dependencies', '--allow-missing-repository',
    '--skip-license', '-o', vsixFile], 'Packaging');
  return vsixFile;
}
