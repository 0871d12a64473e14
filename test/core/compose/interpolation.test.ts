import assert from 'node:assert/strict';
import { interpolate } from '../../../server/src/core/facts/compose/interpolate';
import { project, service } from '../../support/compose';

const set: Readonly<Record<string, string>> = { A: 'a', EMPTY: '', TAG: '16' };

interface Case {
  readonly text: string;
  readonly gives: string;
  readonly unresolved?: true;
  readonly invalid?: true;
  readonly variables?: readonly string[];
}

const cases: readonly Case[] = [
  { text: 'plain', gives: 'plain', variables: [] },
  { text: '$A-$A', gives: 'a-a' },
  { text: '${A}', gives: 'a', variables: ['A'] },
  { text: 'x$NONE.y', gives: 'x.y', unresolved: true, variables: ['NONE'] },
  { text: '${NONE:-d}', gives: 'd', variables: ['NONE=d'] },
  { text: '${NONE-d}', gives: 'd' },
  { text: '${EMPTY:-d}', gives: 'd' },
  { text: '${EMPTY-d}', gives: '' },
  { text: '${A:-d}', gives: 'a', variables: ['A=d'] },
  { text: '${NONE:?must be set}', gives: '', unresolved: true, variables: ['NONE!'] },
  { text: '${A?must be set}', gives: 'a', variables: ['A!'] },
  { text: '${EMPTY:?must be set}', gives: '', unresolved: true },
  { text: '${EMPTY?must be set}', gives: '' },
  { text: '${A:+other}', gives: 'other' },
  { text: '${EMPTY:+other}', gives: '' },
  { text: '${EMPTY+other}', gives: 'other' },
  { text: '${NONE:+other}', gives: '', unresolved: true },
  { text: '${NONE:-${ALSO:-deep}}', gives: 'deep', variables: ['NONE=deep', 'ALSO=deep'] },
  { text: '${NONE:-x${A}y}', gives: 'xay' },
  { text: '${NONE:-${ALSO}}', gives: '', unresolved: true },
  { text: '${A:-${NONE}}', gives: 'a' },
  { text: 'postgres:${TAG:-15}-alpine', gives: 'postgres:16-alpine' },
  { text: '$$A $${A}', gives: '$A ${A}', variables: [] },
  { text: '$$$A', gives: '$a' },
  { text: 'cost 5$ or $5', gives: 'cost 5$ or $5', variables: [] },
  { text: '${NONE:-{"a": 1}}', gives: '{"a": 1}' },
  { text: '${unclosed', gives: '${unclosed', invalid: true },
  { text: '${A/foo/bar}', gives: '${A/foo/bar}', invalid: true },
  { text: '${}', gives: '${}', invalid: true },
  { text: '${A:-}', gives: 'a' },
];

describe('compose interpolation', () => {
  for (const { text, gives, unresolved, invalid, variables } of cases) {
    it(`${text} gives ${JSON.stringify(gives)}`, () => {
      const result = interpolate(text, (name) => set[name]);
      assert.equal(result.text, gives);
      assert.equal(result.isResolved, unresolved !== true);
      assert.equal(result.isInvalid, invalid === true);
      const told = result.variables.map((use) => use.name + (use.default === null ? '' : `=${use.default}`) + (use.required ? '!' : ''));
      if (variables) assert.deepEqual(told, variables);
    });
  }

  it('ends on text that nests without end', () => {
    const text = '${A:-'.repeat(20_000);
    assert.equal(interpolate(text, () => undefined).isInvalid, true);
  });

  it('takes .env beside the base file, and keeps the value as written', () => {
    const files = { 'app/compose.yaml': 'services: {web: {image: "redis:${TAG:-latest}"}}', 'app/.env': 'TAG=7.2\n', '.env': 'TAG=6\n' };
    const { image } = service(project(files));
    assert.equal(image?.value, 'redis:7.2');
    assert.equal(image?.raw, 'redis:${TAG:-latest}');
    assert.deepEqual(image?.variables, [{ name: 'TAG', default: 'latest', required: false }]);
  });

  it('does not touch keys', () => {
    const web = service(project('services: {web: {image: x, environment: {"$A": b}}}'));
    assert.deepEqual([...web.environment.keys()], ['$A']);
  });

  it('tells of an invalid expression and goes on', () => {
    const merged = project('services: {web: {image: "a:${TAG", restart: always}}');
    assert.equal(service(merged).image?.isResolved, false);
    assert.equal(service(merged).restart?.value, 'always');
    assert.equal(merged.problems.length, 1);
  });

  it('gives a plain value the type that it has after interpolation', () => {
    const { other } = service(project('services: {web: {image: x, deploy: {replicas: ${N:-3}, x: "${N:-3}"}}}'.replace('${N:-3},', "'${N:-3}',")));
    assert.deepEqual(other.get('deploy')?.value, { replicas: '3', x: '3' });
    const plain = service(project('services:\n  web:\n    init: ${INIT:-true}\n'));
    assert.equal(plain.other.get('init')?.value, true);
  });
});
