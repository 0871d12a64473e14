import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askEverything, survives } from '../support/lsp/alive';
import { compose, shop } from '../support/lsp/shop';
import { TempFolder } from '../support/lsp/tempFolder';
import type { TestConnection } from '../support/lsp/testConnection';

const examples = join(__dirname, '../../examples/reference');
const example = (path: string): string => readFileSync(join(examples, path), 'utf8');
const path = 'services/orders_api/src/bad.py';
const sleeping = 'import time\n\n\nasync def f() -> None:\n    time.sleep(1)\n';

const codes = async (client: TestConnection, of: string): Promise<unknown[]> => (await client.pull(of)).map(({ code }) => code);

/** Types a text letter by letter, and asks for everything at every `step`th prefix. */
async function type(client: TestConnection, into: string, text: string, step: number): Promise<void> {
  await client.open(into, '');
  let [line, character] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    await client.change(into, [{ range: { start: { line, character }, end: { line, character } }, text: letter }]);
    [line, character] = letter === '\n' ? [line + 1, 0] : [line, character + 1];
    if (at % step === 0) await askEverything(client, into, line, character);
  }
  assert.equal(client.text(into), text);
}

describe('server, bad documents: half-typed', () => {
  it('a Python file at every prefix: at its end it is as right as it was', () => survives({}, async (client) => {
    await type(client, 'services/orders_api/src/main2.py', example('services/shop_orders_api/src/main.py'), 1);
  }));

  it('a compose file at every prefix', () => survives({}, async (client) => {
    await type(client, 'docker-compose.override.yml', example('docker-compose.override.yml'), 1);
  }));

  it('more files of the examples, at every twentieth prefix', () => survives({}, async (client) => {
    for (const [from, to] of [
      ['docker-compose.yml', 'other/docker-compose.yml'], ['services/shop_notify_bot/src/handlers/orders.py', 'services/orders_api/src/handlers.py'],
      ['services/shop_orders_api/pyproject.toml', 'services/orders_api/pyproject.toml'], ['services/shop_orders_api/Dockerfile', 'services/orders_api/Dockerfile.dev'],
    ] as const) await type(client, to, example(from), 20);
    await type(client, 'archguide.yaml', 'packs: [improved-hybrid]\nservices: { services/orders_api: api }\nrules:\n  compose/healthcheck: [warning, {}]\noverrides:\n  - paths: ["a/**"]\n    rules: { compose/healthcheck: "off" }\nlayers:\n  - name: a\n    layers: ["a/**", "b/**"]\n', 3);
  }));

  it('a line in the middle of a file: what stands before and behind it is still judged', () => survives({}, async (client) => {
    const lines = [...sleeping.trimEnd().split('\n'), '', '', 'async def g() -> None:', '    time.sleep(2)', ''];
    await client.open(path, lines.join('\n'));
    assert.equal((await client.pull(path)).length, 2);
    for (const half of ['    x = foo(', '    x = "abc', '    for', '    async with a.b as', '    return {', 'def', '@', '    x = [1, 2', '    if x ==']) {
      await client.change(path, [{ range: { start: { line: 5, character: 0 }, end: { line: 5, character: 0 } }, text: half }]);
      assert.ok((await client.pull(path)).some(({ range }) => range.start.line === 4), `the call above \`${half}\``);
      await client.change(path, [{ range: { start: { line: 5, character: 0 }, end: { line: 5, character: half.length } }, text: '' }]);
      assert.equal((await client.pull(path)).length, 2);
    }
  }));
});

