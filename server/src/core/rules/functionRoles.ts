import type { FunctionFact, PythonFacts, SymbolicPath } from '../facts/python/model';
import type { Resolved } from '../project/model';
import { callsNamedSo } from './callsIn';
import type { FunctionRole } from './model';
import { NamePattern, matchesAny } from './namePattern';

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace', 'api_route', 'websocket', 'route', 'websocket_route'];
const routeDecorators = new Set(['fastapi.FastAPI', 'fastapi.APIRouter', 'starlette.applications.Starlette']
  .flatMap((owner) => verbs.map((verb) => `${owner}.${verb}`)));
const middlewareDecorators = new Set(['fastapi.FastAPI.middleware', 'fastapi.FastAPI.exception_handler', 'fastapi.FastAPI.on_event', 'fastapi.APIRouter.on_event']);

const updates = ['message', 'edited_message', 'channel_post', 'edited_channel_post', 'inline_query', 'chosen_inline_result',
  'callback_query', 'shipping_query', 'pre_checkout_query', 'poll', 'poll_answer', 'my_chat_member', 'chat_member',
  'chat_join_request', 'message_reaction', 'errors', 'error', 'business_message'];
const botDecorators = new Set(['aiogram.Router', 'aiogram.Dispatcher']
  .flatMap((owner) => updates.flatMap((update) => [`${owner}.${update}`, `${owner}.${update}_handler`])));

const consumerDecorator = /^faststream\.(?:\w+\.)?(?:Rabbit|Kafka|Nats|Redis)(?:Broker|Router)\.subscriber$/;
const lifespanDecorators = new Set(['contextlib.asynccontextmanager']);
const registrations: readonly { readonly callee: NamePattern; readonly role: FunctionRole }[] = [
  { callee: new NamePattern('aiogram.Router.*.register'), role: 'bot-handler' },
  { callee: new NamePattern('aiogram.Dispatcher.*.register'), role: 'bot-handler' },
  { callee: new NamePattern('fastapi.APIRouter.add_api_route'), role: 'route' },
  { callee: new NamePattern('fastapi.FastAPI.add_api_route'), role: 'route' },
  ...['fastapi.APIRouter', 'fastapi.FastAPI', 'starlette.applications.Starlette', 'starlette.routing.Router'].flatMap((owner) =>
    ['add_route', 'add_websocket_route', 'add_api_websocket_route'].map((name) => ({ callee: new NamePattern(`${owner}.${name}`), role: 'route' as const }))),
  { callee: new NamePattern('fastapi.Depends'), role: 'dependency' },
  { callee: new NamePattern('fastapi.Security'), role: 'dependency' },
  { callee: new NamePattern('aio_pika.**.consume'), role: 'consumer' },
];
const startup = [new NamePattern('aiogram.Dispatcher.startup.register'), new NamePattern('aiogram.Dispatcher.shutdown.register'),
  new NamePattern('aiogram.Router.startup.register'), new NamePattern('aiogram.Router.shutdown.register')];

/**
 * What each function of a file is to a framework, by decorators and by registration, in the same file or (`elsewhere`, by
 * index: what it is handed to) in others. Functions that a handler encloses share its role. Index: function index.
 */
export function functionRoles(
  path: string, facts: PythonFacts, resolve: (symbol: SymbolicPath) => Resolved | null, elsewhere: ReadonlyMap<number, readonly string[]> = new Map(),
): readonly (FunctionRole | null)[] {
  const roles: (FunctionRole | null)[] = facts.functions.map((fn) => byDecorator(fn, resolve));
  const byName = new Map<string, number>();
  facts.functions.forEach((fn, index) => {
    if (fn.function === null) byName.set(fn.class === null ? `:${fn.name}` : `:${facts.classes[fn.class]?.name ?? ''}().${fn.name}`, index);
  });
  for (const call of callsNamedSo(facts, (name) => /register|add_(?:api_|websocket_)*route|Depends|Security|consume/.test(name))) {
    if (call.callee === null || call.arguments.length === 0) continue;
    const name = resolve(call.callee)?.name;
    const role = name ? roleBy(name) : null;
    if (role === null) continue;
    for (const { value } of call.arguments) {
      // `partial(handler, …)` has the path of the handler.
      const target = value.kind === 'path' || value.kind === 'call' ? byName.get(value.path ?? '') ?? definedHere(path, value.path, resolve) : value.kind === 'function' ? value.function : undefined;
      if (target !== undefined) roles[target] ??= role;
    }
  }
  for (const [index, names] of elsewhere) for (const name of names) roles[index] ??= roleBy(name);
  facts.functions.forEach((fn, index) => {
    if (roles[index] === null && fn.function !== null) roles[index] = roles[fn.function] ?? null;
  });
  return roles;
}

/** What a function is that is handed to this. */
function roleBy(name: string): FunctionRole | null {
  return matchesAny(startup, name) ? null : registrations.find((entry) => entry.callee.matches(name))?.role ?? null;
}

function definedHere(path: string, symbol: SymbolicPath | null, resolve: (symbol: SymbolicPath) => Resolved | null): number | undefined {
  const definition = symbol === null ? null : resolve(symbol)?.definition;
  return definition?.path === path ? definition.function ?? undefined : undefined;
}

function byDecorator(fn: FunctionFact, resolve: (symbol: SymbolicPath) => Resolved | null): FunctionRole | null {
  for (const decorator of fn.decorators) {
    const name = resolve(decorator.path)?.name;
    if (!name) continue;
    if (routeDecorators.has(name)) return 'route';
    if (botDecorators.has(name)) return 'bot-handler';
    if (middlewareDecorators.has(name)) return 'middleware';
    if (lifespanDecorators.has(name)) return 'lifespan';
    if (consumerDecorator.test(name)) return 'consumer';
  }
  return null;
}
