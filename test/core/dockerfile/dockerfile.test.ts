import assert from 'node:assert/strict';
import type { DockerfileFacts, DockerInstruction } from '../../../server/src/core/facts/dockerfile/model';
import { readDockerfile } from '../../../server/src/core/facts/dockerfile/read';
import { drawn, slice } from '../../support/drawn';

const stages = (facts: DockerfileFacts): unknown => facts.stages.map((s) => [s.name, s.image, s.raw, s.isResolved, s.base]);
/** Behind `FROM x`: the last instruction. */
const last = (facts: DockerfileFacts): DockerInstruction => facts.stages.at(-1)?.instructions.at(-1) ?? assert.fail('no instruction');
const said = (facts: DockerfileFacts): unknown => {
  const { keyword, form, words } = last(facts);
  return [keyword, form, words];
};

interface Case {
  readonly name: string;
  readonly text: string;
  readonly read: (facts: DockerfileFacts) => unknown;
  readonly gives: unknown;
}

const cases: readonly Case[] = [
  { name: 'an image', text: 'FROM python:3.12-slim\n', read: stages, gives: [[null, 'python:3.12-slim', 'python:3.12-slim', true, null]] },
  { name: 'lower case, AS, platform', text: 'from --platform=$BUILDPLATFORM python:3.12 as Build\n', read: stages, gives: [['Build', 'python:3.12', 'python:3.12', true, null]] },
  { name: 'registry with a port, tag and digest', text: 'FROM reg.local:5000/team/app:1.2@sha256:abc\n', read: stages, gives: [[null, 'reg.local:5000/team/app:1.2@sha256:abc', 'reg.local:5000/team/app:1.2@sha256:abc', true, null]] },
  { name: 'stages that build on each other', text: 'FROM a AS one\nFROM b AS two\nFROM ONE AS three\nFROM three\n', read: (f) => f.stages.map((s) => s.base), gives: [null, null, 0, 2] },
  { name: 'global ARG with a default', text: 'ARG V=3.12\nARG TAG=${V}-slim\nFROM python:${TAG}\n', read: stages, gives: [[null, 'python:3.12-slim', 'python:${TAG}', true, null]] },
  { name: 'quoted ARG default', text: 'ARG V="3.12"\nFROM python:$V\n', read: stages, gives: [[null, 'python:3.12', 'python:$V', true, null]] },
  { name: 'global ARG without a default', text: 'ARG V\nFROM python:${V}\n', read: (f) => [stages(f), [...f.globalArguments]], gives: [[[null, 'python:', 'python:${V}', false, null]], [['V', null]]] },
  { name: 'default in FROM itself', text: 'FROM python:${V:-3.12}\n', read: stages, gives: [[null, 'python:3.12', 'python:${V:-3.12}', true, null]] },
  { name: 'stage named by an ARG', text: 'ARG BASE=prod\nFROM a AS prod\nFROM ${BASE}\n', read: (f) => f.stages[1]?.base, gives: 0 },
  { name: 'an ARG inside a stage is not global', text: 'FROM a\nARG V=1\nFROM python:$V\n', read: (f) => f.stages[1]?.isResolved, gives: false },
  { name: 'CMD in exec form', text: 'FROM a\nCMD ["uvicorn", "app:app"]\n', read: said, gives: ['CMD', 'exec', ['uvicorn', 'app:app']] },
  { name: 'CMD in shell form', text: 'FROM a\ncmd uvicorn app:app --host "0.0.0.0"\n', read: said, gives: ['CMD', 'shell', ['uvicorn', 'app:app', '--host', '0.0.0.0']] },
  { name: 'exec form over lines', text: 'FROM a\nENTRYPOINT [ "a", \\\n  "b" ]\n', read: said, gives: ['ENTRYPOINT', 'exec', ['a', 'b']] },
  { name: 'single quotes make it shell form', text: "FROM a\nCMD ['a', 'b']\n", read: (f) => last(f).form, gives: 'shell' },
  { name: 'continuation with a comment and a blank line between', text: 'FROM a\nRUN pip install x && \\\n  # why\n\n  rm -rf /y\n', read: (f) => [last(f).raw, last(f).words], gives: ['pip install x &&   rm -rf /y', ['pip', 'install', 'x', '&&', 'rm', '-rf', '/y']] },
  { name: 'escape directive', text: '# escape=`\nFROM a\nRUN dir C:\\ `\n  x\n', read: (f) => last(f).raw, gives: 'dir C:\\   x' },
  { name: 'flags are not words', text: 'FROM a\nRUN --mount=type=cache,target=/root/.cache --network=none pip install .\n', read: (f) => [said(f), last(f).flags?.map((flag) => [flag.name, flag.value])], gives: [['RUN', 'shell', ['pip', 'install', '.']], [['mount', 'type=cache,target=/root/.cache'], ['network', 'none']]] },
  { name: 'COPY --from', text: 'FROM a\nCOPY --from=build --chown=app:app /x /y\n', read: (f) => [last(f).words, last(f).flags?.[0]?.value], gives: [['/x', '/y'], 'build'] },
  { name: 'heredoc script', text: 'FROM a\nRUN <<EOF\nset -e\npip install x\nEOF\nUSER app\n', read: (f) => f.stages[0]?.instructions.slice(1).map((i) => [i.keyword, i.words]), gives: [['RUN', ['set', '-e', ';', 'pip', 'install', 'x']], ['USER', ['app']]] },
  { name: 'heredoc for an interpreter', text: 'FROM a\nRUN python3 <<EOF\nprint(1)\nEOF\n', read: (f) => last(f).words, gives: ['python3', '<<', 'EOF'] },
  { name: 'heredoc file', text: 'FROM a\nCOPY <<EOF /x.conf\na = 1\nEOF\nUSER app\n', read: (f) => [last(f).keyword, f.stages[0]?.instructions.length], gives: ['USER', 3] },
  { name: 'HEALTHCHECK with options', text: 'FROM a\nHEALTHCHECK --interval=30s CMD ["curl", "-f", "x"]\n', read: said, gives: ['HEALTHCHECK', 'exec', ['CMD', 'curl', '-f', 'x']] },
  { name: 'HEALTHCHECK in shell form, and NONE', text: 'FROM a\nHEALTHCHECK CMD curl x || exit 1\nHEALTHCHECK NONE\n', read: (f) => f.stages[0]?.instructions.slice(1).map((i) => [i.form, i.words]), gives: [['shell', ['CMD', 'curl', 'x', '||', 'exit', '1']], ['shell', ['NONE']]] },
  { name: 'ONBUILD', text: 'FROM a\nONBUILD RUN pip install .\n', read: said, gives: ['ONBUILD', 'shell', ['RUN', 'pip', 'install', '.']] },
  { name: 'ENV: pairs and the old form', text: 'FROM a\nENV A=1 B="x y" \\\n  C=3\nENV D e f\n', read: (f) => f.stages[0]?.instructions.slice(1).flatMap((i) => i.properties?.map((p) => [p.name, p.value]) ?? []), gives: [['A', '1'], ['B', 'x y'], ['C', '3'], ['D', 'e f']] },
  { name: 'ARG without a value', text: 'FROM a\nARG TOKEN\n', read: (f) => last(f).properties?.map((p) => [p.name, p.value]), gives: [['TOKEN', null]] },
  { name: 'instructions begin with FROM, per stage', text: 'FROM a\nUSER x\nFROM b\nRUN y\n', read: (f) => f.stages.map((s) => s.instructions.map((i) => i.keyword)), gives: [['FROM', 'USER'], ['FROM', 'RUN']] },
  { name: 'instructions before FROM are left out', text: 'RUN x\nARG A=1\nFROM a\n', read: (f) => [f.stages.length, [...f.globalArguments.keys()]], gives: [1, ['A']] },
  { name: 'comments, with what looks like a directive', text: '# syntax=docker/dockerfile:1\n# archguide: ignore-file[x] because=y\nFROM a\n  # inner\nRUN b # no comment\n', read: (f) => f.comments.map((c) => c.text), gives: ['# archguide: ignore-file[x] because=y', '# inner'] },
  { name: 'byte order mark and carriage returns', text: '\uFEFFFROM a AS b\r\nRUN x \\\r\n  y\r\nCMD ["z"]\r\n', read: (f) => [stages(f), f.stages[0]?.instructions.map((i) => i.raw)], gives: [[['b', 'a', 'a', true, null]], ['a AS b', 'x   y', '["z"]']] },
  { name: 'FROM being typed', text: 'FROM', read: stages, gives: [[null, '', '', true, null]] },
  { name: 'an instruction being typed', text: 'FROM a\nCMD', read: said, gives: ['CMD', 'shell', []] },
  { name: 'a JSON array being typed', text: 'FROM a\nCMD ["uvicorn", "app', read: (f) => last(f).form, gives: 'shell' },
  { name: 'nothing', text: '', read: (f) => [f.stages, f.comments], gives: [[], []] },
];

