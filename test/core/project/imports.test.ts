import assert from 'node:assert/strict';
import { type Files, viewOf } from './virtualProject';

interface Case {
  readonly name: string;
  readonly files: Files;
  /** The file whose imports are looked at; default: the first. */
  readonly from?: string;
  /** Files that its imports lead to, in order. */
  readonly to?: readonly string[];
  readonly external?: readonly string[];
}

const cases: readonly Case[] = [
  { name: 'a sibling, relative', files: { 'app/a.py': 'from . import b\n', 'app/b.py': '', 'app/__init__.py': '' }, to: ['app/b.py'] },
  { name: 'a name of a sibling, relative', files: { 'app/a.py': 'from .b import x\n', 'app/b.py': 'x = 1\n' }, to: ['app/b.py'] },
  { name: 'two packages up', files: { 'app/api/v1/a.py': 'from ...core.config import settings\n', 'app/core/config.py': 'settings = 1\n' }, to: ['app/core/config.py'] },
  { name: 'relative import that climbs out of the workspace', files: { 'a.py': 'from ...x import y\n' }, to: [], external: [] },
  { name: 'relative import of what is not there', files: { 'app/a.py': 'from .missing import y\n' }, to: [], external: [] },
  { name: 'a package itself, relative', files: { 'app/a.py': 'from . import x\n', 'app/__init__.py': 'x = 1\n' }, to: ['app/__init__.py'] },
  { name: 'absolute from the workspace root', files: { 'app/api/a.py': 'from app.core.config import settings\n', 'app/core/config.py': '', 'app/__init__.py': '', 'app/core/__init__.py': '', 'app/api/__init__.py': '' }, to: ['app/core/config.py'] },
  { name: 'absolute from src/', files: { 'src/shop/a.py': 'import shop.b\n', 'src/shop/b.py': '', 'src/shop/__init__.py': '' }, to: ['src/shop/b.py'] },
  { name: 'tests find src/', files: { 'tests/test_a.py': 'from shop.b import x\n', 'src/shop/b.py': 'x = 1\n', 'src/shop/__init__.py': '' }, to: ['src/shop/b.py'] },
  { name: 'service folder is a root', files: { 'services/orders/app/a.py': 'from app.b import x\n', 'services/orders/app/b.py': '', 'services/orders/app/__init__.py': '', 'services/users/app/b.py': '', 'services/users/app/__init__.py': '' }, to: ['services/orders/app/b.py'] },
  { name: 'the nearest root wins over the same package elsewhere', files: { 'services/users/tests/test_a.py': 'from app.b import x\n', 'services/orders/app/b.py': '', 'services/orders/app/__init__.py': '', 'services/users/app/b.py': '', 'services/users/app/__init__.py': '' }, to: ['services/users/app/b.py'] },
  { name: 'namespace packages all the way', files: { 'services/orders/src/api/routes.py': 'from src.core.config import settings\n', 'services/orders/src/core/config.py': '' }, to: ['services/orders/src/core/config.py'] },
  { name: 'src is on the path, too', files: { 'services/orders/src/api/routes.py': 'from core.config import settings\n', 'services/orders/src/core/config.py': '' }, to: ['services/orders/src/core/config.py'] },
  { name: 'flat modules beside each other', files: { 'main.py': 'import config\nfrom handlers import start\n', 'config.py': '', 'handlers/start.py': '' }, to: ['config.py', 'handlers/start.py'] },
  { name: 'a submodule by from', files: { 'main.py': 'from app.routers import users, items\n', 'app/routers/__init__.py': '', 'app/routers/users.py': '', 'app/routers/items.py': '' }, to: ['app/routers/users.py', 'app/routers/items.py'] },
  { name: 'a symbol goes before a submodule of its name', files: { 'main.py': 'from app.routers import users\n', 'app/routers/__init__.py': 'from .users import router as users\n', 'app/routers/users.py': 'router = 1\n' }, to: ['app/routers/__init__.py'] },
  { name: 'star import brings submodules of __all__', files: { 'main.py': 'from app import *\n', 'app/__init__.py': '__all__ = ["users", "VERSION"]\nVERSION = 1\n', 'app/users.py': '', 'app/other.py': '' }, to: ['app/__init__.py', 'app/users.py'] },
  { name: 'dotted import without alias', files: { 'main.py': 'import app.core.config\n', 'app/core/config.py': '', 'app/__init__.py': '', 'app/core/__init__.py': '' }, to: ['app/core/config.py'] },
  { name: 'libraries are external', files: { 'main.py': 'import fastapi\nfrom redis.asyncio import Redis\nimport unknown_lib.sub\n' }, external: ['fastapi', 'redis.asyncio', 'unknown_lib.sub'] },
  { name: 'a file named after a library does not capture it', files: { 'app/services/cache.py': 'import redis\nfrom redis.asyncio import Redis\n', 'app/services/redis.py': 'from redis.asyncio import Redis\n' }, to: [], external: ['redis', 'redis.asyncio'] },
  { name: 'a package takes its own submodules by its full name, and not those of a namesake', files: { 'a/core/__init__.py': '', 'a/core/models/__init__.py': 'from core.models import user\n', 'a/core/models/user.py': '', 'a/main.py': 'import core\n', 'a/Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["python", "main.py"]\n', 'b/core/__init__.py': '', 'b/core/models/__init__.py': 'x = 1\n', 'b/main.py': 'import core\n', 'b/Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["python", "main.py"]\n' }, from: 'a/core/models/__init__.py', to: ['a/core/models/user.py'] },
  { name: 'a file never imports itself', files: { 'app/redis.py': 'import redis\nfrom redis import Redis\n' }, to: [], external: ['redis', 'redis'] },
  { name: 'a module of an unknown library name never imports itself', files: { 'app/nanoid.py': 'from nanoid import generate\n' }, to: [], external: ['nanoid'] },
  { name: 'a folder named after a library does not capture it', files: { 'app/main.py': 'from alembic import op\nimport docker\nfrom celery import Celery\n', 'alembic/env.py': '', 'docker/build.py': '', 'app/celery.py': 'from celery import Celery\n' }, to: [], external: ['alembic', 'docker', 'celery'] },
  { name: 'a package with a library name and the very symbol is meant', files: { 'main.py': 'from telegram import handlers\n', 'telegram/__init__.py': '', 'telegram/handlers.py': '' }, to: ['telegram/handlers.py'] },
  { name: 'a standard name goes to the standard library', files: { 'app/main.py': 'import logging\nimport types\nfrom queue import Queue\n', 'app/logging.py': 'x = 1\n', 'app/types.py': '', 'app/queue.py': 'def push(): ...\n' }, to: [], external: ['logging', 'types', 'queue'] },
  { name: 'a standard name with the very function is the project', files: { 'app/main.py': 'from queue import push\n', 'app/queue.py': 'def push(): ...\n' }, to: ['app/queue.py'] },
  { name: 'a package of the project that lacks the module is not external', files: { 'app/main.py': 'from app.generated.events_pb2 import Event\n', 'app/__init__.py': '' }, to: [], external: [] },
  { name: 'workspace member by pyproject', files: { 'services/orders/main.py': 'from shop_events.models import Order\n', 'packages/events/pyproject.toml': '[project]\nname = "shop-events"\n', 'packages/events/src/shop_events/models.py': 'class Order: ...\n', 'packages/events/src/shop_events/__init__.py': '' }, to: ['packages/events/src/shop_events/models.py'] },
  { name: 'library folder without pyproject', files: { 'services/orders/main.py': 'from events.models import Order\n', 'libs/events_lib/events/models.py': '', 'libs/events_lib/events/__init__.py': '' }, to: ['libs/events_lib/events/models.py'] },
  { name: 'two members with the same package: neither', files: { 'services/orders/main.py': 'import common.x\n', 'packages/a/common/__init__.py': '', 'packages/a/common/x.py': '', 'packages/b/common/__init__.py': '', 'packages/b/common/x.py': '' }, to: [], external: [] },
  { name: 'shared folder at the root', files: { 'services/orders/src/main.py': 'from shared.events import OrderCreated\n', 'shared/events.py': '' }, to: ['shared/events.py'] },
  { name: 'PYTHONPATH of a Dockerfile, by variables', files: { 'gateway/src/main.py': 'import core.config\n', 'gateway/src/__init__.py': '', 'gateway/src/core/__init__.py': '', 'gateway/src/core/config.py': '', 'gateway/Dockerfile': 'ARG ROOT=/srv\nFROM python:3.12\nARG ROOT\nARG APP_HOME=$ROOT/app\nENV APP_HOME=${APP_HOME} MODE=${MODE:-live}\nENV PYTHONPATH=${PYTHONPATH}:${APP_HOME}/src\nWORKDIR ${APP_HOME}\nCOPY src/ ./src/\n' }, to: ['gateway/src/core/config.py'] },
  { name: 'PYTHONPATH of a Dockerfile', files: { 'backend/orders/main.py': 'import toolkit.http\n', 'backend/orders/Dockerfile': 'FROM python:3.12\nWORKDIR /srv\nCOPY . /srv/\nENV PYTHONPATH=/srv:/srv/python/lib\n', 'backend/orders/python/lib/toolkit/http.py': '', 'backend/orders/python/lib/toolkit/__init__.py': '' }, to: ['backend/orders/python/lib/toolkit/http.py'] },
  { name: 'WORKDIR of a Dockerfile inside a package', files: { 'code/app/main.py': 'import settings\n', 'code/app/settings.py': '', 'code/app/__init__.py': '', 'code/Dockerfile': 'FROM python:3.12\nWORKDIR /x/app\nCOPY app /x/app\nCMD ["python", "main.py"]\n' }, to: ['code/app/settings.py'] },
  { name: 'a script beside the package file, and a namesake on a path that is declared elsewhere', files: { 'b/orders/src/api/routes.py': 'from settings import settings\n', 'b/orders/src/api/__init__.py': '', 'b/orders/src/__init__.py': '', 'b/orders/src/settings.py': '', 'b/admin/src/settings.py': '', 'b/admin/src/__init__.py': '', 'b/admin/src/main.py': 'import settings\n', 'b/admin/src/Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["python", "main.py"]\n' }, to: ['b/orders/src/settings.py'] },
  { name: 'imports for types, in functions and in try count as edges', files: { 'main.py': 'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import a\ntry:\n    import b\nexcept ImportError:\n    b = None\ndef f():\n    import c\n', 'a.py': '', 'b.py': '', 'c.py': '' }, to: ['a.py', 'b.py', 'c.py'], external: ['typing'] },
  { name: 'types-only imports of libraries are left out', files: { 'main.py': 'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from sqlalchemy.orm import Session\n' }, external: ['typing'] },
  { name: 'a module goes before a namespace package of its name', files: { 'main.py': 'import app\n', 'app.py': '', 'app/x.py': '' }, to: ['app.py'] },
  { name: 'a package goes before a module of its name', files: { 'main.py': 'import app\n', 'app.py': '', 'app/__init__.py': '' }, to: ['app/__init__.py'] },
  { name: 'a sibling service by its folder', files: { 'services/orders/main.py': 'from users.models import User\n', 'services/users/models.py': 'class User: ...\n', 'services/users/main.py': '' }, to: ['services/users/models.py'] },
  { name: 'declared service folder is a root', files: { 'x/tests/t.py': 'import shop.a\n', 'backend/py/shop/a.py': '', 'backend/py/shop/__init__.py': '', 'archguide.yaml': 'services: { backend/py: api }\n' }, to: ['backend/py/shop/a.py'] },
];

