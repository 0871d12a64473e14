// `npm run package`: builds the extension and writes .cache/archguide.vsix, then prints what takes how much of it.
import { statSync } from 'node:fs';
import { relative } from 'node:path';
import { repository } from './editor/paths.mjs';
import { buildVsix } from './editor/vsix.mjs';
import { zipEntries } from './editor/zip.mjs';

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0).padStart(6)} kB`;
const largest = 100_000;

const file = buildVsix({ force: true });
const entries = zipEntries(file).sort((one, other) => other.packed - one.packed);
for (const { name, packed, size } of entries.filter((entry) => entry.size >= largest)) console.log(`${kilobytes(packed)}  of ${kilobytes(size)}  ${name}`);
console.log(`${kilobytes(statSync(file).size)}  ${relative(repository, file)}, ${entries.length} files`);
