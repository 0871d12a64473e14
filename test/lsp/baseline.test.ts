import assert from 'node:assert/strict';
import { fingerprint } from '../../server/src/core/project/fingerprint';
import { orders, shop } from '../support/lsp/shop';
import { withServer, type TestConnection } from '../support/lsp/testConnection';

const configuration = 'packs: [improved-hybrid]\nbaseline: ci/known.json\n';
/** The anchor of the sleep in the shop, as `archguide check --write-baseline` writes it. */
const sleep = { rule: 'event-loop/no-blocking-call', path: orders, scope: 'orders', content: fingerprint('time.sleep(1)'), ordinal: 0 };
const baseline = JSON.stringify({ version: 1, findings: [sleep] });
const files = { ...shop, 'archguide.yaml': configuration, 'ci/known.json': baseline };

async function codes(client: TestConnection, path: string): Promise<unknown[]> {
  return (await client.pull(path)).map(({ code }) => code);
}

const knows = async (client: TestConnection): Promise<boolean> => !(await codes(client, orders)).includes('event-loop/no-blocking-call');

describe('server: baseline of archguide.yaml', () => {
  it('findings that it knows are not shown, in open files and in closed ones, and those beside them are', async () => {
    await withServer({ files }, async (client) => {
      const closed = await codes(client, orders);
      assert.ok(!closed.includes('event-loop/no-blocking-call'), closed.join(', '));
      assert.ok(closed.includes('event-loop/keep-task-reference'));
      await client.open(orders);
      assert.deepEqual(await codes(client, orders), closed);
      assert.deepEqual((await client.codeActions(orders, client.range(orders, 'time.sleep(1)'))).filter(({ kind }) => kind !== 'source.fixAll.archguide'), []);
      const report = await client.workspaceDiagnostics();
      assert.deepEqual(report.items.flatMap((item) => (item.kind === 'full' ? item.items : [])).filter(({ code }) => code === 'event-loop/no-blocking-call'), []);
    });
  });

  it('knows a finding wherever it moves, and not the one that is new', async () => {
    await withServer({ files }, async (client) => {
      await client.open(orders);
      await client.change(orders, [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '"""Moved."""\n\n' }]);
      assert.ok(await knows(client));
      await client.replace(orders, '    return []', '    time.sleep(2)\n    return []');
      const found = (await client.pull(orders)).filter(({ code }) => code === 'event-loop/no-blocking-call');
      assert.deepEqual(found.map(({ range }) => range.start.line), [client.range(orders, 'time.sleep(2)').start.line]);
      await client.close(orders);
      // The disk is read after the close; a refresh follows.
      await client.eventually('the text on the disk counts again', () => knows(client));
    });
  });

  it('is watched, and read anew when it changes, appears or is gone', async () => {
    await withServer({ files: { ...shop, 'archguide.yaml': configuration } }, async (client) => {
      await client.open(orders);
      await client.open('archguide.yaml');
      assert.ok(!(await knows(client)));
      const problems = await client.pull('archguide.yaml');
      assert.deepEqual(problems.map(({ code, severity }) => [code, severity]), [['configuration/invalid', 1]]);
      assert.match(JSON.stringify(problems[0]), /There is no baseline `ci\/known\.json`/);
      assert.deepEqual(problems[0]!.range, client.range('archguide.yaml', 'ci/known.json'));
      await client.until('the baseline to be watched', () => client.watchers.some(({ globPattern }) => globPattern === '**/ci/known.json'), () => client.watchers);
      await client.write('ci/known.json', baseline);
      await client.eventually('the baseline to be read', () => knows(client));
      assert.deepEqual(await client.pull('archguide.yaml'), []);
      await client.write('ci/known.json', '{"version": 1');
      await client.eventually('the broken baseline to be read', async () => !(await knows(client)));
      assert.match(JSON.stringify(await client.pull('archguide.yaml')), /not JSON/);
    });
  });

  it('counts from when archguide.yaml names it, saved or not', async () => {
    await withServer({ files: { ...files, 'archguide.yaml': shop['archguide.yaml'] } }, async (client) => {
      await client.open(orders);
      await client.open('archguide.yaml');
      assert.ok(!(await knows(client)));
      const end = { line: 1, character: 0 };
      await client.change('archguide.yaml', [{ range: { start: end, end }, text: 'baseline: ci/known.json\n' }]);
      await client.eventually('the baseline to be read', () => knows(client));
      await client.replace('archguide.yaml', 'baseline: ci/known.json\n', '');
      await client.eventually('the baseline to be dropped', async () => !(await knows(client)));
    });
  });

  it('is not read in a workspace that is not trusted', async () => {
    await withServer({ files, options: { trusted: false } }, async (client) => {
      await client.open(orders);
      assert.ok(!(await knows(client)));
    });
  });
});
