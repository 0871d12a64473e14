import assert from 'node:assert/strict';
import { check, checkFix, checkNoFix, checkRelated, drawnRules, testedPack, type FixOptions } from './check';
import type { FixtureOptions } from './fixture';

/** How the tests of one rule are written. A `title` completes the sentence: catches …, leaves … alone, fixes …. */
export interface RuleTests {
  readonly catches: (title: string, fixture: string, options?: FixtureOptions) => void;
  readonly leaves: (title: string, fixture: string, options?: FixtureOptions) => void;
  readonly fixes: (title: string, before: string, after: string, options?: FixOptions) => void;
  /** Speaks, and offers no edit. */
  readonly offersNoFix: (title: string, fixture: string, options?: FixtureOptions) => void;
  /** The other places that its findings name: `path: code: message` each, where the code goes to the end of its line. */
  readonly relates: (title: string, fixture: string, related: readonly string[], options?: FixtureOptions) => void;
}

/** The tests of one rule: `rules/completeness.test.ts` asks for three cases that it catches and three that it leaves alone. */
export function describeRule(rule: string, write: (tests: RuleTests) => void): void {
  describe(rule, function () {
    this.timeout(20_000);
    before(() => testedPack());
    write({
      catches: (title, fixture, options) => it(`catches ${title}`, () => {
        assert.ok(drawnRules(fixture).includes(rule), 'nothing is drawn');
        return check(rule, fixture, options);
      }),
      leaves: (title, fixture, options) => it(`leaves ${title} alone`, () => {
        assert.ok(!drawnRules(fixture).includes(rule), 'a finding is drawn');
        return check(rule, fixture, options);
      }),
      fixes: (title, before, after, options) => it(`fixes ${title}`, () => checkFix(rule, before, after, options)),
      offersNoFix: (title, fixture, options) => it(`offers no fix for ${title}`, () => checkNoFix(rule, fixture, options)),
      relates: (title, fixture, related, options) => it(`relates ${title}`, () => checkRelated(rule, fixture, related, options)),
    });
  });
}
