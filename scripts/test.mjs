// `npm test`: installs packages where they are missing, builds, and runs every part of the tests, each also a script of its own.
// A part that fails does not keep the later ones from running; the exit status is 1 where any failed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = dirname(dirname(fileURLToPath(import.meta.url)));
const parts = ['test:lint', 'test:types', 'check:generated', 'check:spelling', 'verify:built', 'test:core', 'test:rules', 'test:lsp', 'test:cli', 'test:fuzz', 'test:editor'];

function npm(...args) {
  const started = Date.now();
  const { status } = spawnSync('npm', args, { cwd: repository, stdio: 'inherit', shell: process.platform === 'win32' });
  return { passed: status === 0, seconds: Math.round((Date.now() - started) / 1000) };
}

function required(...args) {
  if (npm(...args).passed) return;
  console.error(`\`npm ${args.join(' ')}\` failed; no test was run.`);
  process.exit(1);
}

if (!existsSync(join(repository, 'node_modules', 'esbuild'))) required('ci');
required('run', '--silent', 'build');
const results = parts.map((part) => {
  console.log(`\n=== ${part} ===`);
  return { part, ...npm('run', '--silent', part) };
});
console.log('');
for (const { part, passed, seconds } of results) console.log(`${passed ? 'passed' : 'FAILED'}  ${part} (${seconds} s)`);
process.exit(results.every(({ passed }) => passed) ? 0 : 1);
