// Programs of Debian: installed packages where apt can, and the Python of the next release unpacked into the cache.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const release = 'trixie';

function has(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Installs packages without starting their services. @returns whether they are there now */
export function aptInstall(packages: readonly string[], step: (text: string) => void): boolean {
  if (!has('apt-get') || !isRoot()) return false;
  step(`apt-get install ${packages.join(' ')}`);
  // With this run level, invoke-rc.d starts nothing.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const install = () => spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  if (install()) return true;
  spawnSync('apt-get', ['update', '-q'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  return install();
}

/**
 * Debian's next release below the cache, for its Python 3.13. It is run by the loader and the libraries of that release, so
 * it needs no chroot afterwards. @returns the path of a program that is that Python, or null where it could not be made
 */
export function bootstrapPython(cache: string, step: (text: string) => void): string | null {
  const root = join(cache, release);
  const program = join(root, 'usr', 'bin', 'python3');
  if (existsSync(join(root, 'ready'))) return program;
  if (process.platform !== 'linux' || !isRoot()) return null;
  if (!has('debootstrap') && !aptInstall(['debootstrap'], step)) return null;
  step(`Python 3.12 or later is missing: unpacking that of Debian ${release}`);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  const args = ['--variant=minbase', '--include=python3,python3-venv,python3-pip,libstdc++6', release, root];
  if (spawnSync('debootstrap', args, { stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0) {
    step(`debootstrap ${release} failed; its log is ${join(root, 'debootstrap', 'debootstrap.log')}`);
    return null;
  }
  const library = `${root}/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`;
  const loader = process.arch === 'arm64' ? `${root}/usr/lib/ld-linux-aarch64.so.1` : `${root}/usr/lib64/ld-linux-x86-64.so.2`;
  // In place of the link of this name, so that Python finds its own library from where it stands, also out of an environment.
  rmSync(program, { force: true });
  writeFileSync(program, `#!/bin/sh\nexec '${loader}' --argv0 "$0" --library-path '${library}' '${root}/usr/bin/python3.13' "$@"\n`);
  chmodSync(program, 0o755);
  writeFileSync(join(root, 'ready'), '');
  return program;
}