describe('import resolution', () => {
  for (const { name, files, from = Object.keys(files)[0] ?? '', to, external } of cases) {
    it(name, async () => {
      const view = await viewOf(files);
      if (to) assert.deepEqual(view.importsOf(from).map((edge) => edge.to), to);
      if (external) assert.deepEqual(view.externalImportsOf(from).map((entry) => entry.name), external);
    });
  }

  it('importers are the imports turned round', async () => {
    const view = await viewOf({ 'a.py': 'import b\nimport c\n', 'b.py': 'import c\n', 'c.py': 'import a\n' });
    assert.deepEqual(view.importersOf('c.py').map((edge) => edge.from), ['a.py', 'b.py']);
    assert.deepEqual(view.importersOf('a.py').map((edge) => edge.from), ['c.py']);
  });

  it('reaches files through cycles and packages on the way, never by types alone', async () => {
    const view = await viewOf({
      'main.py': 'from app.api import router\n',
      'app/__init__.py': 'import settings\n',
      'app/api.py': 'from app.core import x\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import only_types\n',
      'app/core.py': 'import app.api\n',
      'settings.py': '', 'only_types.py': '', 'unrelated.py': '',
    });
    const reached = view.reachableFrom('main.py');
    assert.deepEqual([...reached.keys()].sort(), ['app/__init__.py', 'app/api.py', 'app/core.py', 'main.py', 'settings.py']);
    assert.equal(reached.get('main.py'), null);
    assert.deepEqual([reached.get('settings.py')?.from, reached.get('app/core.py')?.from, reached.get('app/__init__.py')?.from], ['app/__init__.py', 'app/api.py', 'main.py']);
    assert.equal(view.reachableFrom('nowhere.py').size, 0);
  });
});
