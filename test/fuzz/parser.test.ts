import assert from 'node:assert/strict';
import { join } from 'node:path';
import { PythonFactsDocument } from '../../server/src/core/facts/python/document';
import type { TextChange } from '../../server/src/core/syntax/pythonDocument';
import type { LineIndex } from '../../server/src/core/text/lineIndex';
import { Corpus } from '../support/fuzz/corpus';
import { Random, seeds } from '../support/fuzz/random';
import { patient } from '../support/fuzz/workspaces';
import { nodePlatform } from '../support/lsp/platform';

/** What is typed, pasted and deleted while a file is half written. */
const typed = ['"', '"""', "'", '(', ')', '[', ']', '{', '}', ':', ',', '.', '=', '#', '\\', '@', '\n', '\n    ', '\n\n', '\r\n', '\r', '\t', '    ', 'f"{', 'async ', 'await ', 'def f(', 'class A:', 'import ', 'from a import b', 'if ', 'else:', 'try:', 'except', 'with a as b', 'lambda', 'match x:', 'case _', '*', '**', 'é', '🙂', '\uFEFF', '\0', '\f', 'x'];

function change(random: Random, index: LineIndex): TextChange {
  const length = index.text.length;
  const at = random.below(length + 1);
  const choice = random.next();
  if (choice < 0.65) return { range: index.rangeOf(at, at), text: random.pick(typed) };
  if (choice < 0.85) return { range: index.rangeOf(at, Math.min(length, at + random.below(12))), text: '' };
  // A piece of the text itself, somewhere else.
  const from = random.below(length + 1);
  return { range: index.rangeOf(at, Math.min(length, at + random.below(60))), text: index.text.slice(from, from + random.below(120)) };
}

describe('incremental parsing', function () {
  this.timeout(0);
  const run = seeds(50);

  it(`reads a half-typed file as if it were new, after every edit (${run.length} files from seed ${run[0]})`, async () => {
    const parser = patient(await (await nodePlatform()).parsers.python());
    const blocks = new Corpus(join(__dirname, '../../docs-bundle')).of('python');
    let edits = 0;
    for (const seed of run) {
      const random = new Random(seed);
      const document = new PythonFactsDocument(parser, Array.from({ length: 1 + random.below(4) }, () => random.pick(blocks)).join('\n'));
      const log: string[] = [];
      for (let step = 0; step < 15; step++) {
        const made = change(random, document.text);
        log.push(JSON.stringify(made));
        const before = document.text.text;
        document.change([made]);
        const fresh = new PythonFactsDocument(parser, document.text.text);
        const account = `seed ${seed} (ARCHGUIDE_FUZZ=1 ARCHGUIDE_FUZZ_SEED=${seed}), edit ${step} ${log.at(-1)} of:\n${before}`;
        assert.deepEqual(plain(document.facts), plain(fresh.facts), account);
        assert.equal(document.tree?.rootNode.toString(), fresh.tree?.rootNode.toString(), account);
        fresh.dispose();
        edits++;
      }
      document.dispose();
    }
    assert.equal(edits, run.length * 15);
  });
});

function plain(facts: unknown): unknown {
  return JSON.parse(JSON.stringify(facts, (_, value: unknown) => (value instanceof Map ? [...value as Map<unknown, unknown>] : value instanceof Set ? [...value as Set<unknown>] : value)));
}
