import assert from 'node:assert/strict';
import { Project } from '../../../server/src/core/project/project';
import type { ProjectSnapshot } from '../../../server/src/core/project/view';
import { composeOf, editOf, type Files, packs, projectOf, summaryOf } from './virtualProject';

/** Everything that a view says, as data. */
function said(view: ProjectSnapshot): unknown {
  const symbols = (path: string): unknown => {
    const summary = view.modules.get(path);
    const names = [...(summary?.imports ?? []).map((fact) => fact.bound), ...(summary?.bindings ?? []).map((fact) => fact.name), ...(summary?.functions ?? []).map((fn) => `${fn.name}()`), ...(summary?.classes ?? []).map((cls) => `${cls.name}().get`)];
    return names.map((name) => [name, view.resolve(path, `:${name}`)]);
  };
  return {
    services: view.services, entryPoints: view.entryPoints, packs: packs.map((pack) => [pack.id, view.adoptionOf(pack.id)]), compose: view.compose.map((project) => project.files),
    dockerfiles: [...view.dockerfiles.keys()], dependencies: [...view.dependencies.keys()], configuration: view.configuration,
    files: [...view.modules.keys()].map((path) => ({
      path, service: view.serviceOf(path)?.id, role: view.roleOf(path), imports: view.importsOf(path), importers: view.importersOf(path), external: view.externalImportsOf(path),
      reached: [...view.reachableFrom(path)], symbols: symbols(path),
    })),
  };
}

/** Each path with the texts that it may have in turn. */
const texts: Readonly<Record<string, readonly string[]>> = {
  'services/orders/src/main.py': ['from fastapi import FastAPI\nfrom src.deps import client\napp = FastAPI()\napp.state.client = client\n', '# moved\n\nfrom fastapi import FastAPI\nfrom src.deps import client\napp = FastAPI()\n', 'import asyncio\nasync def main(): ...\nif __name__ == "__main__":\n    asyncio.run(main())\n'],
  'services/orders/src/deps.py': ['from shared.clients import make\nclient = make()\n', 'client = None\n', 'from fastapi import Request\nrequest = Request()\nclient = request.app.state.client\n', 'from shared.clients import *\nclient = make()\n'],
  'services/orders_data/src/main.py': ['from fastapi import FastAPI\nimport asyncpg\napp = FastAPI()\n', 'from fastapi import FastAPI\napp = FastAPI()\n'],
  'shared/clients.py': ['import httpx\ndef make() -> httpx.AsyncClient: ...\n', 'import redis.asyncio as redis\ndef make():\n    return redis.Redis()\n', 'from shared.impl import make\n'],
  'shared/impl.py': ['import aio_pika\ndef make():\n    return aio_pika.connect_robust("x")\n', 'from shared.clients import make\n'],
  'shared/__init__.py': ['', 'from .clients import make\n'],
  'src/__init__.py': [''],
  'tests/test_a.py': ['from src.deps import client\ndef test_a(): ...\n', 'from shared import make\ndef test_a(): ...\n'],
  'services/orders/src/state.py': ['from fastapi import FastAPI\nimport httpx\napp = FastAPI()\napp.state.client = httpx.AsyncClient()\n', 'x = 1\n'],
  'services/orders/src/taker.py': ['from fastapi import Request\ntaken = Request().app.state.client\ndef take(request: Request): return request.app.state.client\n'],
  'services/orders/src/user.py': ['from src.taker import take, taken\ngiven = take()\n'],
  'calendar.py': ['from calendar import month\ndef own(): ...\n', 'x = 1\n'],
  'use.py': ['from calendar import own\n', 'from calendar import month\n'],
  'services/orders/Dockerfile': ['FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["uvicorn", "src.main:app"]\n', 'FROM nginx:1.26\n'],
  'services/orders_data/pyproject.toml': ['[project]\nname = "x"\ndependencies = ["sqlalchemy"]\n'],
  'archguide.yaml': ['services: { services/orders: worker }\n', 'packs: [clean-architecture]\n'],
  'docker-compose.yml': ['services:\n  orders:\n    build: ./services/orders\n', 'services:\n  orders:\n    build: ./services/orders\n  jobs:\n    build: ./services/orders\n    command: python src/deps.py\n'],
};

