import assert from 'node:assert/strict';
import { orders, shop } from '../support/lsp/shop';
import { withServer } from '../support/lsp/testConnection';

const page = `---
title: Our Waits
summary: How we wait.
category: reference
rules:
  - id: event-loop/no-blocking-call
    severity: hint
    summary: Nobody sleeps.
    why: It is late.
    scope: any
    universal: true
    match: { call: time.sleep }
    message: "Ours."
---

# Our Waits

Text.
`;

describe('server: a rule of the workspace with the id of a bundled one', () => {
  it('is told in its page, and the bundled one counts', async () => {
    await withServer({ files: { ...shop, '.archguide/waits.md': page } }, async (client) => {
      await client.open('.archguide/waits.md');
      const told = (await client.pull('.archguide/waits.md')).filter(({ code }) => code === 'docs/duplicate-rule');
      assert.deepEqual(told.map(({ range }) => range), [client.range('.archguide/waits.md', 'event-loop/no-blocking-call')]);
      assert.match(JSON.stringify(told), /bundled pack `improved-hybrid` has a rule .*That one counts/);
      const sleeps = (await client.pull(orders)).filter(({ code }) => code === 'event-loop/no-blocking-call');
      assert.equal(sleeps.length, 1);
      assert.doesNotMatch(JSON.stringify(sleeps), /Ours\./);
    });
  });
});
