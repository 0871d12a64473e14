import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import { archguide, buildCommandLine, repository } from '../support/cli/commandLine';
import { drifted } from '../support/cli/workspaces';
import { TempFolder } from '../support/lsp/tempFolder';

const closed = (properties: Record<string, object>): object => ({ type: 'object', properties, required: Object.keys(properties), additionalProperties: false });
const severity = { enum: ['error', 'warning', 'information', 'hint'] };
const position = closed({ line: { type: 'integer', minimum: 1 }, column: { type: 'integer', minimum: 1 } });
const count = { type: 'integer', minimum: 0 };
const path = { type: 'string', pattern: '^[^\\\\]+$' };
/** What docs/cli.md promises of the JSON report. */
const jsonReport = closed({
  findings: {
    type: 'array',
    items: closed({
      rule: { type: 'string', pattern: '^[\\w-]+/[\\w-]+$' }, severity, path, start: position, end: position, message: { type: 'string', minLength: 1 }, module: { type: 'string' },
      fix: { anyOf: [{ type: 'null' }, closed({ title: { type: 'string', minLength: 1 }, edits: { type: 'array', minItems: 1, items: closed({ path, start: position, end: position, text: { type: 'string' } }) } })] },
    }),
  },
  summary: closed({ files: count, skipped: { type: 'array', items: closed({ path, reason: { type: 'string', minLength: 1 } }) }, error: count, warning: count, information: count, hint: count }),
});

const text = { type: 'object', properties: { text: { type: 'string', minLength: 1 } }, required: ['text'] };
const region = closed({ startLine: { type: 'integer', minimum: 1 }, startColumn: { type: 'integer', minimum: 1 }, endLine: { type: 'integer', minimum: 1 }, endColumn: { type: 'integer', minimum: 1 } });
const artifact = closed({ uri: { type: 'string', format: 'relative-path' } });
const physical = closed({ artifactLocation: artifact, region });
/** What SARIF 2.1.0 requires of the parts that are written (3.13 log, 3.14 run, 3.19 component, 3.27 result, 3.30 region, 3.55 fix). */
const sarifLog = {
  type: 'object', required: ['version', 'runs'],
  properties: {
    $schema: { type: 'string' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array', minItems: 1, maxItems: 1,
      items: {
        type: 'object', required: ['tool', 'results', 'columnKind'],
        properties: {
          columnKind: { const: 'utf16CodeUnits' },
          tool: closed({
            driver: closed({
              name: { const: 'Archguide' }, version: { type: 'string' }, informationUri: { type: 'string', pattern: '^https://' },
              rules: { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'object', required: ['id', 'shortDescription', 'help'], properties: { id: { type: 'string' }, shortDescription: text, fullDescription: text, help: text, defaultConfiguration: closed({ level: { enum: ['error', 'warning', 'note'] } }) } } },
            }),
          }),
          results: {
            type: 'array',
            items: {
              type: 'object', required: ['ruleId', 'level', 'message', 'locations'], additionalProperties: false,
              properties: {
                ruleId: { type: 'string' }, ruleIndex: count, level: { enum: ['error', 'warning', 'note'] }, message: text,
                locations: { type: 'array', minItems: 1, items: closed({ physicalLocation: physical }) },
                relatedLocations: { type: 'array', minItems: 1, items: closed({ id: count, message: text, physicalLocation: physical }) },
                fixes: { type: 'array', minItems: 1, items: closed({ description: text, artifactChanges: { type: 'array', minItems: 1, items: closed({ artifactLocation: artifact, replacements: { type: 'array', minItems: 1, items: closed({ deletedRegion: region, insertedContent: closed({ text: { type: 'string' } }) }) } }) } }) },
              },
            },
          },
        },
      },
    },
  },
};

interface Sarif {
  readonly runs: readonly [{
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly { readonly ruleId: string; readonly ruleIndex?: number; readonly level: string; readonly relatedLocations?: unknown; readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }[] }[];
  }];
}

function validate(schema: object, value: unknown): void {
  const ajv = new Ajv({ allErrors: true, formats: { 'relative-path': /^(?!\/)[\w.\-~%/]+$/ } });
  assert.ok(ajv.validate(schema, value), ajv.errorsText(ajv.errors));
}

