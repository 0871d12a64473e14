// Writes the settings that package.json contributes, and their texts in package.nls.json, from the protocol's schema.
// `--check` writes nothing and fails where they differ.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { settingsSchema } from '../server/src/protocol/settings';

interface Manifest {
  contributes: { configuration?: unknown };
}

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The `contributes.configuration` of the schema, and the texts that it refers to. */
export function contributedSettings(): { configuration: object; texts: Record<string, string> } {
  const texts: Record<string, string> = {};
  const properties = Object.entries(settingsSchema).map(([name, { type, default: value, scope, description, enum: values }], order) => {
    const key = `setting.${name.replace(/^archguide\./, '')}`;
    texts[key] = description;
    return [name, { type, default: value, scope, order, ...(values === undefined ? {} : { enum: values }), markdownDescription: `%${key}%` }];
  });
  return { configuration: { title: 'Archguide', properties: Object.fromEntries(properties) as object }, texts };
}

function generate(check: boolean): boolean {
  const manifestFile = join(root, 'package.json');
  const textsFile = join(root, 'package.nls.json');
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest;
  const { configuration, texts } = contributedSettings();
  manifest.contributes.configuration = configuration;
  const old = Object.entries(JSON.parse(readFileSync(textsFile, 'utf8')) as Record<string, string>).filter(([key]) => !key.startsWith('setting.'));
  return [
    [manifestFile, manifest] as const,
    [textsFile, { ...Object.fromEntries(old), ...texts }] as const,
  ].map(([file, value]) => {
    const text = `${JSON.stringify(value, null, 2)}\n`;
    const same = readFileSync(file, 'utf8') === text;
    if (!same && !check) writeFileSync(file, text);
    return same;
  }).every((same) => same);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const check = process.argv.includes('--check');
  const same = generate(check);
  if (check && !same) {
    console.error('package.json does not say what server/src/protocol/settings.ts says: run `npx tsx scripts/generate-settings.ts`.');
    process.exitCode = 1;
  }
}