describe('server, bad documents: not what the name says', () => {
  it('a binary file opened as Python: it is told that it is not checked', () => survives({}, async (client) => {
    await client.open(path, `\0\x01\x02${'\0\uFFFD'.repeat(10_000)}`);
    const [note] = await client.pull(path);
    assert.deepEqual([note?.code, note?.severity], ['file/skipped', 4]);
    assert.match(note?.message as string, /does not check this file: binary/);
    await askEverything(client, path);
    await client.change(path, [{ text: sleeping }]);
    assert.deepEqual(await codes(client, path), ['event-loop/no-blocking-call']);
  }));

  it('binary files on the disk under every name that is read', () => {
    const bytes = Uint8Array.from({ length: 20_000 }, (_, at) => (at * 7919) % 256);
    const names = ['x.py', 'docker-compose.prod.yml', 'Dockerfile', 'pyproject.toml', 'requirements.txt', '.env', '.archguide/a.md', '.archguide/pack.yaml'];
    return survives(Object.fromEntries(names.map((name) => [name, bytes])), async (client) => {
      for (const name of names) assert.deepEqual((await client.pull(name)).filter(({ severity }) => severity === 1), [], name);
      for (const name of names) await askEverything(client, name);
    });
  });

  it('a file of 5 MB on one line, of every language', () => survives({}, async (client) => {
    const long = 5_000_000;
    const texts: Record<string, string> = {
      'big.py': `x = "${'a'.repeat(long)}"`, 'calls.py': 'f(1);'.repeat(long / 5), 'big/docker-compose.yml': `services: {${'a: {}, '.repeat(long / 7)}}`, 'big/Dockerfile': `RUN ${'x '.repeat(long / 2)}`,
      'big/pyproject.toml': `dependencies = [${'"a", '.repeat(long / 5)}]`, 'big/requirements.txt': 'a;'.repeat(long / 2), 'big/archguide.yaml': `packs: [${'a, '.repeat(long / 3)}]`,
    };
    for (const [name, text] of Object.entries(texts)) {
      await client.open(name, text);
      assert.equal((await client.pull(name)).length, 1, `${name} says why it is not checked`);
      await askEverything(client, name, 0, 100);
      await client.change(name, [{ range: { start: { line: 0, character: 5 }, end: { line: 0, character: 6 } }, text: 'y' }]);
      await askEverything(client, name, 0, 100);
      await client.close(name);
    }
  }));

  it('a quote that is never closed at the top of 10,000 lines', () => survives({}, async (client) => {
    const body = Array.from({ length: 2_000 }, (_, at) => `async def f_${at}() -> None:\n    time.sleep(${at})\n    print("a", 'b')\n\n\n`).join('');
    await client.open(path, `import time\n"""\n${body}`);
    await askEverything(client, path, 50, 6);
    await client.change(path, [{ range: { start: { line: 1, character: 3 }, end: { line: 1, character: 3 } }, text: 'text"""' }]);
    assert.equal((await client.pull(path)).filter(({ code }) => code === 'event-loop/no-blocking-call').length, 2_000);
    await client.open(compose, `services:\n  a:\n    image: "postgres\n${'  b:\n    image: c\n'.repeat(5_000)}`);
    await askEverything(client, compose, 3, 4);
  }));

  it('Python nested 100,000 brackets deep, and 20,000 blocks deep', () => survives({}, async (client) => {
    for (const text of ['('.repeat(99_000), `x = ${'['.repeat(40_000)}1${']'.repeat(40_000)}\n`, Array.from({ length: 3_000 }, (_, at) => `${' '.repeat(at)}if x:\n`).join(''), `x = ${'not '.repeat(20_000)}y\n`, `x = ${'a.'.repeat(40_000)}b\n`, `x = ${'f('.repeat(20_000)}\n`]) {
      await client.open(path, text);
      await askEverything(client, path, 0, 50);
    }
  }));

  it('a Jinja template of Python', () => survives({}, async (client) => {
    await client.open(path, 'import time\n{% if a %}\nfrom {{ name }} import x\n{% endif %}\n\nasync def {{ f }}():\n    time.sleep(1)\n');
    await askEverything(client, path, 3, 3);
  }));
});

