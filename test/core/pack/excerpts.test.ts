import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { excerptBlock, excerptOf, readExcerptReference } from '../../../server/src/core/pack/excerpts';
import { loadPack } from '../../../server/src/core/pack/packLoader';
import { readPackFolder } from '../../../server/src/node/bundle';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

const python = `"""What the module is.

Two paragraphs.
"""

import asyncio

QUEUE = "q.orders"
_SCRIPT = """
if a then
return 1
"""
type Check = int


def place(
    order: int,
) -> int:
    """Place it."""
    text = """
def get(): not this one
"""

    return order


# region reading
@cached
@traced("x")
async def get(order: int) -> int:
    return order
# endregion


class Orders:
    """All of them."""

    limit: int = 3

    @property
    def first(self) -> int:
        return 1

    async def get(self, order: int) -> int:
        return order


LAST = 1
`;

const compose = `x-store: &store
  restart: unless-stopped

services:
  # claims
  redis:
    <<: *store
    image: redis:7

  redis_cache:
    <<: *store
    image: redis:7.2

volumes:
  redis: {}
`;

function excerpt(value: string, source = python): string {
  const reference = readExcerptReference(value);
  assert.ok(reference, value);
  const found = excerptOf(reference, source);
  return 'text' in found ? found.text : `missing: ${found.missing}`;
}

