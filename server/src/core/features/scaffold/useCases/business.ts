import { file, type Template } from '../template';
import { withElement, withImport, withImportedName, withLinesBefore } from '../pythonEdits';
import type { UseCaseNames, UseCaseTemplate, Wiring } from './model';

const gatewayNeeds = ['src/domain/errors.py', 'src/infrastructure/http_errors.py', 'src/infrastructure/http.py'];

/** The use case, and its port over the data service. */
function applicationOf({ name, type, subject, data, address }: UseCaseNames): readonly Template[] {
  return [
    file(`src/application/${name}.py`, 'ag-use-case', { 1: type, 2: name, 3: subject }),
    file(`src/infrastructure/${name}_gateway.py`, 'ag-use-case-gateway', { 1: type, 2: name, 3: subject, 4: data, 5: address }),
  ];
}

/** Registration of a router of `src/api/v1`. */
export function routeWiring({ name }: UseCaseNames): Wiring {
  const imported = `from src.api.v1.${name} import router as ${name}_router`;
  return {
    path: 'src/api/routes.py',
    edit: (text) => {
      const one = withImport(text, imported);
      return one === null ? null : withLinesBefore(one, '    app.include_router(v1)', `    v1.include_router(${name}_router)`);
    },
    otherwise: `mount the router of src/api/v1/${name}.py below /api/v1`,
  };
}

/** In an API: a route that asks the data service. */
export function apiUseCase(names: UseCaseNames): UseCaseTemplate {
  const { name, type, subject, address } = names;
  return {
    files: [
      ...applicationOf(names),
      file(`src/api/v1/${name}.py`, 'ag-use-case-route', { 1: type, 2: name, 3: subject, 4: address }),
      file(`tests/unit/test_${name}.py`, 'ag-pytest-use-case', { 1: subject, 2: address }),
    ],
    wirings: [routeWiring(names)],
    needs: [...gatewayNeeds, 'src/dependencies.py', 'src/api/errors.py', 'tests/conftest.py'],
  };
}

/** In a bot: a command that asks the data service. */
export function botUseCase(names: UseCaseNames): UseCaseTemplate {
  const { name, type, subject } = names;
  return {
    files: [
      ...applicationOf(names),
      file(`src/handlers/${name}.py`, 'ag-use-case-handler', { 1: type, 2: name, 3: subject }),
      file(`tests/unit/test_${name}.py`, 'ag-pytest-handler', { 1: type, 2: name, 3: subject }),
    ],
    wirings: [
      {
        path: 'src/bot.py',
        edit: (text) => {
          const imported = withImportedName(text, 'src.handlers', name);
          return imported === null ? null : withElement(imported, 'dispatcher.include_routers(', `${name}.build_router()`);
        },
        otherwise: `include the router of src/handlers/${name}.py in the dispatcher`,
      },
      {
        path: 'src/hooks.py',
        edit: (text) => [`from src.application.${name} import ${type}`, `from src.infrastructure.${name}_gateway import Http${type}Gateway`]
          .reduce<string | null>((edited, line) => (edited === null ? null : withImport(edited, line)), withLinesBefore(text, '        dispatcher["resources"] =', `        dispatcher["${name}"] = ${type}(Http${type}Gateway(http))`)),
        otherwise: `give handlers \`dispatcher["${name}"] = ${type}(Http${type}Gateway(http))\` in the start-up hook`,
      },
    ],
    needs: gatewayNeeds,
  };
}

/** In a worker: an event that is handled once, by asking the data service. */
export function workerUseCase(names: UseCaseNames): UseCaseTemplate {
  const { name, type, subject, service, context, event } = names;
  return {
    files: [
      ...applicationOf(names),
      file(`src/schemas/${name}.py`, 'ag-event', { 1: `${type}Requested`, 2: 'Somebody asks for it', 3: event, 4: `${subject}_id` }, [
        ['from decimal import Decimal\n', ''],
        [/ {4}total: .*\n.*currency: .*\n/, ''],
      ]),
      file(`src/infrastructure/${name}_topology.py`, 'ag-rabbit-topology', { 1: service, 2: name, 3: context, 4: event }),
      file(`src/consumers/${name}.py`, 'ag-rabbit-consumer', { 1: 'events', 2: `${type}Requested`, 3: name, 6: type }, [
        [`from shared.events.events import ${type}Requested\n`, ''],
        [`from src.infrastructure.topology import declare_${name}\n`, `from src.infrastructure.${name}_topology import declare_${name}\nfrom src.schemas.${name} import ${type}Requested\n`],
      ]),
      file(`src/wiring/${name}.py`, 'ag-use-case-wiring', { 1: type, 2: name, 3: subject }),
      file(`tests/unit/test_${name}.py`, 'ag-pytest-consumer', { 1: type, 2: name, 3: subject, 4: event }),
    ],
    wirings: [{
      path: 'src/runner.py',
      edit: (text) => {
        const imported = withImport(text, `from src.wiring.${name} import build_${name}`);
        return imported === null ? null : withElement(imported, 'return [', `build_${name}(resources)`);
      },
      otherwise: `run \`build_${name}(resources)\` of src/wiring/${name}.py with the worker's other consumers`,
    }],
    needs: [...gatewayNeeds, 'src/application/ports.py', 'src/application/errors.py', 'src/infrastructure/processed_events.py', 'src/infrastructure/redis.py', 'src/infrastructure/broker.py', 'src/resources.py', 'src/runner.py'],
  };
}
