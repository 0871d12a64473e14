import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contributedSettings } from '../../scripts/generate-settings';
import { commands } from '../../server/src/protocol/requests';

interface Manifest {
  contributes: {
    commands: { command: string; title: string; category: string }[];
    menus: Record<string, { command: string }[]>;
    keybindings: { command: string; when?: string }[];
    views: Record<string, { id: string }[]>;
    viewsWelcome: { view: string; contents: string }[];
    walkthroughs: { steps: { media: { svg: string }; description: string }[] }[];
    configuration: unknown;
  };
}

const root = join(import.meta.dirname, '..', '..');
const text = readFileSync(join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(text) as Manifest;
const texts = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
const { contributes } = manifest;
const declared = new Set(contributes.commands.map(({ command }) => command));

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((name) => join(folder, name));
}

describe('the manifest', () => {
  it('has the settings of the protocol', () => {
    const { configuration, texts: settingTexts } = contributedSettings();
    assert.deepEqual(contributes.configuration, configuration);
    for (const [key, value] of Object.entries(settingTexts)) assert.equal(texts[key], value);
  });

  it('has a text for each key, and a key for each text', () => {
    const used = new Set([...text.matchAll(/"%([\w.]+)%"/g)].map((match) => match[1]));
    assert.deepEqual([...used].filter((key) => key === undefined || !(key in texts)), []);
    assert.deepEqual(Object.keys(texts).filter((key) => !used.has(key)), []);
  });

  it('names in menus, keys and links only commands that it declares', () => {
    const named = [
      ...Object.values(contributes.menus).flat().map(({ command }) => command),
      ...contributes.keybindings.map(({ command }) => command),
      ...Object.values(texts).flatMap((each) => [...each.matchAll(/command:(archguide\.[\w.]+)/g)].map((match) => match[1] ?? '')),
    ];
    assert.deepEqual(named.filter((command) => !declared.has(command)), []);
  });

  it('declares commands that the client registers, all in one category, none with an emoji', () => {
    const code = sources(join(root, 'client', 'src')).map((file) => readFileSync(file, 'utf8')).join('\n');
    assert.deepEqual([...declared].filter((command) => !code.includes(`'${command}'`)), []);
    assert.deepEqual(contributes.commands.filter(({ category }) => category !== 'Archguide'), []);
    assert.equal(/\p{Extended_Pictographic}/u.test(Object.values(texts).join('')), false);
    assert.ok(declared.has(commands.openModule));
  });

  it('takes keys only inside its own page', () => {
    assert.deepEqual(contributes.keybindings.filter(({ when }) => when !== "activeWebviewPanelId == 'archguide.browser'"), []);
  });

  it('refers to pictures that are there', () => {
    const pictures = [...text.matchAll(/"(media\/[^"]+)"/g)].map((match) => match[1] ?? '');
    assert.ok(pictures.length > 4);
    assert.deepEqual(pictures.filter((picture) => !existsSync(join(root, picture))), []);
  });

  it('has models that know no editor: they are tested here, in Node', () => {
    const pure = ['tree/knowledgeTree', 'guidance/fileTree', 'browser/messages', 'browser/history', 'browser/shell', 'commands/configurationText', 'commands/hoverLinks', 'status/statusText', 'server/selector'];
    for (const name of pure) {
      assert.equal(/from 'vscode'/.test(readFileSync(join(root, 'client', 'src', `${name}.ts`), 'utf8')), false, name);
    }
  });
});
