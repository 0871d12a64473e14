import assert from 'node:assert/strict';
import { readDotenv } from '../../../server/src/core/facts/compose/dotenv';
import { slice } from '../../support/drawn';

const cases: readonly (readonly [string, readonly (readonly [string, string | null])[]])[] = [
  ['A=1\nB=2', [['A', '1'], ['B', '2']]],
  ['A=', [['A', '']]],
  ['A', [['A', null]]],
  ['export A=1', [['A', '1']]],
  ['# A=1\n\nB=2 # two', [['B', '2']]],
  ['A=a#b', [['A', 'a#b']]],
  ['A = b', [['A', 'b']]],
  ['A: b', [['A', 'b']]],
  ['A="x # y" # z', [['A', 'x # y']]],
  ['A="a\\nb \\"c\\""', [['A', 'a\nb "c"']]],
  ["A='$B \\n'", [['A', '$B \\n']]],
  ['A="one\ntwo"\nB=3', [['A', 'one\ntwo'], ['B', '3']]],
  ['A=1\nB=$A/${A}/${C:-c}', [['A', '1'], ['B', '1/1/c']]],
  ['B=$OUTER', [['B', 'outer']]],
  ['A="open\nB=2', [['A', '"open'], ['B', '2']]],
  ['A=1\r\nB=2\r\n', [['A', '1'], ['B', '2']]],
  ['\uFEFFA=1', [['A', '1']]],
  ['=x\n1A=y\n  C=3', [['C', '3']]],
  ['', []],
];

describe('env files', () => {
  for (const [text, gives] of cases) {
    it(JSON.stringify(text), () => {
      const entries = readDotenv('.env', text, (name) => (name === 'OUTER' ? 'outer' : undefined));
      assert.deepEqual(entries.map(({ name, value }) => [name, value]), gives);
    });
  }

  it('knows where names and values stand', () => {
    const text = '# c\n  export KEY = "a b" # x\n';
    const [entry] = readDotenv('.env', text, () => undefined);
    assert.ok(entry);
    assert.deepEqual([entry.keyAt, entry.valueAt, entry.at].map((at) => slice(text, at.range)), ['KEY', '"a b"', 'KEY = "a b"']);
  });

  it('ends on long texts', () => {
    for (const piece of ['A="', "A='\n", 'A=$', ' ', 'A=${', '\n', 'A\n']) assert.ok(Array.isArray(readDotenv('.env', piece.repeat(300_000), () => undefined)));
  });
});
