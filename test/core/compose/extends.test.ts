import assert from 'node:assert/strict';
import { readComposeProject } from '../../../server/src/core/facts/compose/project';
import { readComposeFile } from '../../../server/src/core/facts/compose/read';
import { environment, project, service, web, type FileTexts } from '../../support/compose';
import { textAt } from '../../support/drawn';

describe('compose extends', () => {
  it('extends a service of the same file, whichever stands first', () => {
    const merged = project(web('extends: common\nimage: own', '  common: {image: base, restart: always, environment: {A: 1}}'));
    const found = service(merged);
    assert.deepEqual([found.image?.value, found.restart?.value, found.extendsService?.service], ['own', 'always', 'common']);
    assert.deepEqual(environment(found), { A: '1' });
    assert.equal(service(merged, 'common').extendsService, null);
  });

  it('extends a service of another file; its paths are relative to that file', () => {
    const files = {
      'app/compose.yaml': web('extends: {file: ../common/base.yml, service: python}\nports: ["80:80"]'),
      'common/base.yml': 'services: {python: {build: ./image, env_file: vars.env, ports: ["81:81"]}}',
      'common/vars.env': 'A=1',
    };
    const merged = project(files);
    const found = service(merged);
    assert.deepEqual([found.build?.context, found.ports.map((p) => p.raw)], ['common/image', ['81:81', '80:80']]);
    assert.deepEqual(environment(found), { A: '1' });
    assert.equal(textAt(files, found.ports[0]?.at ?? found.at), 'common/base.yml: "81:81"');
    assert.deepEqual([...merged.services.keys()], ['web']);
    assert.ok(merged.dependencies?.includes('common/base.yml'));
  });

  it('follows a chain over files', () => {
    const merged = project({
      'compose.yaml': web('extends: {file: a/one.yml, service: one}'),
      'a/one.yml': 'services: {one: {extends: {file: two.yml, service: two}, user: one}}',
      'a/two.yml': 'services: {two: {extends: three, restart: always}, three: {image: three, user: three}}',
    });
    const found = service(merged);
    assert.deepEqual([found.image?.value, found.user?.value, found.restart?.value, found.isPartial], ['three', 'one', 'always', false]);
  });

  it('reads variables of the other file with the environment of the project', () => {
    const merged = project({ 'p/compose.yaml': web('extends: {file: ../c.yml, service: s}'), 'c.yml': 'services: {s: {image: "a:${TAG}"}}', 'p/.env': 'TAG=9', '.env': 'TAG=1' });
    assert.equal(service(merged).image?.value, 'a:9');
  });

  it('resets and overrides over the extended service', () => {
    const merged = project(web('extends: common\nports: !override ["1:1"]\nenvironment: !reset null', '  common: {image: x, ports: ["2:2"], environment: {A: 1}}'));
    assert.deepEqual([service(merged).ports.map((p) => p.raw), environment(service(merged))], [['1:1'], {}]);
  });

  const faults: readonly { name: string; files: FileTexts; problem: RegExp | null; missing: number }[] = [
    { name: 'a loop within a file', files: { 'c.yml': web('extends: b\nimage: x', '  b: {extends: web}') }, problem: /extends itself/, missing: 0 },
    { name: 'a service that extends itself', files: { 'c.yml': web('extends: web\nimage: x') }, problem: /extends itself/, missing: 0 },
    { name: 'a loop over files', files: { 'c.yml': web('extends: {file: d.yml, service: d}\nimage: x'), 'd.yml': 'services: {d: {extends: {file: c.yml, service: web}}}' }, problem: /extends itself/, missing: 0 },
    { name: 'an unknown service', files: { 'c.yml': web('extends: nobody\nimage: x') }, problem: /no service nobody in c.yml/, missing: 0 },
    { name: 'a missing file', files: { 'c.yml': web('extends: {file: none.yml, service: a}\nimage: x') }, problem: null, missing: 1 },
    { name: 'a file outside the workspace', files: { 'c.yml': web('extends: {file: ../../x.yml, service: a}\nimage: x') }, problem: null, missing: 1 },
    { name: 'a file named by an unknown variable', files: { 'c.yml': web('extends: {file: "${F}/x.yml", service: a}\nimage: x') }, problem: null, missing: 1 },
    { name: 'no service at all', files: { 'c.yml': web('extends: {file: none.yml}\nimage: x') }, problem: /names no service/, missing: 0 },
  ];
  for (const { name, files, problem, missing } of faults) {
    it(`${name}: told, and the service kept as far as it goes`, () => {
      const merged = project(files);
      assert.equal(service(merged).image?.value, 'x');
      assert.equal(service(merged).isPartial, true);
      assert.equal(merged.missingFiles.length, missing);
      if (problem) assert.match(merged.problems.map((p) => p.message).join('\n'), problem);
      else assert.deepEqual(merged.problems, []);
    });
  }
});

