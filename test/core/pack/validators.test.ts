import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { manifestSchemaGuide } from '../../../server/src/core/pack/packManifest';
import { moduleSchemaGuide } from '../../../server/src/core/pack/moduleReader';
import { severities, serviceKinds } from '../../../server/src/core/pack/ruleDeclaration';
import type { SchemaGuide } from '../../../server/src/core/pack/schemaGuide';

const root = fileURLToPath(new URL('../../../', `file://${__filename}`));

describe('schemas', () => {
  it('are what the generated validators follow', async function () {
    this.timeout(60_000);
    await promisify(execFile)(process.execPath, ['scripts/build-validators.mjs', '--check'], { cwd: root });
  });

  it('name the severities and service kinds of the model', () => {
    assert.deepEqual(moduleSchemaGuide().at(['rules', 0, 'severity'])?.enum, severities);
    assert.deepEqual([...(moduleSchemaGuide().at(['kinds', 0])?.enum ?? []), 'unknown'], serviceKinds);
  });

  /** Every key that completion can offer, walked through lists and choices. */
  function keys(guide: SchemaGuide, path: readonly (string | number)[] = []): string[] {
    return guide.keys(path).flatMap((key) => {
      const at = [...path, key];
      if (path.filter((part) => part === key).length > 0) return [];
      return [at.join('.'), ...keys(guide, at), ...keys(guide, [...at, 0])];
    });
  }

  it('describe every key', () => {
    for (const [guide, least] of [[moduleSchemaGuide(), 60], [manifestSchemaGuide(), 8]] as const) {
      const all = keys(guide);
      assert.ok(all.length >= least, `${all.length} keys`);
      assert.deepEqual(all.filter((key) => guide.describe(key.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))) === ''), []);
    }
  });

  it('tell what stands at a place, through references and choices', () => {
    const guide = moduleSchemaGuide();
    assert.ok(guide.keys(['rules', 3, 'match']).includes('except-type'));
    assert.ok(guide.keys(['rules', 3, 'match', 2, 'when']).includes('module-level'));
    assert.match(guide.describe(['rules', 0, 'match', 'call']), /Qualified names that are called/);
    assert.equal(guide.at(['rules', 0, 'nothing', 'x']), null);
  });
});
