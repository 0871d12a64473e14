// The extension as users get it: built, and packaged into one file.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { thirdPartyNotices } from './notices.mjs';
import { repository } from './paths.mjs';

export const vsixFile = join(repository, '.cache', 'archguide.vsix');

/** Where the package is put together, so that what is built for it is not what others run. It stays, as the package unpacked. */
export const staging = join(repository, '.cache', 'package');

/** Entry points of the build that the extension runs. */
const builds = ['extension', 'browser', 'server', 'serverBrowser', 'ui'];

const copied = ['package.json', 'package.nls.json', 'CHANGELOG.md', 'LICENSE', '.vscodeignore', 'media', 'schemas', 'snippets'];

/** What goes into the package, or into what goes into it. */
const inputs = [...copied, 'README.md', 'client/src', 'server/src', 'docs-bundle', 'package-lock.json', 'esbuild.mjs', 'scripts/build-packs.ts', 'scripts/editor', 'scripts/browser'];

function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function run(args, what, cwd = repository) {
  const result = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`${what} failed:\n${result.stdout}${result.stderr}`);
}

/**
 * The README for the extension's page in the editor, which shows no file of the package: without how to run a clone, and
 * without the pictures and links that lead to files of the repository.
 * @param {string} text
 */
export function packagedReadme(text) {
  const inRepository = String.raw`\((?!https?:|#)[^)\s]+\)`;
  return text
    .replace(/^## Try it\n[^]*?(?=^## )/m, '')
    .replace(new RegExp(String.raw`^!\[[^\]]*\]${inRepository}\n\n?`, 'gm'), '')
    .replace(new RegExp(String.raw`\[([^\[\]]*)\]${inRepository}`, 'g'), '$1');
}

/** Builds and packages where something is newer than the package; gives the file. `force`: in any case. */
export function buildVsix({ force = false } = {}) {
  const made = existsSync(vsixFile) ? statSync(vsixFile).mtimeMs : 0;
  if (!force && made > Math.max(...inputs.map((path) => newest(join(repository, path))))) return vsixFile;
  const modules = join(repository, 'node_modules');
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  for (const path of copied) cpSync(join(repository, path), join(staging, path), { recursive: true });
  run(['esbuild.mjs', '--production', '--into', staging, '--only', builds.join()], 'The build');
  run(['--import', 'tsx', join('scripts', 'build-packs.ts'), '--into', staging], 'Building the packs');
  const bundled = JSON.parse(readFileSync(join(staging, 'dist', 'bundled.json'), 'utf8'));
  writeFileSync(join(staging, 'THIRD-PARTY-NOTICES.md'), thirdPartyNotices(bundled, modules));
  writeFileSync(join(staging, 'README.md'), packagedReadme(readFileSync(join(repository, 'README.md'), 'utf8')));
  run([join(modules, '@vscode', 'vsce', 'vsce'), 'package', '--no-dependencies', '--allow-missing-repository', '-o', vsixFile], 'Packaging', staging);
  return vsixFile;
}