/** A small linear congruential generator: the same sequences at each run. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

async function put(project: Project, path: string, text: string | null, files: Files): Promise<ReturnType<Project['update']>> {
  if (path.endsWith('.yml')) return project.setCompose(composeOf(files));
  if (text === null) return project.remove(path);
  const apply = await editOf(path, text);
  return project.update(apply);
}

describe('project: updates', () => {
  it('gives the same view whatever came before, and tells every file that reads differently', async function () {
    this.timeout(60_000);
    const paths = Object.keys(texts);
    for (let seed = 1; seed <= 12; seed++) {
      const next = generator(seed);
      const project = new Project(packs);
      const files: Record<string, string> = {};
      for (let step = 0; step < 40; step++) {
        const path = paths[next(paths.length)] ?? '';
        const versions = texts[path] ?? [];
        const text = next(4) === 0 ? null : versions[next(versions.length)] ?? null;
        if (text === null) delete files[path];
        else files[path] = text;
        const before = project.view();
        // Half of the time nothing has been asked of the view before it is followed by another.
        const was = next(2) === 0 ? null : meanings(before);
        const { affected } = await put(project, path, text, files);
        const fresh = (await projectOf(files)).view();
        assert.deepEqual(said(project.view()), said(fresh), `seed ${seed}, step ${step}: ${path}`);
        if (was && affected !== 'all') {
          for (const [file, meaning] of meanings(project.view())) {
            const isTold = affected !== 'none' && affected.has(file);
            if (!isTold) assert.deepEqual(was.get(file), meaning, `seed ${seed}, step ${step}: ${path} changes ${file}`);
          }
        }
      }
    }
  });

  /** What a check of a file could see of the others. */
  function meanings(view: ProjectSnapshot): Map<string, unknown> {
    return new Map([...view.modules.keys()].map((path) => {
      const summary = view.modules.get(path);
      const names = [...(summary?.imports ?? []).map((fact) => fact.bound), ...(summary?.bindings ?? []).map((fact) => fact.name)];
      return [path, [view.serviceOf(path)?.id, view.serviceOf(path)?.kind, view.roleOf(path), view.follows('improved-hybrid'), view.importsOf(path).map((edge) => edge.to), view.externalImportsOf(path).map((entry) => entry.name), names.map((name) => view.resolve(path, `:${name}`)?.name)]];
    }));
  }
});

describe('project: what a change affects', () => {
  const files: Files = {
    'app/__init__.py': '', 'app/clients.py': 'import httpx\nclient = httpx.AsyncClient()\n', 'app/deps.py': 'from app.clients import client\n',
    'app/api.py': 'from app.deps import client\n', 'app/user.py': 'from app.clients import client\ndef f():\n    client.get("/")\n', 'app/above.py': 'from app.user import f\n', 'app/alone.py': '', 'app/main.py': 'from fastapi import FastAPI\napp = FastAPI()\n',
  };
  async function change(path: string, text: string | null, from: Files = files): Promise<readonly string[] | string> {
    const project = await projectOf(from);
    const { affected } = await put(project, path, text, text === null ? from : { ...from, [path]: text });
    return typeof affected === 'string' ? affected : [...affected].sort();
  }

  it('an edit in a body affects the file alone', async () => {
    assert.deepEqual(await change('app/clients.py', '# comment\nimport httpx\n\nclient = httpx.AsyncClient()\n'), ['app/clients.py']);
  });
  it('another meaning affects importers, through those that hand it on, and no others', async () => {
    assert.deepEqual(await change('app/clients.py', 'import redis\nclient = redis.Redis()\n'), ['app/api.py', 'app/clients.py', 'app/deps.py', 'app/user.py']);
  });
  it('a store affects those that take stored values, and their importers', async () => {
    const taken: Files = {
      'app/__init__.py': '', 'app/main.py': 'from fastapi import FastAPI\nfrom app.clients import make\napp = FastAPI()\napp.state.client = make()\n', 'app/clients.py': 'import httpx\ndef make(): return httpx.AsyncClient()\n',
      'app/deps.py': 'from fastapi import Request\ndef client(request: Request): return request.app.state.client\n', 'app/api.py': 'from app.deps import client\n', 'app/alone.py': 'import httpx\n',
    };
    const all = ['app/api.py', 'app/clients.py', 'app/deps.py', 'app/main.py'];
    assert.deepEqual(await change('app/main.py', 'import redis\nfrom fastapi import FastAPI\napp = FastAPI()\napp.state.client = redis.Redis()\n', taken), all);
    assert.deepEqual(await change('app/main.py', null, taken), all);
    assert.deepEqual(await change('app/clients.py', 'import redis\ndef make(): return redis.Redis()\n', taken), ['app/api.py', 'app/clients.py', 'app/deps.py', 'app/main.py']);
    assert.deepEqual(await change('app/main.py', `# comment\n${taken['app/main.py'] ?? ''}`, taken), ['app/main.py']);
    const project = await projectOf(taken);
    assert.equal(project.view().resolve('app/api.py', ':client().get')?.name, 'httpx.AsyncClient.get');
    await put(project, 'app/clients.py', 'import redis\ndef make(): return redis.Redis()\n', taken);
    assert.equal(project.view().resolve('app/api.py', ':client().get')?.name, 'redis.Redis.get');
  });
  it('a registration affects the file of the function', async () => {
    const registered: Files = { 'app/__init__.py': '', 'app/orders.py': 'async def create(): ...\n', 'app/main.py': 'from fastapi import FastAPI\nfrom app.orders import create\napp = FastAPI()\n', 'app/alone.py': '' };
    const text = `${registered['app/main.py'] ?? ''}app.add_api_route("/", create)\n`;
    assert.deepEqual(await change('app/main.py', text, registered), ['app/main.py', 'app/orders.py']);
    assert.deepEqual(await change('app/main.py', registered['app/main.py'] ?? '', { ...registered, 'app/main.py': text }), ['app/main.py', 'app/orders.py']);
  });
  it('a new file affects those whose imports lead to it', async () => {
    const without = Object.fromEntries(Object.entries(files).filter(([path]) => path !== 'app/clients.py'));
    assert.deepEqual(await change('app/clients.py', 'client = 1\n', without), ['app/api.py', 'app/clients.py', 'app/deps.py', 'app/user.py']);
  });
  it('an import that is added, taken away or made one for types affects what is imported', async () => {
    assert.deepEqual(await change('app/alone.py', 'import app.user\n'), ['app/alone.py', 'app/user.py']);
    assert.deepEqual(await change('app/above.py', ''), ['app/above.py', 'app/user.py']);
    assert.deepEqual(await change('app/above.py', 'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from app.user import f\n'), ['app/above.py', 'app/user.py']);
    assert.deepEqual(await change('app/above.py', 'from app.user import f\nx = 1\n'), ['app/above.py']);
  });
  it('what a process is made of affects where it begins', async () => {
    const worker: Files = { 'app/__init__.py': '', 'app/main.py': 'import asyncio\nfrom app.deep import run\nif __name__ == "__main__":\n    asyncio.run(run())\n', 'app/deep.py': 'from app.deeper import wait\nasync def run(): await wait()\n', 'app/deeper.py': 'async def wait(): ...\n' };
    const affected = await change('app/deeper.py', 'import signal\nasync def wait():\n    signal.signal(signal.SIGTERM, print)\n', worker);
    assert.deepEqual(affected, ['app/deep.py', 'app/deeper.py', 'app/main.py']);
  });
  it('a removed file, too', async () => {
    assert.deepEqual(await change('app/clients.py', null), ['app/api.py', 'app/clients.py', 'app/deps.py', 'app/user.py']);
  });
  it('a kind that changes affects the files of the service', async () => {
    const all = await change('app/main.py', 'import asyncio\nasync def main(): ...\nif __name__ == "__main__":\n    asyncio.run(main())\n');
    assert.deepEqual(all, Object.keys(files).sort());
  });
  it('compose that says nothing of Python affects its own files', async () => {
    assert.deepEqual(await change('docker-compose.yml', 'services:\n  db:\n    image: postgres:16\n'), ['docker-compose.yml']);
  });
  it('compose that changes services affects their files', async () => {
    assert.equal((await change('docker-compose.yml', 'services:\n  bot:\n    build: .\n    command: python -m app.alone\n')).includes('app/api.py'), true);
  });
  it('the configuration affects all', async () => {
    assert.equal(await change('archguide.yaml', 'rules: {}\n'), 'all');
  });
  it('adoption affects all', async () => {
    assert.equal(await change('services/orders_data/main.py', 'from fastapi import FastAPI\nimport asyncpg\napp = FastAPI()\n', { ...files, 'services/orders_data/main.py': '' }), 'all');
  });
  it('nothing affects nothing', async () => {
    assert.equal(await change('gone.py', null), 'none');
    assert.equal(new Project().update(() => undefined).affected, 'none');
  });
  it('a view stays as it was', async () => {
    const project = await projectOf(files);
    const view = project.view();
    project.setPython(await summaryOf('app/clients.py', 'client = 1\n'));
    assert.equal(view.resolve('app/api.py', ':client.get')?.name, 'httpx.AsyncClient.get');
    assert.equal(project.view().resolve('app/api.py', ':client.get'), null);
  });
});