describe('excerpts', () => {
  const parts: readonly (readonly [string, string, string])[] = [
    ['a constant', 'QUEUE', 'QUEUE = "q.orders"\n'],
    ['a constant over several lines, whatever their indentation', '_SCRIPT', '_SCRIPT = """\nif a then\nreturn 1\n"""\n'],
    ['a type', 'Check', 'type Check = int\n'],
    ['a function with its signature over several lines, and a text in it that looks like another', 'place', 'def place(\n    order: int,\n) -> int:\n    """Place it."""\n    text = """\ndef get(): not this one\n"""\n\n    return order\n'],
    ['a function with its decorators, without region marks', 'get', '@cached\n@traced("x")\nasync def get(order: int) -> int:\n    return order\n'],
    ['a region', 'reading', '@cached\n@traced("x")\nasync def get(order: int) -> int:\n    return order\n'],
    ['a method, without its indentation', 'Orders.get', 'async def get(self, order: int) -> int:\n    return order\n'],
    ['a property with its decorator', 'Orders.first', '@property\ndef first(self) -> int:\n    return 1\n'],
    ['a field with its type', 'Orders.limit', 'limit: int = 3\n'],
    ['several parts, in their order on the page, constants together', 'LAST, QUEUE, Orders.get', 'LAST = 1\nQUEUE = "q.orders"\n\n\nasync def get(self, order: int) -> int:\n    return order\n'],
    ['a part that is not there', 'QUEUE, Queue', 'missing: Queue\n'],
    ['a method that is a function', 'Orders.place', 'missing: Orders.place\n'],
  ];
  for (const [name, part, expected] of parts) {
    it(`gives ${name}`, () => { assert.equal(excerpt(`a.py#${part}`), expected.replace(/^(missing.*)\n$/, '$1')); });
  }

  it('gives a whole class, to its last method', () => {
    const text = excerpt('a.py#Orders');
    assert.match(text, /^class Orders:\n {4}"""All of them\."""\n/);
    assert.match(text, / {8}return order\n$/);
  });

  it('gives a whole file without docstring and region marks, whatever its line ends', () => {
    const text = excerpt('a.py', `\uFEFF${python.replaceAll('\n', '\r\n')}`);
    assert.match(text, /^import asyncio\n\nQUEUE/);
    assert.doesNotMatch(text, /region|Two paragraphs|\r/);
    assert.equal(excerpt('a.py', '"""One line."""\n\nx = 1\n'), 'x = 1\n');
    assert.equal(excerpt('a.conf', '"""\nx\n'), '"""\nx\n');
  });

  it('gives keys of YAML below the keys that lead there, those of one parent together', () => {
    assert.equal(excerpt('c.yml#x-store, services.redis_cache', compose), 'x-store: &store\n  restart: unless-stopped\n\nservices:\n  redis_cache:\n    <<: *store\n    image: redis:7.2\n');
    assert.equal(excerpt('c.yml#services.redis, services.redis_cache', compose), 'services:\n  redis:\n    <<: *store\n    image: redis:7\n\n  redis_cache:\n    <<: *store\n    image: redis:7.2\n');
    assert.equal(excerpt('c.yml#services.redis, volumes.redis', compose), 'services:\n  redis:\n    <<: *store\n    image: redis:7\n\nvolumes:\n  redis: {}\n');
    assert.equal(excerpt('c.yml#services.image', compose), 'missing: services.image');
  });

  it('gives the imports that the other parts need, and no others', () => {
    const source = [
      '"""Doc."""', '', 'import asyncio', 'import os.path', 'from collections.abc import Iterator, Mapping', '', 'import httpx as http', 'from a.b import (', '    One,', '    Two as Second,', '    three,', ')', '', 'from src.core import Settings', '', 'LIMIT = 5', '', '',
      'def send(items: Mapping[str, One]) -> Second:', '    return http.get(os.path.join(str(LIMIT)))', '', '', 'def wait() -> None:', '    asyncio.run(Settings)', '',
    ].join('\n');
    assert.equal(excerpt('a.py#imports, LIMIT, send', source), 'import os.path\nfrom collections.abc import Mapping\n\nimport httpx as http\nfrom a.b import One, Two as Second\n\nLIMIT = 5\n\n\ndef send(items: Mapping[str, One]) -> Second:\n    return http.get(os.path.join(str(LIMIT)))\n');
    assert.equal(excerpt('a.py#imports, wait', source), 'import asyncio\n\nfrom src.core import Settings\n\n\ndef wait() -> None:\n    asyncio.run(Settings)\n');
    assert.equal(excerpt('a.py#imports, LIMIT', source), 'LIMIT = 5\n');
  });

  it('reads what a fence names, and nothing outside of the repository', () => {
    assert.deepEqual(readExcerptReference('examples/a.py#b, C.d'), { path: 'examples/a.py', parts: ['b', 'C.d'] });
    for (const value of ['', '#b', '/etc/passwd', '../a.py', 'a/../../b.py', 'C:/a.py', 'a\\b.py', 'a.py#', 'a.py#b,', 'a.py#b#c']) assert.equal(readExcerptReference(value), null, value);
  });

  it('keeps the comment with which a page begins a block', () => {
    assert.equal(excerptBlock('# CORRECT: one client\nold\n', 'new\n'), '# CORRECT: one client\nnew\n');
    assert.equal(excerptBlock('old\n', 'new\n'), 'new\n');
  });

  it('never takes long or throws, whatever the file holds', () => {
    for (const text of ['', '\n', '"""', '@'.repeat(100_000), 'def f(\n'.repeat(20_000), `x = ${'('.repeat(200_000)}`, 'from a import (\n'.repeat(20_000)]) {
      for (const part of ['a.py#f', 'a.py', 'a.yml#f.g', 'a.py#(', 'a.py#f.f.f', 'a.py#imports, f']) excerpt(part, text);
    }
  });

  it('of pages are the code of examples/', async () => {
    const shown: string[] = [];
    const wrong: string[] = [];
    for (const pack of readdirSync(join(repository, 'docs-bundle')).filter((name) => existsSync(join(repository, 'docs-bundle', name, 'pack.yaml')))) {
      const { sources } = loadPack(await readPackFolder(join(repository, 'docs-bundle', pack)), { id: pack, bundled: true, root: null });
      for (const { id, blocks } of sources.values()) {
        for (const { code, line, attributes } of blocks) {
          const value = attributes.get('excerpt');
          if (value === undefined) continue;
          const reference = readExcerptReference(value);
          const file = reference ? join(repository, reference.path) : '';
          const found = reference && existsSync(file) ? excerptOf(reference, readFileSync(file, 'utf8')) : null;
          if (!found || !('text' in found) || code.replaceAll('\r\n', '\n') !== excerptBlock(code, found.text)) wrong.push(`${pack}/${id}.md:${line}: ${value}`);
          else shown.push(id);
        }
      }
    }
    assert.deepEqual(wrong, [], 'run `npx tsx scripts/generate-excerpts.ts`');
    assert.ok(new Set(shown).size >= 20, 'pages show what runs');
  });
});