describe('compose include', () => {
  it('includes a file, short form: paths and .env are its own', () => {
    const merged = project({
      'compose.yaml': `include: [infra/db.yml]\n${web('image: x\ndepends_on: [db]')}`,
      'infra/db.yml': 'services: {db: {image: "postgres:${PG}", build: ., env_file: db.env}}\nvolumes: {data: }',
      'infra/.env': 'PG=16', 'infra/db.env': 'A=1',
    });
    const db = service(merged, 'db');
    assert.deepEqual([db.image?.value, db.build?.context, environment(db)], ['postgres:16', 'infra', { A: '1' }]);
    assert.deepEqual([...merged.volumes.keys()], ['data']);
    assert.deepEqual(merged.files, ['compose.yaml']);
  });

  it('lets variables of the project win over those of the included .env', () => {
    const merged = project({ 'compose.yaml': 'include: [a/c.yml]', 'a/c.yml': 'services: {web: {image: "x:${T}"}}', 'a/.env': 'T=1', '.env': 'T=2' });
    assert.equal(service(merged).image?.value, 'x:2');
  });

  it('includes by the long form: several paths merged, project_directory, env_file', () => {
    const merged = project({
      'compose.yaml': 'include:\n  - path: [sub/a.yml, sub/b.yml]\n    project_directory: other\n    env_file: vars.env\n',
      'sub/a.yml': 'services: {web: {image: "a:${T}", build: x}}', 'sub/b.yml': 'services: {web: {restart: always}}', 'vars.env': 'T=5',
    });
    const found = service(merged);
    assert.deepEqual([found.image?.value, found.restart?.value, found.build?.context], ['a:5', 'always', 'other/x']);
  });

  it('includes recursively, and lays its own services over included ones', () => {
    const merged = project({
      'compose.yaml': `include: [a/c.yml]\n${web('restart: always')}`,
      'a/c.yml': 'include: [b/c.yml]\nservices: {web: {image: a}}', 'a/b/c.yml': 'services: {deep: {image: d}}',
    });
    assert.deepEqual([service(merged).image?.value, service(merged).restart?.value, service(merged, 'deep').image?.value], ['a', 'always', 'd']);
  });

  it('includes from an override too', () => {
    const merged = project({ 'compose.yaml': web('image: x'), 'o.yml': 'include: [i.yml]', 'i.yml': 'services: {db: {image: y}}' }, 'o.yml');
    assert.deepEqual([...merged.services.keys()].sort(), ['db', 'web']);
  });

  it('tells of a loop and of a missing file', () => {
    const loop = project({ 'a.yml': 'include: [b.yml]\nservices: {web: {image: x}}', 'b.yml': 'include: [a.yml]\nservices: {b: {image: y}}' });
    assert.deepEqual([...loop.services.keys()].sort(), ['b', 'web']);
    assert.match(loop.problems[0]?.message ?? '', /includes itself/);
    const missing = project(`include: [none.yml, "oci://x/y"]\n${web('image: x')}`);
    assert.deepEqual([missing.missingFiles.length, missing.problems.length], [2, 0]);
  });

  it('ends where includes multiply', () => {
    const files: Record<string, string> = {};
    for (let i = 0; i < 30; i++) files[`f${i}.yml`] = `include: [f${i + 1}.yml, f${i + 1}.yml]\nservices: {s${i}: {image: x}}`;
    files['f30.yml'] = 'services: {last: {image: x}}';
    assert.ok(project(files).services.size > 20);
  });
});

describe('compose project over a file system', () => {
  it('reads what it turns out to need, and no more', async () => {
    const files: FileTexts = {
      'compose.yaml': 'include: ["${DIR}/c.yml"]\nservices: {web: {image: x, env_file: w.env}}', '.env': 'DIR=sub',
      'sub/c.yml': 'services: {db: {extends: {file: e.yml, service: e}}}', 'sub/e.yml': 'services: {e: {image: pg}}', 'w.env': 'A=1', 'unrelated.yml': 'x',
    };
    const asked: string[] = [];
    const merged = await readComposeProject({ base: 'compose.yaml', overrides: [], variant: 'base' }, (path) => {
      asked.push(path);
      return Promise.resolve(files[path] ?? null);
    });
    assert.equal(service(merged, 'db').image?.value, 'pg');
    assert.deepEqual(environment(service(merged)), { A: '1' });
    assert.deepEqual(asked.sort(), ['.env', 'compose.yaml', 'sub/.env', 'sub/c.yml', 'sub/e.yml', 'w.env']);
    assert.deepEqual(merged.missingFiles, []);
  });

  it('names the files that a file refers to, variables by their defaults', () => {
    const facts = readComposeFile('a/compose.yaml', 'include: [b.yml, {path: [c.yml, "${D:-d}.yml", "${E}.yml"]}]\nservices: {web: {extends: {file: ../f.yml, service: x}, env_file: [g.env, {path: h.env}]}}');
    assert.deepEqual(facts.references, ['a/b.yml', 'a/c.yml', 'a/d.yml', 'f.yml', 'a/g.env', 'a/h.env']);
  });
});
