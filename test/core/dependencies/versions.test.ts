import assert from 'node:assert/strict';
import { isBelow, lowestAllowed, staysBelow } from '../../../server/src/core/facts/dependencies/versions';

const lowest: readonly (readonly [string, 'pep440' | 'poetry', string | null])[] = [
  ['>=1.2', 'pep440', '1.2'], ['>=1.2,<2', 'pep440', '1.2'], ['<2, >= 1.2', 'pep440', '1.2'], ['==1.2.3', 'pep440', '1.2.3'], ['==1.2.*', 'pep440', '1.2'],
  ['~=1.4.2', 'pep440', '1.4.2'], ['>1.2', 'pep440', '1.2'], ['===1.0', 'pep440', '1.0'], ['<2', 'pep440', null], ['!=1.5', 'pep440', null], ['', 'pep440', null],
  ['>=1,>=1.10,>=1.9', 'pep440', '1.10'], ['(>=1.2)', 'pep440', '1.2'], ['>=2.0.0rc1', 'pep440', '2.0.0rc1'], ['nonsense', 'pep440', null],
  ['^1.2', 'poetry', '1.2'], ['~1.2', 'poetry', '1.2'], ['1.2.3', 'poetry', '1.2.3'], ['*', 'poetry', null], ['1.*', 'poetry', '1'],
  ['>=1.2 <2.0', 'poetry', '1.2'], ['^1.2 || ^2.0', 'poetry', '1.2'], ['^2.0|^1.2', 'poetry', '1.2'], ['^1 || *', 'poetry', null], ['>= 1.2, < 2', 'poetry', '1.2'],
  ['^1.2', 'pep440', '1.2'],
];

const below: readonly (readonly [string, string, boolean])[] = [
  ['1.9', '1.10', true], ['1.10', '1.9', false], ['1.0', '1.0.0', false], ['2.0rc1', '2.0', true], ['1.0.post1', '1.0', false], ['1!1.0', '2.0', false],
  ['x', '1.0', false], ['1.0', '', false],
];

describe('lowest version allowed', () => {
  for (const [specifier, style, gives] of lowest) {
    it(`${style} ${JSON.stringify(specifier)}: ${gives}`, () => {
      assert.equal(lowestAllowed(specifier, style), gives);
    });
  }
});

describe('version order', () => {
  for (const [a, b, gives] of below) {
    it(`${a} below ${b}: ${gives}`, () => {
      assert.equal(isBelow(a, b), gives);
    });
  }
});

describe('versions that stay below a limit', () => {
  const cases: readonly (readonly [specifier: string, style: 'pep440' | 'poetry', stays: boolean])[] = [
    ['==2.25.1', 'pep440', true], ['==2.*', 'pep440', true], ['<3', 'pep440', true], ['<=2.9', 'pep440', true], ['>=2.20,<3.0', 'pep440', true],
    ['~=2.14', 'pep440', true], ['^2.25', 'poetry', true], ['~2.25', 'poetry', true], ['2.25.1', 'poetry', true], ['^1.0 || ^2.0', 'poetry', true],
    ['', 'pep440', false], ['*', 'poetry', false], ['>=2.20', 'pep440', false], ['==3.7.0', 'pep440', false], ['<4', 'pep440', false], ['<=3.0', 'pep440', false],
    ['~=3.0', 'pep440', false], ['^3.1', 'poetry', false], ['>=2,<4', 'poetry', false], ['^2.0 || ^3.0', 'poetry', false], ['!=2.0', 'pep440', false], ['@ https://x', 'pep440', false],
  ];
  for (const [specifier, style, stays] of cases) {
    it(`${specifier === '' ? 'no specifier' : specifier} (${style}) ${stays ? 'stays' : 'does not stay'} below 3`, () => assert.equal(staysBelow(specifier, '3', style), stays));
  }
});
