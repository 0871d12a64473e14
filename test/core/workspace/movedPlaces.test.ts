import assert from 'node:assert/strict';
import { neverCancelled } from '../../../server/src/core/ports';
import { MemoryFiles, workspaceMaker } from '../../support/fuzz/workspaces';
import { shop } from '../../support/lsp/shop';

const path = 'services/orders_bot/src/__main__.py';
const imported = 'from services.orders_data.src import models\n';

describe('what is said of the project', () => {
  it('goes where an equal statement came, where the first one went in the same edit', async () => {
    const faults: string[] = [];
    const make = await workspaceMaker(faults);
    const files = new MemoryFiles();
    for (const [each, text] of Object.entries(shop)) files.texts.set(each, text);
    const workspace = make(files);
    await workspace.index(neverCancelled, () => undefined);
    workspace.open(path, imported);
    const lineOf = (): readonly number[] => workspace.findings(path).filter(({ rule }) => rule === 'boundary/no-cross-service-import').map(({ range }) => range.start.line);
    assert.deepEqual(lineOf(), [0]);
    // The first import is broken, and a sound one is added below it: the file imports the same as before.
    workspace.change(path, [
      { range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, text: imported },
      { range: { start: { line: 0, character: 31 }, end: { line: 0, character: 33 } }, text: ':' },
    ]);
    assert.deepEqual(lineOf(), [1]);
    workspace.change(path, [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '# above\n' }]);
    assert.deepEqual(lineOf(), [2], 'lines above push it down');
    assert.deepEqual(faults, []);
    workspace.dispose();
  });
});