describe('project: summaries', () => {
  it('have equal signatures where only places differ', async () => {
    const a = await summaryOf('a.py', 'import x\n\n\ndef f(a): return a\n');
    const b = await summaryOf('a.py', '# c\nimport   x\ndef f( a ):\n    return  a\n');
    const c = await summaryOf('a.py', 'import x as y\ndef f(a): return a\n');
    assert.equal(a.signature, b.signature);
    assert.notEqual(a.signature, c.signature);
  });
  it('have other signatures where the order of definitions differs', async () => {
    const a = await summaryOf('a.py', 'from x import f\ndef f(): ...\n');
    const b = await summaryOf('a.py', 'def f(): ...\nfrom x import f\n');
    assert.notEqual(a.signature, b.signature);
  });
  it('are plain data', async () => {
    const summary = await summaryOf('a.py', 'import x\nclass A(x.B):\n    y: int = 1\n@x.get("/")\nasync def f() -> A: ...\nDATA = {"a": [1, 2]}\nif __name__ == "__main__":\n    x.run("m:app")\n');
    assert.deepEqual(structuredClone(summary), summary);
    assert.deepEqual(JSON.parse(JSON.stringify(summary)), summary);
    assert.deepEqual(summary.wiring.map((call) => [call.callee, call.inMainGuard, call.arguments[0]?.text]), [[':x.get', false, '/'], [':x.run', true, 'm:app']]);
  });
  it('of a template are empty', async () => {
    const summary = await summaryOf('a.py', 'import {{ module }}\n{% if x %}\nimport redis\n{% endif %}\n');
    assert.deepEqual([summary.imports, summary.bindings], [[], []]);
  });
});
