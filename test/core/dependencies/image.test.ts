import assert from 'node:assert/strict';
import { parseImage } from '../../../server/src/core/facts/image';

const cases: readonly (readonly [string, readonly [string | null, string, string, string | null, string | null]])[] = [
  ['postgres', [null, 'postgres', 'postgres', null, null]],
  ['postgres:16-alpine', [null, 'postgres', 'postgres', '16-alpine', null]],
  ['library/postgres:16', [null, 'library/postgres', 'postgres', '16', null]],
  ['team/sub/app', [null, 'team/sub/app', 'app', null, null]],
  ['ghcr.io/team/app:1', ['ghcr.io', 'team/app', 'app', '1', null]],
  ['registry:5000/a/b:tag@sha256:0a', ['registry:5000', 'a/b', 'b', 'tag', 'sha256:0a']],
  ['registry:5000/b', ['registry:5000', 'b', 'b', null, null]],
  ['localhost/app', ['localhost', 'app', 'app', null, null]],
  ['app@sha256:0a', [null, 'app', 'app', null, 'sha256:0a']],
  ['docker.io/library/redis:7.2.4', ['docker.io', 'library/redis', 'redis', '7.2.4', null]],
  ['redis:', [null, 'redis', 'redis', null, null]],
  [' redis:7 ', [null, 'redis', 'redis', '7', null]],
  ['', [null, '', '', null, null]],
];

describe('image references', () => {
  for (const [text, [registry, repository, name, tag, digest]] of cases) {
    it(JSON.stringify(text), () => {
      assert.deepEqual(parseImage(text), { registry, repository, name, tag, digest });
    });
  }
});
