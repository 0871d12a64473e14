// Starts and stops a VS Code (code-server) with a fresh profile.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeServerEntry, nodeBinary } from './paths.mjs';

/** Settings that keep the window to what is under test. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'git.enabled': false,
};

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function untilHealthy(address, child, output) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`code-server ended with ${child.exitCode}:\n${output.join('')}`);
    const healthy = await fetch(`${address}/healthz`).then((response) => response.ok, () => false);
    if (healthy) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`code-server did not answer within a minute:\n${output.join('')}`);
}

function installVsix(vsix, profile) {
  const result = spawnSync(nodeBinary, [codeServerEntry, '--config', join(profile, 'config.yaml'), '--user-data-dir', join(profile, 'ud'),
    '--extensions-dir', join(profile, 'ext'), '--install-extension', vsix], { encoding: 'utf8', env: environment() });
  if (result.status !== 0 || /failed|error/i.test(result.stderr)) {
    throw new Error(`Installing ${vsix} failed:\n${result.stdout}${result.stderr}`);
  }
}

function environment(extra = {}) {
  // No gallery: nothing is looked up outside. VSCODE_* of an editor this runs in would confuse this one.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_RUN_AS_NODE|NODE_OPTIONS|npm_)/.test(name));
  return { ...Object.fromEntries(inherited), EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...extra };
}

/**
 * Starts an editor.
 * @param {{ vsix?: string, settings?: object, trust?: boolean, automation?: boolean, port?: number, profile?: string, env?: Record<string, string> }} options
 *   `trust`: leave workspace trust on (folders start in Restricted Mode); `automation`: let the page be given tests to run;
 *   `profile`: a folder to keep the profile in, else a temporary one that `stop` removes.
 * @returns {Promise<{ address: string, port: number, profile: string, output: string[], stop(): Promise<void> }>}
 */
export async function startEditor(options = {}) {
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'archguide-editor-'));
  const user = join(profile, 'ud', 'User');
  mkdirSync(user, { recursive: true });
  mkdirSync(join(profile, 'ext'), { recursive: true });
  writeFileSync(join(profile, 'config.yaml'), '{}\n');
  writeFileSync(join(user, 'settings.json'), JSON.stringify({ ...quietSettings, ...options.settings }, null, 2));
  if (options.vsix !== undefined) installVsix(options.vsix, profile);
  const port = options.port ?? (await freePort());
  const child = spawn(nodeBinary, [codeServerEntry, '--config', join(profile, 'config.yaml'), '--auth', 'none',
    '--bind-addr', `127.0.0.1:${port}`, '--user-data-dir', join(profile, 'ud'), '--extensions-dir', join(profile, 'ext'),
    '--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', '--ignore-last-opened',
    ...(options.trust === true ? [] : ['--disable-workspace-trust']),
    ...(options.automation === true ? ['--vscode-option', 'enable-smoke-test-driver'] : [])],
    // A group of its own, so that its children end with it.
    { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: environment(options.env) });
  const output = [];
  child.stdout.on('data', (chunk) => output.push(String(chunk)));
  child.stderr.on('data', (chunk) => output.push(String(chunk)));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const endGroup = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // Already gone.
    }
  };
  const atExit = () => endGroup('SIGKILL');
  process.once('exit', atExit);
  const stop = async () => {
    endGroup('SIGTERM');
    const forced = setTimeout(() => endGroup('SIGKILL'), 3000);
    await ended;
    clearTimeout(forced);
    endGroup('SIGKILL');
    process.removeListener('exit', atExit);
    if (options.profile === undefined) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  const address = `http://127.0.0.1:${port}`;
  try {
    await untilHealthy(address, child, output);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, port, profile, output, stop };
}

/**
 * The address that opens a folder (or a `.code-workspace` file) in a started editor.
 * @param {{ address: string, port: number }} editor
 * @param {{ development?: string, tests?: string }} [payload] absolute paths of an extension in development, and of a module with `run()`
 */
export function addressOf(editor, path, payload = {}) {
  const remote = (file) => `vscode-remote://127.0.0.1:${editor.port}${file}`;
  const entries = [
    ...(payload.development === undefined ? [] : [['extensionDevelopmentPath', remote(payload.development)]]),
    ...(payload.tests === undefined ? [] : [['extensionTestsPath', remote(payload.tests)]]),
    ['skipWelcome', 'true'],
  ];
  const kind = path.endsWith('.code-workspace') ? 'workspace' : 'folder';
  return `${editor.address}/?${kind}=${encodeURIComponent(path)}&payload=${encodeURIComponent(JSON.stringify(entries))}`;
}
