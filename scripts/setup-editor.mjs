// Installs a real VS Code (code-server) and a Chromium to drive it with, into .cache/editor.
// Needs only the npm registry. Run again at will: it does what is missing.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { missingLibraries } from './editor/libraries.mjs';
import {
  chromiumFolder, editorCache, editorPackages, findChromium, nodeBinary, nodeRoot, onPath, stampFile, vscodeRoot, webCache, webPackages, webStampFile,
} from './editor/paths.mjs';

const step = (text) => console.log(`[setup-editor] ${text}`);

class SetupError extends Error {}

/** The environment for npm: without what an outer `npm run` exports, which would enforce this repository's engines there. */
function npmEnvironment(extra = {}) {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^npm_(package|lifecycle|command|config_(engine_strict|local_prefix|prefix|omit|include|ignore_scripts))/i.test(name),
  );
  return { ...Object.fromEntries(inherited), ...extra };
}

function npm(args, cwd, env = npmEnvironment()) {
  const result = spawnSync('npm', [...args, '--no-audit', '--no-fund', '--engine-strict=false', '--loglevel=error'], {
    cwd, env, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32',
  });
  if (result.status !== 0) throw new SetupError(`npm ${args.join(' ')} failed in ${cwd}`);
}

function checkMachine() {
  if (process.platform === 'win32') {
    throw new SetupError('code-server does not run on Windows; use `npm start -- --desktop` and `npm run test:desktop`.');
  }
  const missing = [['make', 'make'], ['g++', 'g++'], ['python3', 'python3']].filter(([program]) => onPath(program) === null);
  if (missing.length > 0) {
    throw new SetupError(`Two native modules are compiled, which needs: ${missing.map(([program]) => program).join(', ')}.\n` +
      `On Debian and Ubuntu: sudo apt-get install -y ${missing.map(([, debian]) => debian).join(' ')}`);
  }
}

function installPackages() {
  mkdirSync(editorCache, { recursive: true });
  // Its own package.json keeps npm from climbing to the repository's.
  writeFileSync(join(editorCache, 'package.json'),
    JSON.stringify({ name: 'archguide-editor', private: true, dependencies: editorPackages }, null, 2));
  step(`packages: ${Object.entries(editorPackages).map(([name, version]) => `${name}@${version}`).join(' ')}`);
  npm(['install', '--ignore-scripts'], editorCache);
  step('modules of the VS Code server');
  // `npm ci` fails there: its lock file names packages that the build removed.
  npm(['install', '--omit=dev', '--ignore-scripts'], vscodeRoot);
  step('modules of its built-in extensions');
  npm(['install', '--omit=dev', '--ignore-scripts'], join(vscodeRoot, 'extensions'));
  step('native modules, compiled for its Node');
  const env = npmEnvironment({ PATH: `${dirname(nodeBinary)}:${process.env['PATH'] ?? ''}`, npm_config_nodedir: nodeRoot });
  npm(['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'], vscodeRoot, env);
}

function unpackChromium() {
  if (findChromium() !== null) return;
  if (editorPackages['@sparticuz/chromium'] === undefined) {
    throw new SetupError('No Chromium is packaged for this platform: install Chrome or Chromium, or set ARCHGUIDE_CHROMIUM to one.');
  }
  step('unpacking Chromium');
  mkdirSync(chromiumFolder, { recursive: true });
  const module = pathToFileURL(join(editorCache, 'node_modules', '@sparticuz', 'chromium', 'build', 'index.js')).href;
  const code = `import('@sparticuz/chromium').then((m) => m.default.executablePath()).then((p) => console.log(p))`;
  const result = spawnSync(nodeBinary, ['--input-type=module', '-e', code], {
    cwd: editorCache, env: { ...process.env, TMPDIR: chromiumFolder }, encoding: 'utf8',
  });
  if (result.status !== 0 || findChromium() === null) throw new SetupError(`Chromium could not be unpacked from ${module}: ${result.stderr}`);
}

function isReady(stamp, packages) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === JSON.stringify(packages);
}

/** Installs the workbench that runs in a page alone, where it is missing. */
export function setupWebEditor() {
  if (isReady(webStampFile, webPackages)) return;
  rmSync(webStampFile, { force: true });
  mkdirSync(webCache, { recursive: true });
  writeFileSync(join(webCache, 'package.json'), JSON.stringify({ name: 'archguide-web', private: true, dependencies: webPackages }, null, 2));
  step(`packages: ${Object.entries(webPackages).map(([name, version]) => `${name}@${version}`).join(' ')}`);
  npm(['install', '--ignore-scripts'], webCache);
  writeFileSync(webStampFile, JSON.stringify(webPackages));
}

/** Installs what is missing; throws an error with the remedy where the machine lacks something. */
export function setupEditor() {
  const ready = isReady(stampFile, editorPackages);
  if (!ready) {
    checkMachine();
    rmSync(stampFile, { force: true });
    installPackages();
  }
  unpackChromium();
  const libraries = missingLibraries(findChromium());
  if (libraries.files.length > 0) {
    throw new SetupError(`Chromium needs system libraries that are missing: ${libraries.files.join(', ')}.\n` +
      `On Debian and Ubuntu: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${libraries.packages.join(' ')}`);
  }
  if (!ready) writeFileSync(stampFile, JSON.stringify(editorPackages));
  return { installed: !ready };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const { installed } = setupEditor();
    step(installed ? `ready in ${editorCache}` : `already there: ${editorCache}`);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`[setup-editor] ${error.message}`);
    process.exitCode = 1;
  }
}