describe('server, bad documents: encodings and line ends', () => {
  it('invalid UTF-8 on the disk is read as far as it is text', () => survives({ [path]: Uint8Array.from([...Buffer.from('import time\n# caf'), 0xe9, 0xff, 0xfe, ...Buffer.from('\n\n\nasync def f() -> None:\n    time.sleep(1)\n')]) }, async (client) => {
    assert.deepEqual(await codes(client, path), ['event-loop/no-blocking-call']);
    await client.open(path);
    assert.deepEqual(await codes(client, path), ['event-loop/no-blocking-call']);
  }));

  it('a byte order mark moves nothing, on the disk or in the editor', () => survives({ [path]: `\uFEFF${sleeping}`, [compose]: `\uFEFF${shop[compose]}`, 'archguide.yaml': `\uFEFF${shop['archguide.yaml']}  rabbitmq/robust-connection: "off"\n` }, async (client) => {
    const [closed] = await client.pull(path);
    assert.deepEqual(closed?.range.start, { line: 4, character: 4 });
    const inCompose = await client.pull(compose);
    assert.equal(inCompose.length, 3);
    await client.open(path, `\uFEFF${sleeping}`);
    assert.deepEqual((await client.pull(path))[0]?.range, closed?.range);
    await client.open(compose, `\uFEFF${shop[compose]}`);
    assert.deepEqual((await client.pull(compose)).map(({ range }) => range), inCompose.map(({ range }) => range));
    assert.deepEqual((await client.ask('archguide/status', {})).problems, []);
  }));

  it('tabs, form feeds, and mixed line ends', () => survives({}, async (client) => {
    await client.open(path, 'import time\r\n\f\nasync def f() -> None:\r\n\ttime.sleep(1)\n\tif x:\r\n\t\ttime.sleep(2)\n');
    assert.deepEqual((await client.pull(path)).map(({ range }) => [range.start.line, range.start.character]), [[3, 1], [5, 2]]);
    await client.open(compose, 'services:\n\tapi:\n\t\timage: postgres:latest\n');
    await askEverything(client, compose, 1, 1);
    await client.open('archguide.yaml', 'rules:\n\tcompose/healthcheck: "off"\n');
    assert.match(JSON.stringify(await client.pull('archguide.yaml')), /begins with a tab/);
  }));

  it('names of files with spaces, brackets, percent signs, umlauts and emoji', () => survives({}, async (client) => {
    for (const name of ['a b.py', 'x[1].py', '100%.py', '%41.py', 'größe.py', '日本/🙂.py', "it's (new)#1?.py"]) {
      await client.open(`services/orders_api/src/${name}`, sleeping);
      assert.deepEqual(await codes(client, `services/orders_api/src/${name}`), ['event-loop/no-blocking-call'], name);
      const [fix] = await client.codeActions(`services/orders_api/src/${name}`, { start: { line: 4, character: 4 }, end: { line: 4, character: 5 } });
      assert.deepEqual(Object.keys(fix?.edit?.changes ?? {}), [client.uri(`services/orders_api/src/${name}`)], 'the edit names the document as the client does');
    }
  }));
});

