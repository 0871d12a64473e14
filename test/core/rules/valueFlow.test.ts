import assert from 'node:assert/strict';
import type { ValueFact } from '../../../server/src/core/facts/python/model';
import { ResolvedPythonFile } from '../../../server/src/core/rules/pythonFile';
import { environmentOf, mappingOf, textsOf, valuesOf, type FlowMapping } from '../../../server/src/core/rules/valueFlow';
import { LineIndex } from '../../../server/src/core/text/lineIndex';
import { factsOf, type Files, py, viewOf } from '../project/virtualProject';

/** The first argument of the call `use(…)` in main.py, and its file. */
async function used(files: string | Files): Promise<{ readonly file: ResolvedPythonFile; readonly value: ValueFact }> {
  const all: Files = typeof files === 'string' ? { 'main.py': files } : files;
  const text = all['main.py'] ?? '';
  const facts = await factsOf(text);
  const file = new ResolvedPythonFile('main.py', new LineIndex(text), facts, await viewOf(all));
  const value = facts.calls.find((call) => call.name === 'use')?.arguments[0]?.value;
  assert.ok(value, 'a call of use');
  return { file, value };
}

/** `key` for an entry that is there, `key?` for one that may be, and `…` for what else may be in it. */
function keys(mapping: FlowMapping | null): string {
  if (!mapping) return '-';
  return [...mapping.entries.map((entry) => entry.key + (entry.isCertain ? '' : '?')), ...(mapping.isWhole ? [] : ['…'])].join(' ');
}

function shown({ file, value }: { readonly file: ResolvedPythonFile; readonly value: ValueFact }): string {
  const values = valuesOf(file, value);
  if (!values) return '-';
  return values.map(({ value: one }) => {
    switch (one.kind) {
      case 'string': return JSON.stringify(one.text);
      case 'number': return one.text;
      case 'path': return one.path;
      case 'call': return `${one.path ?? '?'}${(one.arguments ?? []).map((argument) => `${argument.keyword ?? ''}=${argument.value.kind === 'number' ? argument.value.text : argument.value.kind}`).join(',')}`;
      default: return one.kind;
    }
  }).join(' | ');
}

