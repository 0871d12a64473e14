import assert from 'node:assert/strict';
import { mermaidFault } from '../../support/mermaid';
import type { BundledPage } from './bundledPages';
import { bundledPackIds, bundledPages } from './bundledPages';

describe('diagrams of the bundled packs', () => {
  let diagrams: BundledPage['code'][number][] = [];
  before(async () => {
    diagrams = (await bundledPages()).flatMap(({ code }) => code.filter(({ language }) => language === 'mermaid'));
  });

  it('are there, in both packs', () => {
    assert.ok(diagrams.length >= 20, `${diagrams.length} diagrams`);
    for (const pack of bundledPackIds) assert.ok(diagrams.some(({ page }) => page.includes(pack)), `no diagram in ${pack}`);
  });

  it('are read by Mermaid', async () => {
    const faults: string[] = [];
    for (const { at, text } of diagrams) {
      const fault = await mermaidFault(text);
      if (fault !== null) faults.push(`${at} is no diagram that Mermaid can draw: ${fault}`);
    }
    assert.deepEqual(faults, []);
  });

  it('are told where Mermaid cannot read them', async () => {
    assert.match(await mermaidFault('flowchart LR\n  a --> ') ?? '', /Parse error on line \d/);
    assert.match(await mermaidFault('flowshart LR\n  a --> b') ?? '', /No diagram type detected/);
  });
});
