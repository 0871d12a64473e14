import { file, type Edit, type Template } from '../template';
import { dataServiceDomainErrors, dataServiceErrors, httpCore, ignoredByDocker, projectFile, routes } from './common';
import type { ServiceNames } from './model';

const alembic = ['[alembic]', 'script_location = migrations', 'prepend_sys_path = .', ''].join('\n');
/** Mako, as `alembic revision` reads it. */
const revision = [
  '"""${message}."""', '',
  'import sqlalchemy as sa', 'from alembic import op', '${imports if imports else ""}',
  'revision = ${repr(up_revision)}', 'down_revision = ${repr(down_revision)}', 'branch_labels = ${repr(branch_labels)}', 'depends_on = ${repr(depends_on)}',
  '', '', 'def upgrade() -> None:', '    """Apply."""', '    ${upgrades if upgrades else "pass"}',
  '', '', 'def downgrade() -> None:', '    """Undo."""', '    ${downgrades if downgrades else "pass"}', '',
].join('\n');

/** Settings of the test that name a database in which nothing listens. */
function fixtures(database: readonly string[]): Template {
  return file('tests/conftest.py', 'ag-pytest-fixtures', {}, [
    [/ {8}data_postgres_service_url=[^]*?token_hex\(8\)\),\n/, database.map((line) => `        ${line}\n`).join('')],
  ]);
}

/** A PostgreSQL data service: its tables, its migrations, HTTP in. */
export function dataPostgresTemplates(names: ServiceNames): readonly Template[] {
  const { service, context } = names;
  const image: Edit = ['COPY src ./src\n', 'COPY alembic.ini ./\nCOPY migrations ./migrations\nCOPY src ./src\n'];
  return [
    ignoredByDocker,
    file('Dockerfile', 'ag-dockerfile-api', {}, [image]),
    projectFile('ag-pyproject-data-postgres', names),
    { path: 'alembic.ini', parts: [alembic] },
    file('migrations/env.py', 'ag-alembic-env'),
    { path: 'migrations/script.py.mako', parts: [revision] },
    file('src/main.py', 'ag-data-main'),
    file('src/core/config.py', 'ag-settings-data', { 1: service }),
    ...httpCore,
    dataServiceErrors,
    routes,
    dataServiceDomainErrors,
    file('src/infrastructure/database.py', 'ag-data-engine'),
    file('src/infrastructure/models.py', 'ag-data-model', { 1: 'Example' }, [
      [/\n\n\nclass ExampleRow[^]*$/, '\n'],
      ['from uuid import UUID, uuid4\n', ''],
      ['import DateTime, Index, MetaData, String, UniqueConstraint, func', 'import DateTime, MetaData'],
      ['import DeclarativeBase, Mapped, mapped_column', 'import DeclarativeBase'],
    ]),
    fixtures(['postgres_host="127.0.0.1",', 'postgres_port=1,', `postgres_db="${context}",`, `postgres_user="${context}",`, 'postgres_password=SecretStr(token_hex(8)),']),
    file('tests/unit/test_health.py', 'ag-pytest-health'),
  ];
}

/** A MongoDB data service: its collections, HTTP in. */
export function dataMongoTemplates(names: ServiceNames): readonly Template[] {
  const { service, context } = names;
  return [
    ignoredByDocker,
    file('Dockerfile', 'ag-dockerfile-api'),
    projectFile('ag-pyproject-data-mongo', names),
    file('src/main.py', 'ag-mongo-main'),
    file('src/core/config.py', 'ag-settings-mongo', { 1: service, 2: context }),
    ...httpCore,
    dataServiceErrors,
    routes,
    dataServiceDomainErrors,
    file('src/infrastructure/mongo.py', 'ag-mongo-client'),
    fixtures(['mongo_host="127.0.0.1",', 'mongo_port=1,', `mongo_user="${context}",`, 'mongo_password=SecretStr(token_hex(8)),']),
    file('tests/unit/test_health.py', 'ag-pytest-health'),
  ];
}
