// Shared libraries that Chromium needs and the machine lacks, by ldd, with the Debian packages that bring them.
import { spawnSync } from 'node:child_process';

const debianPackages = [
  [/^lib(nss3|nssutil3|smime3|ssl3)\.so/, 'libnss3'],
  [/^lib(nspr4|plc4|plds4)\.so/, 'libnspr4'],
  [/^libatk-1\.0\.so/, 'libatk1.0-0'],
  [/^libatk-bridge-2\.0\.so/, 'libatk-bridge2.0-0'],
  [/^libatspi\.so/, 'libatspi2.0-0'],
  [/^libcups\.so/, 'libcups2'],
  [/^libdbus-1\.so/, 'libdbus-1-3'],
  [/^libdrm\.so/, 'libdrm2'],
  [/^libexpat\.so/, 'libexpat1'],
  [/^libgbm\.so/, 'libgbm1'],
  [/^lib(glib|gobject|gio|gmodule)-2\.0\.so/, 'libglib2.0-0'],
  [/^libpango/, 'libpango-1.0-0'],
  [/^libcairo\.so/, 'libcairo2'],
  [/^libasound\.so/, 'libasound2'],
  [/^libudev\.so/, 'libudev1'],
  [/^libxkbcommon\.so/, 'libxkbcommon0'],
  [/^libxcb(-[a-z0-9]+)?\.so/, 'libxcb1'],
  [/^libX11\.so/, 'libx11-6'],
  [/^libXcomposite\.so/, 'libxcomposite1'],
  [/^libXdamage\.so/, 'libxdamage1'],
  [/^libXext\.so/, 'libxext6'],
  [/^libXfixes\.so/, 'libxfixes3'],
  [/^libXrandr\.so/, 'libxrandr2'],
  [/^libfontconfig\.so/, 'libfontconfig1'],
];

/** Empty where all are there, and where `ldd` cannot tell (macOS). */
export function missingLibraries(binary) {
  if (process.platform !== 'linux' || binary === null) return { files: [], packages: [] };
  const { status, stdout } = spawnSync('ldd', [binary], { encoding: 'utf8' });
  if (status !== 0) return { files: [], packages: [] };
  const files = [...stdout.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1]);
  const packages = files.map((file) => debianPackages.find(([pattern]) => pattern.test(file))?.[1] ?? `(the package with ${file})`);
  return { files, packages: [...new Set(packages)].sort() };
}
