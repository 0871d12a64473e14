import assert from 'node:assert/strict';
import { composePathAt } from '../../../server/src/core/facts/compose/pathAt';
import { readComposeFile } from '../../../server/src/core/facts/compose/read';
import { LineIndex } from '../../../server/src/core/text/lineIndex';

const text = `x-common: &common
  restart: always
services:
  web:
    <<: *common
    image: "redis:7"
    ports:
      - "80:80"
      - target: 81
`;

/** The caret stands before this piece of the text. */
const cases: readonly (readonly [string, string | null])[] = [
  ['image', 'services.web.image key'], ['redis:7', 'services.web.image value "redis:7"'], ['80:80', 'services.web.ports.0 value "80:80"'],
  ['target', 'services.web.ports.1.target key'], ['restart', 'x-common.restart key'], ['always', 'x-common.restart value "always"'], ['<<', null],
];

describe('compose path at a position', () => {
  for (const [piece, gives] of cases) {
    it(piece, () => {
      const found = composePathAt(readComposeFile('c.yml', text), new LineIndex(text).positionAt(text.indexOf(piece)));
      assert.equal(found && `${found.path.join('.')} ${found.on}${found.on === 'value' ? ` ${JSON.stringify(found.text)}` : ''}`, gives);
    });
  }

  it('looks at what aliases share once', () => {
    const lists = Array.from({ length: 60 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`).join('');
    const bomb = `a0: &a0 [x]\n${lists}end: y\n`;
    assert.deepEqual(composePathAt(readComposeFile('c.yml', bomb), new LineIndex(bomb).positionAt(bomb.indexOf('end: y') + 5))?.path, ['end']);
  });
});
