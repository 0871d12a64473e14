import assert from 'node:assert/strict';
import type { NavigationNode } from '../../server/src/protocol/model';
import { main, orders, shop } from '../support/lsp/shop';
import { withServer } from '../support/lsp/testConnection';

const loop = 'atomic/architecture/event-loop-management';

function leaves(nodes: readonly NavigationNode[]): string[] {
  return nodes.flatMap((node) => (node.module ? [node.module.id] : leaves(node.children)));
}

describe('server: knowledge', () => {
  it('navigation: every module once, by the packs\' own order and by category', async () => {
    await withServer({ files: shop }, async (client) => {
      const [byNavigation, byCategory] = await Promise.all([client.ask('archguide/navigation', { by: 'navigation' }), client.ask('archguide/navigation', { by: 'category' })]);
      assert.ok(byNavigation.some(({ kind, label }) => kind === 'pack' && label === 'Improved Hybrid Approach'));
      const modules = leaves(byCategory);
      assert.equal(new Set(modules).size, modules.length);
      assert.ok(modules.length > 20);
      assert.ok(modules.includes(loop));
      for (const id of leaves(byNavigation)) assert.ok(modules.includes(id), id);
    });
  });

  it('navigation: the reading lists, their steps numbered', async () => {
    await withServer({ files: shop }, async (client) => {
      const nodes = await client.ask('archguide/navigation', { by: 'reading' });
      const lists = nodes.find(({ label }) => label === 'Improved Hybrid Approach')?.children ?? [];
      const needs = lists.find(({ label }) => label === 'Pages by Need')?.children ?? [];
      const loopEntry = needs.find(({ label }) => label === 'Find out why everything hangs');
      assert.ok(loopEntry && leaves([loopEntry]).includes(loop));
      const steps = lists.find(({ label }) => label === 'Path for a Newcomer')?.children ?? [];
      assert.deepEqual(steps.map(({ label }) => /^\d+/.exec(label)?.[0]), steps.map((_, at) => String(at + 1)));
    });
  });

  it('page: text, rules with what violates them now, related pages, snippets', async () => {
    await withServer({ files: shop }, async (client) => {
      await client.open(orders);
      await client.pull(orders);
      const page = await client.ask('archguide/page', { pack: 'improved-hybrid', id: loop });
      assert.ok(page);
      assert.equal(page.module.title, 'Event Loop Management');
      assert.equal(page.source, null, 'a bundled page has no source to edit');
      const rule = page.rules.find(({ id }) => id === 'event-loop/no-blocking-call');
      assert.deepEqual(rule?.violations.map(({ uri, range }) => [uri, range]), [[client.uri(orders), client.range(orders, 'time.sleep')]]);
      assert.ok(page.related.length >= 2);
      for (const { slug } of page.headings.filter(({ level }) => level > 1)) assert.ok(page.html.includes(`id="${slug}"`), slug);
      assert.match(page.html, /data-verdict="incorrect" data-rules="event-loop\//);
      assert.doesNotMatch(page.html, /<script|style=/);
      await client.replace(orders, 'time.sleep(1)', 'await asyncio.sleep(1)');
      await client.pull(orders);
      const again = await client.ask('archguide/page', { id: loop });
      assert.deepEqual(again?.rules.find(({ id }) => id === 'event-loop/no-blocking-call')?.violations, []);
    });
  });

  it('search: the page that answers first, no more than asked for, nothing for nothing', async () => {
    await withServer({ files: shop }, async (client) => {
      const hits = await client.ask('archguide/search', { query: 'rabbitmq connection robust', limit: 5 });
      assert.equal(hits.length, 5);
      assert.ok(hits.slice(0, 3).some(({ module }) => module.id === 'atomic/integrations/rabbitmq/connection-management'), JSON.stringify(hits.map(({ module }) => module.id)));
      assert.ok(hits.every(({ score }, at) => at === 0 || score <= (hits[at - 1]?.score ?? 0)));
      assert.deepEqual(await client.ask('archguide/search', { query: '   ', limit: 5 }), []);
      assert.deepEqual(await client.ask('archguide/search', { query: 'xqzvwk', limit: 5 }), []);
    });
  });

  it('snippets: of a language, of a module', async () => {
    await withServer({ files: shop }, async (client) => {
      const all = await client.ask('archguide/snippets', {});
      const python = await client.ask('archguide/snippets', { language: 'python' });
      assert.ok(python.length > 0 && python.length < all.length);
      const module = python.find((snippet) => snippet.module !== null)?.module;
      assert.ok(module);
      const own = await client.ask('archguide/snippets', { module: module.id });
      assert.ok(own.length > 0 && own.every((snippet) => snippet.module?.id === module.id));
    });
  });

  it('file guidance: the service, why it is taken for its kind, and the pages that matter, those with problems first', async () => {
    await withServer({ files: shop }, async (client) => {
      assert.equal(await client.ask('archguide/fileGuidance', { uri: client.uri(orders) }), null, 'for open files');
      await client.open(orders);
      const guidance = await client.ask('archguide/fileGuidance', { uri: client.uri(orders) });
      assert.ok(guidance);
      assert.equal(guidance.service?.name, 'orders_api');
      assert.equal(guidance.service.kind, 'api');
      assert.ok(guidance.service.evidence.length > 0);
      const [first] = guidance.modules;
      assert.ok(first && first.findings.length > 0 && first.reasons.length > 0);
      const told = guidance.modules.flatMap(({ findings }) => findings.map(({ rule }) => rule));
      assert.deepEqual([...told].sort(), (await client.pull(orders)).map(({ code }) => String(code)).sort());
      await client.open(main, '');
      assert.equal((await client.ask('archguide/fileGuidance', { uri: client.uri(main) }))?.service?.name, 'orders_api');
    });
  });

  it('status and changes: what is wrong with the configuration is told when it is, with its place', async () => {
    await withServer({ files: shop }, async (client) => {
      await client.open('archguide.yaml', 'packs: [improved-hybrid]\nrules: { no/such: error }\n');
      const { state, problems } = await client.ask('archguide/status', {});
      assert.equal(state, 'degraded');
      assert.deepEqual(problems.map(({ uri, range }) => [uri, range.start.line]), [[client.uri('archguide.yaml'), 1]]);
      await client.until('the client to be told', () => client.statuses.at(-1)?.state === 'degraded', () => client.statuses.at(-1));
      await client.close('archguide.yaml');
      await client.until('the client to be told', () => client.statuses.at(-1)?.state === 'ready', () => client.statuses.at(-1));
    });
  });
});
