import assert from 'node:assert/strict';
import { History, type Visit } from '../../client/src/browser/history';
import { parseFinding, parseFromUi, parseModule, parsePanelState } from '../../client/src/browser/messages';
import { makeNonce, shell } from '../../client/src/browser/shell';

const visit = (id: string, top = 0): Visit => ({ pack: 'p', id, top });

describe('history of the doc browser', () => {
  it('goes back and forward, and drops what lay ahead on a new visit', () => {
    const history = new History();
    assert.deepEqual(history.state(), { entries: [], index: -1 });
    for (const id of ['a', 'b', 'c']) history.visit(visit(id));
    assert.equal(history.go(-1)?.id, 'b');
    assert.equal(history.go(-1)?.id, 'a');
    assert.equal(history.go(-1), null);
    assert.equal(history.current?.id, 'a');
    assert.equal(history.go(1)?.id, 'b');
    history.visit(visit('d'));
    assert.equal(history.canGoForward, false);
    assert.deepEqual(history.state().entries.map(({ id }) => id), ['a', 'b', 'd']);
  });

  it('takes the page that is shown for no new visit, but another heading of it for one', () => {
    const history = new History();
    history.visit(visit('a'));
    history.visit(visit('a', 5));
    assert.equal(history.canGoBack, false);
    history.visit({ ...visit('a'), anchor: 'h' });
    assert.equal(history.canGoBack, true);
  });

  it('remembers how far each page was scrolled', () => {
    const history = new History();
    history.visit(visit('a'));
    history.scrolled(300);
    history.visit(visit('b'));
    assert.equal(history.go(-1)?.top, 300);
  });

  it('keeps the last fifty, and comes back from what it kept', () => {
    const history = new History();
    for (let index = 0; index < 80; index++) history.visit(visit(`m${index}`));
    const state = history.state();
    assert.equal(state.entries.length, 50);
    assert.equal(new History(parsePanelState(JSON.parse(JSON.stringify(state)))).current?.id, 'm79');
  });
});

describe('messages of the page', () => {
  it('are read', () => {
    assert.deepEqual(parseFromUi({ type: 'ready' }), { type: 'ready' });
    assert.deepEqual(parseFromUi({ type: 'navigate', module: { pack: 'p', id: 'a/b', anchor: '' } }), { type: 'navigate', module: { pack: 'p', id: 'a/b' } });
    assert.deepEqual(parseFromUi({ type: 'scrolled', top: 12.7 }), { type: 'scrolled', top: 12 });
    assert.deepEqual(parseFromUi({ type: 'openExternal', url: 'https://example.org' }), { type: 'openExternal', url: 'https://example.org' });
  });

  it('are dropped where they are not of the protocol', () => {
    const bad: unknown[] = [
      null, undefined, 7, 'ready', [], {}, { type: 'toString' }, { type: '__proto__' }, { type: 'navigate' }, { type: 'navigate', module: { id: 7 } },
      { type: 'navigate', module: { id: 'x'.repeat(501) } }, { type: 'scrolled', top: -1 }, { type: 'scrolled', top: NaN }, { type: 'scrolled', top: '1' },
      { type: 'openExternal', url: 'command:workbench.action.terminal.new' }, { type: 'openExternal', url: 'file:///etc/passwd' },
      { type: 'openExternal', url: 'javascript:alert(1)' }, { type: 'copy' }, { type: 'copy', text: 'x'.repeat(200_001) }, { type: 'insertSnippet', name: {} },
      { type: 'showFinding', finding: { uri: 'file:///a', range: { start: { line: -1, character: 0 }, end: { line: 0, character: 0 } } } },
    ];
    assert.deepEqual(bad.map(parseFromUi).filter((message) => message !== null), []);
  });

  it('keep nothing that the protocol does not know', () => {
    assert.deepEqual(Object.keys(parseFromUi({ type: 'copy', text: 'a', command: 'b' }) ?? {}), ['type', 'text']);
  });
});

describe('arguments of commands', () => {
  it('name a module by its id alone, or by an object', () => {
    assert.deepEqual(parseModule('a/b'), { id: 'a/b' });
    assert.deepEqual(parseModule({ id: 'a', pack: 'p', other: 1 }), { id: 'a', pack: 'p' });
    assert.deepEqual([parseModule(''), parseModule({}), parseModule(3)], [null, null, null]);
  });

  it('name a place', () => {
    const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 3 } };
    assert.deepEqual(parseFinding({ uri: 'file:///a', range }), { uri: 'file:///a', range });
    assert.equal(parseFinding({ uri: 'file:///a' }), null);
  });
});

describe('the state of a panel', () => {
  it('is read as far as it is one', () => {
    assert.equal(parsePanelState(undefined), null);
    assert.equal(parsePanelState({ entries: [] }), null);
    assert.equal(parsePanelState({ entries: [{ id: 'without-pack' }] }), null);
    assert.deepEqual(parsePanelState({ entries: [{ pack: 'p', id: 'a' }, 7], index: 99 }), { entries: [{ pack: 'p', id: 'a', top: 0 }], index: 0 });
  });
});

describe('the shell of the page', () => {
  const html = shell({ title: 'A "title" <b>', language: 'en', script: 'https://host/ui.js', style: 'https://host/ui.css', source: 'https://host', nonce: 'abc' });
  const policy = /content="([^"]+)"/.exec(html)?.[1] ?? '';

  it('allows one script by its nonce, nothing inline and nothing remote', () => {
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'nonce-abc'(;|$)/);
    assert.equal(/unsafe|\*|http:/.test(policy), false, policy);
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.equal(/ (style|on\w+)=/.test(html), false);
  });

  it('escapes what is put into it', () => {
    assert.match(html, /<title>A &quot;title&quot; &lt;b&gt;<\/title>/);
  });

  it('has another nonce each time', () => {
    assert.notEqual(makeNonce(), makeNonce());
    assert.match(makeNonce(), /^[0-9a-f]{32}$/);
  });
});
