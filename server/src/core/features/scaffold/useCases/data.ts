import { withImport } from '../pythonEdits';
import { file, type Edit, type Template } from '../template';
import { routeWiring } from './business';
import type { UseCaseNames, UseCaseTemplate } from './model';

const needs = ['src/domain/errors.py', 'src/api/errors.py', 'tests/conftest.py'];

/** What both stores have: the use case, its route over the store, its test. */
function filesOf({ name, type, subject, address }: UseCaseNames, store: Template, store_: string, state: string): readonly Template[] {
  const edits: Edit[] = [
    ['import APIRouter, Depends, Header\n', 'import APIRouter, Depends, Header, Request\n'],
    ['from src.dependencies import HttpDep\n', ''],
    [`from src.infrastructure.${name}_gateway import Http${type}Gateway\n`, `from src.infrastructure.${name}_store import ${store_}\n`],
    ['(http: HttpDep)', '(request: Request)'],
    [`Http${type}Gateway(http)`, `${store_}(request.app.state.${state})`],
    ['over the clients that the lifespan opened', 'over what the lifespan opened'],
  ];
  return [
    file(`src/application/${name}.py`, 'ag-use-case', { 1: type, 2: name, 3: subject }),
    store,
    file(`src/api/v1/${name}.py`, 'ag-use-case-route', { 1: type, 2: name, 3: subject, 4: address }, edits),
    file(`tests/unit/test_${name}.py`, 'ag-pytest-data-route', { 1: type, 2: name, 3: subject, 4: address }),
  ];
}

/** In a PostgreSQL data service: a route, a table with its migration, one transaction. */
export function dataPostgresUseCase(names: UseCaseNames): UseCaseTemplate {
  const { name, type, subject, migration } = names;
  const number = String(migration.number).padStart(4, '0');
  const store = file(`src/infrastructure/${name}_store.py`, 'ag-use-case-store', { 1: type, 2: name, 3: subject });
  return {
    files: [
      ...filesOf(names, store, `Sql${type}Store`, 'session_factory'),
      file(`migrations/versions/${number}_${name}.py`, 'ag-alembic-migration', { 1: number, 2: migration.before === null ? 'None' : `"${migration.before}"`, 3: `${name}_requests` }, [
        ['sa.Column("id", sa.Uuid(), nullable=False),\n', `sa.Column("idempotency_key", sa.Uuid(), nullable=False),\n        sa.Column("${subject}_id", sa.Uuid(), nullable=False),\n`],
        ['        sa.Column("version", sa.Integer(), server_default="1", nullable=False),\n', ''],
        [/sa\.PrimaryKeyConstraint\("id", /, 'sa.PrimaryKeyConstraint("idempotency_key", '],
      ]),
    ],
    wirings: [routeWiring(names), {
      path: 'migrations/env.py',
      edit: (text) => withImport(text, `import src.infrastructure.${name}_store  # noqa: F401 - its table`),
      otherwise: `import src/infrastructure/${name}_store.py in migrations/env.py, so that autogenerate sees its table`,
    }],
    needs: [...needs, 'src/infrastructure/models.py', 'src/infrastructure/database.py', 'migrations/env.py', 'alembic.ini'],
  };
}

/** In a MongoDB data service: a route, a collection, one upsert. */
export function dataMongoUseCase(names: UseCaseNames): UseCaseTemplate {
  const { name, type, subject } = names;
  const store = file(`src/infrastructure/${name}_store.py`, 'ag-use-case-mongo-store', { 1: type, 2: name, 3: subject });
  return { files: filesOf(names, store, `Mongo${type}Store`, 'database'), wirings: [routeWiring(names)], needs };
}