describe('formats of archguide check', function () {
  this.timeout(120_000);
  let folder: TempFolder;
  before(buildCommandLine);
  before(async () => { folder = await TempFolder.create(drifted); });
  after(() => folder.dispose());

  const run = async (...args: string[]): Promise<string> => (await archguide(['check', ...args], { cwd: folder.root })).stdout;

  it('text is a line a finding and one in the end', async () => {
    const lines = (await run()).split('\n');
    assert.match(lines[0] ?? '', /^docker-compose\.yml:5:12: warning \[compose\/pinned-image\] \S.*[^ ]$/);
    assert.match(lines[1] ?? '', /^services\/orders_api\/src\/main\.py:11:5: error \[event-loop\/no-blocking-call\] /);
    assert.deepEqual(lines.slice(3), ['3 findings (2 errors, 1 warning); 2 files checked.', '']);
  });

  it('text has colours and code with FORCE_COLOR, code alone with NO_COLOR beside it, and neither in a pipe', async () => {
    const shown = async (environment: Record<string, string>): Promise<string> => (await archguide(['check'], { cwd: folder.root, environment })).stdout;
    const [plain, forced, both] = await Promise.all([shown({}), shown({ FORCE_COLOR: '1' }), shown({ FORCE_COLOR: '1', NO_COLOR: '1' })]);
    assert.doesNotMatch(plain, /\u001b|\^\^/);
    assert.match(forced, /\u001b\[31merror\u001b\[0m/);
    assert.match(both, /\n {4}5 \| {5}image: postgres:latest\n {6}\| {12}\^{15}\n/);
    assert.doesNotMatch(both, /\u001b/);
    assert.equal(forced.replace(/\u001b\[\d+m/g, ''), both);
    assert.equal(await shown({ FORCE_COLOR: '0' }), plain);
  });

  it('json is what docs/cli.md says', async () => {
    const report = JSON.parse(await run('--format', 'json')) as { findings: { rule: string; start: { line: number }; fix: unknown }[]; summary: object };
    validate(jsonReport, report);
    assert.deepEqual(report.summary, { files: 2, skipped: [], error: 2, warning: 1, information: 0, hint: 0 });
    assert.deepEqual(report.findings.map(({ rule, start, fix }) => [rule, start.line, fix !== null]), [
      ['compose/pinned-image', 5, true], ['event-loop/no-blocking-call', 11, true], ['event-loop/no-blocking-call', 12, false],
    ]);
  });

  it('json of the whole example is, too: sorted by path and place', async () => {
    const { stdout } = await archguide(['check', 'examples/drifted', '--format', 'json'], { cwd: repository });
    const report = JSON.parse(stdout) as { findings: { path: string; start: { line: number; column: number } }[] };
    validate(jsonReport, report);
    const places = report.findings.map(({ path: file, start }) => `${file}:${String(start.line).padStart(5)}:${String(start.column).padStart(5)}`);
    assert.ok(places.length > 50 && places.every((place) => place.startsWith('examples/drifted/')));
    assert.deepEqual(places, [...places].sort());
  });

  it('json counts columns in UTF-16 units, from 1', async () => {
    const wide = await TempFolder.create({ 'a.py': 'import time\n\n\nasync def f() -> None:\n    "😀"; time.sleep(1)\n' });
    const { stdout } = await archguide(['check', '--format', 'json'], { cwd: wide.root });
    await wide.dispose();
    const { findings: [finding] } = JSON.parse(stdout) as { findings: { start: object; end: object }[] };
    assert.deepEqual([finding?.start, finding?.end], [{ line: 5, column: 11 }, { line: 5, column: 21 }]);
  });

  it('sarif has what SARIF 2.1.0 requires', async () => {
    const { stdout } = await archguide(['check', 'examples/drifted', '--format', 'sarif'], { cwd: repository });
    const log = JSON.parse(stdout) as Sarif;
    validate(sarifLog, log);
    const [{ tool, results }] = log.runs;
    for (const { ruleId, ruleIndex } of results) assert.equal(tool.driver.rules[ruleIndex ?? -1]?.id, ruleId);
    assert.deepEqual([...new Set(results.map(({ level }) => level))].sort(), ['error', 'note', 'warning']);
    assert.ok(results.some(({ relatedLocations }) => relatedLocations !== undefined), 'other ends of a violation');
    assert.ok(tool.driver.rules.length >= new Set(results.map(({ ruleId }) => ruleId)).size);
  });

  it('sarif writes a path as a relative reference', async () => {
    const odd = await TempFolder.create({ 'a b/#1 ünï.py': 'import time\n\n\nasync def f() -> None:\n    time.sleep(1)\n' });
    const { stdout } = await archguide(['check', '--format', 'sarif'], { cwd: odd.root });
    await odd.dispose();
    const log = JSON.parse(stdout) as Sarif;
    validate(sarifLog, log);
    assert.equal(log.runs[0].results[0]?.locations[0]?.physicalLocation.artifactLocation.uri, 'a%20b/%231%20%C3%BCn%C3%AF.py');
  });

  it('github gives a workflow command a finding', async () => {
    const lines = (await run('--format', 'github')).trimEnd().split('\n');
    assert.equal(lines.length, 3);
    assert.match(lines[0] ?? '', /^::warning file=docker-compose\.yml,line=5,endLine=5,col=12,endColumn=27,title=compose\/pinned-image::\S/);
    assert.match(lines[1] ?? '', /^::error file=services\/orders_api\/src\/main\.py,line=11,endLine=11,col=5,endColumn=15,title=event-loop\/no-blocking-call::\S/);
  });

  it('has nothing but the report on standard output where nothing is found', async () => {
    const empty = await TempFolder.create({ 'README.md': 'No Python here.\n' });
    const outcomes = await Promise.all(['text', 'json', 'sarif', 'github'].map((format) => archguide(['check', '--format', format], { cwd: empty.root })));
    await empty.dispose();
    assert.deepEqual(outcomes.map(({ status, stderr }) => [status, stderr]), outcomes.map(() => [0, '']));
    const [said, json, sarif, github] = outcomes.map(({ stdout }) => stdout);
    assert.equal(said, 'No findings; 0 files checked.\n');
    assert.deepEqual(JSON.parse(json ?? ''), { findings: [], summary: { files: 0, skipped: [], error: 0, warning: 0, information: 0, hint: 0 } });
    validate(sarifLog, JSON.parse(sarif ?? ''));
    assert.equal(github, '');
  });
});