describe('Dockerfile', () => {
  for (const { name, text, read, gives } of cases) {
    it(name, () => {
      assert.deepEqual(read(readDockerfile(text)), gives);
    });
  }

  it('knows where things stand', () => {
    const text = 'FROM --platform=x python:${V} AS b\nENV A=1 B="x y"\nRUN --mount=type=ssh a \\\n  && b\n';
    const facts = readDockerfile(text);
    const [stage] = facts.stages;
    assert.ok(stage);
    assert.equal(slice(text, stage.imageRange), 'python:${V}');
    assert.equal(slice(text, stage.range), text.trimEnd());
    const [from, env, run] = stage.instructions;
    assert.deepEqual([from, env, run].map((i) => i && slice(text, i.argumentsRange)), ['--platform=x python:${V} AS b', 'A=1 B="x y"', '--mount=type=ssh a \\\n  && b']);
    assert.deepEqual(env?.properties?.map((p) => [slice(text, p.nameRange), p.valueRange && slice(text, p.valueRange)]), [['A', '1'], ['B', '"x y"']]);
    assert.equal(drawn(text, run?.flags?.[0]?.range ?? assert.fail()), 'RUN --mount=type=ssh a \\\n    ^^^^^^^^^^^^^^^^');
  });

  it('gives an empty range behind a keyword without arguments', () => {
    const text = 'FROM a\nCMD  \n';
    const { argumentsRange } = last(readDockerfile(text));
    assert.deepEqual(argumentsRange, { start: { line: 1, character: 3 }, end: { line: 1, character: 3 } });
  });

  for (const piece of ['RUN x\n', 'RUN \\\n', 'FROM a\n', '# c\n', 'ENV a=b ', 'x', 'FROM a\nRUN <<E\n', '"', 'ARG a=$a\n', 'CMD ["a",', 'FROM a\nCMD --a=', '\u0000', '\\\n']) {
    it(`survives ${JSON.stringify(piece)} without end`, () => {
      assert.equal(readDockerfile(piece.repeat(30_000 / piece.length)).language, 'dockerfile');
    });
  }

  it('does not read five megabytes', () => {
    const facts = readDockerfile(`FROM a\nRUN ${'x'.repeat(5_000_000)}`);
    assert.equal(facts.stages.length, 0);
    assert.match(facts.problem ?? '', /not read/);
  });
});
