import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { RuleDeclaration } from '../../server/src/core/pack/ruleDeclaration';
import { testedPack } from '../support/check';
import { catalogue } from './catalogue';

const fewestCases = 3;

/** Rules of the pack, without those that judge packs themselves: `verify` and its tests prove those. */
async function declaredRules(): Promise<readonly RuleDeclaration[]> {
  return (await testedPack()).rules.filter((rule) => !rule.id.startsWith('docs/'));
}

function isFixable(rule: RuleDeclaration): boolean {
  return rule.fix !== null || rule.match.some((matcher) => matcher.fix !== null);
}

function testPath(id: string): string {
  return `test/rules/${id}.test.ts`;
}

/** How often a test file calls `catches`, `leaves` or `fixes`. */
function cases(source: string, kind: 'catches' | 'leaves' | 'fixes'): number {
  return [...source.matchAll(new RegExp(`^\\s+${kind}\\(`, 'gm'))].length;
}

/** What the test file of a rule lacks, in words. */
function lacking(rule: RuleDeclaration): readonly string[] {
  const path = testPath(rule.id);
  if (!existsSync(path)) return [`${path} is missing`];
  const source = readFileSync(path, 'utf8');
  const lacks: string[] = [];
  if (!source.includes(`describeRule('${rule.id}'`)) lacks.push(`${path} does not describe ${rule.id}`);
  for (const kind of ['catches', 'leaves'] as const) {
    const count = cases(source, kind);
    if (count < fewestCases) lacks.push(`${path} has ${count} of ${fewestCases} cases that it ${kind}${kind === 'leaves' ? ' alone' : ''}`);
  }
  if (isFixable(rule) && cases(source, 'fixes') === 0) lacks.push(`${path} applies no fix, and the rule declares one`);
  if (!new RegExp(`(error|warning|information|hint): ${rule.id}: \\S`).test(source)) lacks.push(`${path} draws no message`);
  return lacks;
}

describe('completeness of the rules', function () {
  this.timeout(20_000);

  it('every declared rule has its cases', async () => {
    assert.deepEqual((await declaredRules()).flatMap(lacking), []);
  });

  it('every test file belongs to a declared rule', async () => {
    const known = new Set((await declaredRules()).map((rule) => testPath(rule.id)));
    const files = readdirSync('test/rules', { recursive: true, encoding: 'utf8' }).map((path) => `test/rules/${path.replaceAll('\\', '/')}`);
    assert.deepEqual(files.filter((path) => /^test\/rules\/[^/]+\/.+\.test\.ts$/.test(path) && !known.has(path)), []);
  });

  it('severity, reach and fix of each rule are those of the catalogue', async () => {
    const promised = new Map(catalogue.map((entry) => [entry.id, entry]));
    const differing = (await declaredRules()).flatMap((rule) => {
      const entry = promised.get(rule.id);
      if (!entry) return [`${rule.id} is not in test/rules/catalogue.ts`];
      const facts = { severity: rule.severity, universal: rule.universal, fix: isFixable(rule), planned: false };
      const promise = { ...entry, fix: entry.fix || entry.extraFix };
      return Object.entries(facts).filter(([key, value]) => promise[key as keyof typeof facts] !== value)
        .map(([key, value]) => `${rule.id}: ${key} is ${String(value)}, the catalogue says ${String(promise[key as keyof typeof facts])}`);
    });
    assert.deepEqual(differing, []);
  });

  it('what the catalogue does not call planned is declared', async () => {
    const declared = new Set((await testedPack()).rules.map((rule) => rule.id));
    assert.deepEqual(catalogue.filter((entry) => !entry.planned && !entry.id.startsWith('docs/') && !declared.has(entry.id)).map((entry) => entry.id), []);
  });

  it('no rule stands in the catalogue twice', () => {
    const ids = catalogue.map((entry) => entry.id);
    assert.deepEqual(ids.filter((id, index) => ids.indexOf(id) !== index), []);
  });
});