describe('Values that reach a place', () => {
  const values: Readonly<Record<string, readonly [string | Files, string]>> = {
    'a literal': ['use(5)\n', '5'],
    'a local name': ['def f():\n    a = 5\n    use(a)\n', '5'],
    'the last of several': ['def f():\n    a = 5\n    a = 6\n    use(a)\n', '6'],
    'one that may not have run': ['def f(x):\n    a = 5\n    if x:\n        a = 6\n    use(a)\n', '6 | 5'],
    'the one of its own branch': ['def f(x):\n    a = 5\n    if x:\n        a = 6\n        use(a)\n', '6'],
    'what comes later': ['def f():\n    use(a)\n    a = 5\n', '-'],
    'a parameter': ['def f(a):\n    use(a)\n', '-'],
    'a parameter that is set in a branch': ['def f(a=None):\n    if a is None:\n        a = 5\n    use(a)\n', '-'],
    'a name of the function around': ['def f():\n    a = 5\n    def g():\n        use(a)\n', '5'],
    'a parameter that hides a name of the function around': ['def f():\n    a = 5\n    def g(a):\n        use(a)\n', '-'],
    'either side': ['def f(x):\n    use(5 if x else 6)\n', '5 | 6'],
    'or': ['A = 0\nuse(A or 7)\n', '0 | 7'],
    'a constant': ['A = 5\ndef f():\n    use(A)\n', '5'],
    'a constant of another file': [{ 'main.py': 'from conf import A\nuse(A)\n', 'conf.py': 'A = B\nB = 5\n' }, '5'],
    'a constant through its module': [{ 'main.py': 'import conf\nuse(conf.A)\n', 'conf.py': 'A = 5\n' }, '5'],
    'a call in another file, with its arguments': [{ 'main.py': 'from conf import T\nuse(T)\n', 'conf.py': 'import httpx\nT = httpx.Timeout(5, connect=1)\n' }, ':httpx.Timeout()=5,connect=1'],
    'a local call': ['import httpx\ndef f():\n    t = httpx.Timeout(None)\n    use(t)\n', ':httpx.Timeout()=none'],
    'the result of a function': [{ 'main.py': 'from conf import limit\nuse(limit())\n', 'conf.py': 'def limit():\n    n = 5\n    return n\n' }, '5'],
    'results that differ': ['def limit(x):\n    if x:\n        return 5\n    return 6\nuse(limit(1))\n', '5 | 6'],
    'a result that cannot be told': ['def limit(x):\n    return x\nuse(limit(1))\n', '-'],
    'a field of a class': [{ 'main.py': 'from conf import settings\nuse(settings.limit)\n', 'conf.py': 'class Base:\n    limit: int = 5\nclass Settings(Base):\n    pass\nsettings = Settings()\n' }, '5'],
    'a field of self': ['class C:\n    def __init__(self):\n        n = 5\n        self.n = n\n    def m(self):\n        use(self.n)\n', '5'],
    'cast': ['from typing import cast\na = cast(int, 5)\nuse(a)\n', '5'],
    'an item by its key': ['LIMITS = {"a": 5, "b": 6}\nuse(LIMITS["b"])\n', '6'],
    'itself': ['def f():\n    a = a or 1\n    use(a)\n', '-'],
    'a circle': ['a = b\nb = a\nuse(a)\n', '-'],
  };
  for (const [name, [files, expected]] of Object.entries(values)) {
    it(name, async () => assert.equal(shown(await used(files)), expected));
  }

  const mappings: Readonly<Record<string, readonly [string | Files, string]>> = {
    'a literal': ['use({"a": 1, "b": 2})\n', 'a b'],
    'a dict some lines above': ['def f():\n    h = {"a": 1}\n    use(h)\n', 'a'],
    'an item that is set': ['def f():\n    h = {}\n    h["a"] = 1\n    use(h)\n', 'a'],
    'an item that is set in a branch': ['def f(x):\n    h = {}\n    if x:\n        h["a"] = 1\n    use(h)\n', 'a?'],
    'an item that is set afterwards': ['def f():\n    h = {}\n    use(h)\n    h["a"] = 1\n', ''],
    'update': ['def f():\n    h = {}\n    h.update({"a": 1}, b=2)\n    use(h)\n', 'a b'],
    'setdefault': ['def f(h):\n    h.setdefault("a", 1)\n    use(h)\n', 'a …'],
    'an item of a parameter': ['def f(h):\n    h["a"] = 1\n    use(h)\n', 'a …'],
    'merged by | and |=': ['A = {"a": 1}\ndef f():\n    h = A | {"b": 1}\n    h |= {"c": 1}\n    use(h)\n', 'a b c'],
    'merged by **': [{ 'main.py': 'from conf import A\ndef f(more):\n    use({**A, "b": 1, **more})\n', 'conf.py': 'A = {"a": 1}\n' }, 'a b …'],
    'dict()': ['A = {"a": 1}\nuse(dict(A, b=1))\n', 'a b'],
    'a key that is a constant': [{ 'main.py': 'from conf import KEY\nuse({KEY: 1})\n', 'conf.py': 'KEY = "a"\n' }, 'a'],
    'a key that cannot be told': ['def f(k):\n    use({k: 1, "b": 1})\n', 'b …'],
    'a helper of another file': [{ 'main.py': 'from conf import headers\nuse(headers("x"))\n', 'conf.py': py`
      def headers(rid):
          result = {"a": rid}
          if rid:
              result["b"] = rid
          result["c"] = 1
          return result
      ` }, 'a b? c'],
    'a parameter or an empty one': ['def f(h=None):\n    use({**(h or {}), "a": 1})\n', 'a …'],
    'branches': ['def f(x):\n    if x:\n        h = {"a": 1, "b": 1}\n    else:\n        h = {"a": 1}\n    use(h)\n', 'a b?'],
    'a function that fills it': ['def f():\n    h = {"a": 1}\n    inject(h)\n    use(h)\n', 'a …'],
    'pairs': ['use([("a", 1), ("b", 2)])\n', 'a b'],
    'None': ['use(None)\n', ''],
    'a wrapper': ['from multidict import CIMultiDict\nuse(CIMultiDict({"a": 1}))\n', 'a'],
    'a text': ['use("a")\n', '-'],
    'nothing known': ['def f(h):\n    use(h)\n', '-'],
  };
  for (const [name, [files, expected]] of Object.entries(mappings)) {
    it(`mapping: ${name}`, async () => {
      const { file, value } = await used(files);
      assert.equal(keys(mappingOf(file, value)), expected);
    });
  }

  const texts: Readonly<Record<string, readonly [string | Files, readonly string[] | null]>> = {
    'f-string': ['def f(i):\n    use(f"cart:{i}")\n', ['cart:{}']],
    'with a prefix of another file': [{ 'main.py': 'from conf import P\ndef f(i):\n    key = f"{P}:{i}"\n    use(key)\n', 'conf.py': 'P = "cart"\n' }, ['cart:{}']],
    'made by a helper': [{ 'main.py': 'from keys import cart_key\nuse(cart_key(1))\n', 'keys.py': 'def cart_key(i):\n    return f"cart:{i}"\n' }, ['cart:{}']],
    'made by a method': ['class Keys:\n    P = "cart"\n    @staticmethod\n    def cart(i):\n        return "cart:%s" % i\nuse(Keys.cart(1))\n', ['cart:{}']],
    'either': ['def f(x):\n    use("a" if x else "b")\n', ['a', 'b']],
    'no text': ['use(5)\n', null],
  };
  for (const [name, [files, expected]] of Object.entries(texts)) {
    it(`text: ${name}`, async () => {
      const { file, value } = await used(files);
      assert.deepEqual(textsOf(file, value), expected);
    });
  }

  const variables: Readonly<Record<string, readonly [string | Files, string | null]>> = {
    'os.getenv': ['import os\nuse(os.getenv("A", "x"))\n', 'A string'],
    'os.environ[…]': ['import os\nuse(os.environ["A"])\n', 'A'],
    'os.environ.get, through a constant': [{ 'main.py': 'from conf import URL\nuse(URL)\n', 'conf.py': 'import os\nURL = os.environ.get("A")\n' }, 'A'],
    'a number': ['import os\nuse(int(os.environ["A"]))\n', 'A'],
    'a field of settings': [{ 'main.py': 'from conf import settings\nuse(settings.url)\n', 'conf.py': 'from pydantic_settings import BaseSettings, SettingsConfigDict\nclass Settings(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix="CART_")\n    url: str = "x"\nsettings = Settings()\n' }, 'CART_URL string'],
    'an alias': [{ 'main.py': 'from conf import settings\nuse(settings.url)\n', 'conf.py': 'from pydantic import Field\nfrom pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    url: str = Field(..., validation_alias="A")\nsettings = Settings()\n' }, 'A'],
    'a plain class': ['class S:\n    url = "x"\nuse(S.url)\n', null],
    'a text': ['use("x")\n', null],
  };
  for (const [name, [files, expected]] of Object.entries(variables)) {
    it(`environment: ${name}`, async () => {
      const { file, value } = await used(files);
      const variable = environmentOf(file, value);
      assert.equal(variable && [variable.name, variable.fallback?.value.kind].filter(Boolean).join(' '), expected);
    });
  }
});