describe('server, bad documents: compose', () => {
  const opened = (text: string, check: (messages: readonly string[], client: TestConnection) => void = () => undefined): Promise<void> => survives({}, async (client) => {
    await client.open(compose, text);
    await askEverything(client, compose, 2, 4);
    check((await client.pull(compose)).map(({ message }) => message as string), client);
  });

  it('a thousand merges', () => opened(`x-a: &a {restart: always}\nservices:\n${Array.from({ length: 1_000 }, (_, at) => `  s${at}:\n    <<: *a\n    image: postgres:latest\n`).join('')}`, (messages) => { assert.ok(messages.length >= 1_000); }));
  it('a merge of a thousand, and merges of merges', () => opened(`${Array.from({ length: 1_000 }, (_, at) => `x-${at}: &a${at} {k${at}: 1${at > 0 ? `, <<: *a${at - 1}` : ''}}\n`).join('')}services:\n  a:\n    <<: [${Array.from({ length: 1_000 }, (_, at) => `*a${at}`).join(', ')}]\n    image: b\n`));
  it('an alias of nothing, of itself, and a billion laughs', () => opened(`a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghij'.split('').map((name, at) => `${name}: &${name} [${`*${'abcdefghi'.charAt(at)}, `.repeat(9)}]\n`).join('')}services:\n  loop: &loop\n    <<: *loop\n    image: *gone\n    command: *j\n`));
  it('duplicate keys', () => opened('services:\n  a:\n    image: postgres:latest\n    image: redis:latest\n  a:\n    image: x\nservices:\n  b:\n    image: y:latest\n', (messages) => { assert.ok(messages.some((message) => /does not check all of this file/.test(message)), messages.join()); }));
  it('wrong types everywhere', async () => {
    const keys = ['image', 'build', 'environment', 'env_file', 'ports', 'depends_on', 'healthcheck', 'command', 'entrypoint', 'volumes', 'networks', 'extends', 'deploy', 'secrets', 'profiles', 'labels', 'restart', 'user', 'container_name'];
    await survives({}, async (client) => {
      for (const value of ['7', '[1, [2, {a: [null]}], ~]', '{a: {b: {c: []}}, 1: 2, ~: ~}', '~', 'true', '"text"', '!!binary abc', '2020-01-01', '.inf', '{? [a, b] : c}', '!reset null', '!override [a]']) {
        await client.open(compose, `services:\n  a:\n${keys.map((key) => `    ${key}: ${value}\n`).join('')}`);
        await askEverything(client, compose, 3, 6);
        for (const top of [`services: ${value}\n`, `services:\n  a: ${value}\n`, `${value}\n`, `include: ${value}\nservices: {a: {image: x}}\nsecrets: ${value}\nnetworks: ${value}\nvolumes: ${value}\nx-a: ${value}\n`]) {
          await client.change(compose, [{ text: top }]);
          await askEverything(client, compose, 0, 5);
        }
      }
    });
  });
  for (const [name, text] of Object.entries({
    '100,000 brackets': '['.repeat(100_000), '100,000 braces': 'services: ' + '{a: '.repeat(100_000), '100,000 dashes': `services:\n  ${'- '.repeat(100_000)}x`,
    '10,000 levels of indentation': Array.from({ length: 5_000 }, (_, at) => `${' '.repeat(at)}a:\n`).join(''), '100,000 question marks': '? '.repeat(100_000), '10,000 tags and anchors': '&a !b '.repeat(10_000),
  })) {
    // Both ways in: opened in the editor, and found on the disk when the folder is read.
    it(`nesting: ${name}`, () => survives({ 'deep/docker-compose.yml': text }, async (client) => {
      await client.open(compose, text);
      await askEverything(client, compose, 0, 10);
      assert.ok((await client.pull(compose)).some(({ code }) => code === 'file/unread' || code === 'file/skipped') || name === '10,000 tags and anchors', 'the file says that it is not checked');
      await client.open('archguide.yaml', text);
      await askEverything(client, 'archguide.yaml', 0, 10);
      assert.notDeepEqual(await client.pull('archguide.yaml'), [], 'archguide.yaml says what is wrong');
    }));
  }
  it('includes and extensions that lead to themselves, out of the workspace, and nowhere', () => survives({ 'a.yml': 'include: [a.yml, docker-compose.yml, ../../etc/passwd, no.yml]\nservices:\n  a: {extends: {file: a.yml, service: a}}\n' }, async (client) => {
    await client.open(compose, 'include: [a.yml, docker-compose.yml]\nservices:\n  a: {extends: a}\n  b: {extends: {file: ../../../etc/passwd, service: x}}\n  c: {extends: d}\n  d: {extends: c}\n  e: {env_file: [/etc/passwd, ../../x, "${A:-${B:-${C}}}", ""]}\n');
    await askEverything(client, compose, 2, 4);
  }));
});

describe('server, bad documents: gone', () => {
  it('files that are deleted, renamed and made folders while they are checked', () => survives(Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`services/orders_api/src/m${at}.py`, sleeping])), async (client) => {
    const pulled = client.workspaceDiagnostics();
    for (let at = 0; at < 100; at += 4) {
      await client.remove(`services/orders_api/src/m${at}.py`);
      await client.rename(`services/orders_api/src/m${at + 1}.py`, `services/orders_api/src/r${at}.py`);
      await client.folders[0]?.remove(`services/orders_api/src/m${at + 2}.py`);
      await client.write(`services/orders_api/src/m${at + 2}.py/x.txt`, '');
      await client.watched([{ path: `services/orders_api/src/m${at + 2}.py`, type: 2 }]);
    }
    await pulled;
    await client.eventually('what is there to be reported, and nothing else', async () => {
      const { items } = await client.workspaceDiagnostics();
      return items.filter(({ uri }) => /\/[mr]\d+\.py$/.test(uri)).length === 25 + 25;
    });
  }));

  it('the folder itself is deleted', async () => {
    const folder = await TempFolder.create({ 'a.py': sleeping }, 'gone');
    await survives({}, async (client) => {
      await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [{ uri: folder.uri, name: 'gone' }], removed: [] } });
      await client.eventually('the folder to be read', async () => (await client.workspaceDiagnostics()).items.some(({ uri }) => uri === folder.uriOf('a.py')));
      await folder.dispose();
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: folder.uriOf('a.py'), type: 3 }] });
      await client.eventually('the file to go', async () => !(await client.workspaceDiagnostics()).items.some(({ uri }) => uri === folder.uriOf('a.py')));
    });
  });
});
