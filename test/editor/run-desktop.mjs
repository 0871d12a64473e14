// Runs the same editor tests in the desktop VS Code, by @vscode/test-electron, where a machine can download it.
// Parts that need the window driven from outside are skipped there.
// Usage: node test/editor/run-desktop.mjs [--scenario NAME] [--grep TEXT] [--version VERSION]
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repository } from '../../scripts/editor/paths.mjs';
import { quietSettings } from '../../scripts/editor/server.mjs';
import { buildVsix } from '../../scripts/editor/vsix.mjs';
import { bundleTests } from './bundle.mjs';
import { prepare, scenarios } from './scenarios.mjs';

const { values } = parseArgs({ options: { scenario: { type: 'string', multiple: true }, grep: { type: 'string' }, version: { type: 'string' } } });

/** A profile with the extension installed, as a user has it. */
function makeProfile(executable, vsix) {
  const profile = mkdtempSync(join(tmpdir(), 'archguide-desktop-'));
  const user = join(profile, 'ud', 'User');
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, 'settings.json'), JSON.stringify(quietSettings));
  const places = [`--user-data-dir=${join(profile, 'ud')}`, `--extensions-dir=${join(profile, 'ext')}`];
  const [cli, ...args] = resolveCliArgsFromVSCodeExecutablePath(executable);
  const own = args.filter((arg) => !/^--(user-data-dir|extensions-dir)/.test(arg));
  const installed = spawnSync(cli, [...own, ...places, '--install-extension', vsix], { encoding: 'utf8', shell: process.platform === 'win32' });
  if (installed.status !== 0) throw new Error(`Installing failed:\n${installed.stdout}${installed.stderr}`);
  const stub = join(profile, 'stub');
  mkdirSync(stub);
  writeFileSync(join(stub, 'package.json'), JSON.stringify({ name: 'stub', publisher: 'archguide-test', version: '0.0.1', engines: { vscode: '^1.91.0' } }));
  return { profile, places, stub };
}

let executable;
try {
  executable = await downloadAndUnzipVSCode({ version: values.version ?? 'stable', cachePath: join(repository, '.cache', 'vscode-test') });
} catch (error) {
  console.error(`VS Code cannot be downloaded here (${error.message}). \`npm run test:editor\` needs the npm registry alone.`);
  process.exit(1);
}
const vsix = buildVsix();
const tests = await bundleTests(scenarios);
let failed = 0;
for (const name of values.scenario ?? Object.keys(scenarios).filter((each) => scenarios[each].page !== true)) {
  const scenario = scenarios[name];
  console.log(`[${name}]`);
  const { root, open } = prepare(scenario);
  const { profile, places, stub } = makeProfile(executable, vsix);
  try {
    await runTests({
      vscodeExecutablePath: executable, extensionDevelopmentPath: stub, extensionTestsPath: tests,
      launchArgs: [open, ...places, '--disable-updates', '--skip-welcome', '--skip-release-notes', ...(scenario.trust === true ? [] : ['--disable-workspace-trust'])],
      extensionTestsEnv: { ARCHGUIDE_SCENARIO: name, ...(values.grep === undefined ? {} : { ARCHGUIDE_GREP: values.grep }) },
    });
  } catch (error) {
    console.error(`[${name}] ${error.message}`);
    failed++;
  } finally {
    for (const folder of [root, profile]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
process.exit(failed === 0 ? 0 : 1);
