import assert from 'node:assert/strict';
import { newConfiguration, withPack } from '../../client/src/commands/configurationText';
import { moduleLinks } from '../../client/src/commands/hoverLinks';
import { documentSelector } from '../../client/src/server/selector';
import { adoption, progress, statusBarText } from '../../client/src/status/statusText';
import { moduleUri, openModuleCommandLink, pageLink, parseModulePath } from '../../server/src/protocol/links';
import type { ServerStatus } from '../../server/src/protocol/model';
import { parseDocument } from 'yaml';

describe('adding a pack to a configuration', () => {
  const cases: [string, string, string | null][] = [
    ['an empty file', '', 'packs: [new]\n'],
    ['a file without packs', '# about\nrules:\n  a/b: error\n', 'packs: [new]\n\n# about\nrules:\n  a/b: error\n'],
    ['a list on the line', 'packs: [old] # why\nexclude: []\n', 'packs: [old, new] # why\nexclude: []\n'],
    ['an empty list on the line', 'packs: []\n', 'packs: [new]\n'],
    ['a list below', 'packs:\n  - old\n\nrules: {}\n', 'packs:\n  - old\n  - new\n\nrules: {}\n'],
    ['a list below that is not indented', 'packs:\n- old\nrules: {}\n', 'packs:\n- old\n- new\nrules: {}\n'],
    ['an empty value', 'packs:\nrules: {}\n', 'packs:\n  - new\nrules: {}\n'],
    ['the pack named already', 'packs: ["new"]\n', 'packs: ["new"]\n'],
    ['the pack named already below', "packs:\n  - 'new' # ours\n", "packs:\n  - 'new' # ours\n"],
    ['Windows line ends', 'packs:\r\n  - old\r\n', 'packs:\r\n  - old\r\n  - new\r\n'],
    ['a key of another level', 'services:\n  packs: x\n', 'packs: [new]\n\nservices:\n  packs: x\n'],
    ['a list over several lines', 'packs: [\n  old\n]\n', null],
    ['an anchor', 'packs: *all\n', null],
  ];
  for (const [name, before, after] of cases) {
    it(name, () => assert.equal(withPack(before, 'new'), after));
  }

  it('makes a new file that is YAML, with the packs', () => {
    const document = parseDocument(newConfiguration(['a', 'b']));
    assert.deepEqual(document.errors, []);
    assert.deepEqual(document.toJS(), { packs: ['a', 'b'] });
    assert.deepEqual(parseDocument(newConfiguration([])).errors, []);
  });
});

describe('links to modules', () => {
  it('go through a command link and back', () => {
    const argument = { pack: 'p (x)', id: 'a/b', anchor: 'h-1' };
    const link = openModuleCommandLink(argument);
    assert.equal(/[()\s]/.test(link), false, 'would end a Markdown link');
    assert.deepEqual(moduleLinks(`Why: [Title](${link}) and more`), [argument]);
  });

  it('that are broken are none', () => {
    assert.deepEqual(moduleLinks('[a](command:archguide.openModule?%7B) [b](command:archguide.openModule?7) [c](command:other?%5B%5D)'), []);
  });

  it('go through an address and back, also for a pack that is a folder, which editors decode once', () => {
    for (const argument of [{ pack: 'improved-hybrid', id: 'atomic/a-b' }, { pack: 'docs/own rules', id: 'x', anchor: 'top' }]) {
      const address = new URL(moduleUri(argument, 'vscodium'));
      assert.equal(address.protocol, 'vscodium:');
      assert.deepEqual(parseModulePath(address.pathname, address.hash), argument);
      assert.deepEqual(parseModulePath(decodeURIComponent(address.pathname), address.hash), argument);
      const [path, fragment] = pageLink(argument).slice('archguide:'.length).split('#');
      assert.deepEqual(parseModulePath(path ?? '', fragment), argument);
    }
  });

  it('lead nowhere where they are not of that form', () => {
    for (const path of ['', '/', '/module/', '/module/pack', '/module/pack/../../etc', '/module/pack/a/%2e%2e/b', '/module/pack/a%00', '/module/%ff/a', '/module//a']) {
      assert.equal(parseModulePath(path), null, path);
    }
  });
});

describe('status', () => {
  const none = { errors: 0, warnings: 0, others: 0 };
  const status = (over: Partial<ServerStatus>): ServerStatus => ({ state: 'ready', message: '', indexed: 0, total: 0, packs: [], problems: [], ...over });

  it('is short in the status bar', () => {
    assert.equal(statusBarText('ready', { errors: 1, warnings: 2, others: 1 }), '$(compass) 4');
    assert.equal(statusBarText('ready', none), '$(pass) Archguide');
    assert.equal(statusBarText('degraded', none), '$(warning) Archguide');
    assert.match(statusBarText('indexing', none), /loading/);
  });

  it('tells which packs are followed', () => {
    const packs = [{ id: 'a', title: 'A', followed: true, reason: '' }, { id: 'b', title: 'B', followed: false, reason: '' }];
    assert.deepEqual(adoption(status({ packs })), { followed: ['A'], others: ['B'] });
  });

  it('tells how far the indexing is, where that is known', () => {
    assert.equal(progress(status({ state: 'indexing', indexed: 1, total: 3 })), 33);
    assert.equal(progress(status({ state: 'indexing' })), null);
    assert.equal(progress(status({ state: 'ready', indexed: 3, total: 3 })), null);
  });
});

describe('the document selector', () => {
  it('takes compose files under both of their languages and by name, for each scheme', () => {
    const filters = documentSelector(['file', 'untitled']);
    for (const scheme of ['file', 'untitled']) {
      const own = filters.filter((filter) => filter.scheme === scheme);
      for (const language of ['python', 'yaml', 'dockercompose', 'dockerfile']) assert.ok(own.some((filter) => filter.language === language), language);
      assert.ok(own.some(({ pattern }) => pattern?.includes('docker-compose')));
    }
  });
});
