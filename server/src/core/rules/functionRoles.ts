import type { FunctionFact, PythonFacts, SymbolicPath } from '../facts/python/model';
import type { Resolved } from '../project/model';
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

const lifespanDecorators = new Set(['contextlib.asynccontextmanager']);
const registrations: readonly { readonly callee: NamePattern; readonly role: FunctionRole }[] = [
  { callee: new NamePattern('aiogram.Router.*.register'), role: 'bot-handler' },
  { callee: new NamePattern('aiogram.Dispatcher.*.register'), role: 'bot-handler' },
  { callee: new NamePattern('fastapi.APIRouter.add_api_route'), role: 'route' },
  { callee: new NamePattern('fastapi.FastAPI.add_api_route'), role: 'route' },
  { callee: new NamePattern('fastapi.Depends'), role: 'dependency' },
  { callee: new NamePattern('fastapi.Security'), role: 'dependency' },
  { callee: new NamePattern('aio_pika.**.consume'), role: 'consumer' },
];
const startup = [new NamePattern('aiogram.Dispatcher.startup.register'), new NamePattern('aiogram.Dispatcher.shutdown.register'),
  new NamePattern('aiogram.Router.startup.register'), new NamePattern('aiogram.Router.shutdown.register')];

/**
 * What each function of a file is to a framework, by decorators and by registration in the same file. Functions that a
 * handler encloses share its role. Index: function index.
 */
export function functionRoles(facts: PythonFacts, resolve: (symbol: SymbolicPath) => Resolved | null): readonly (FunctionRole | null)[] {
  const roles: (FunctionRole | null)[] = facts.functions.map((fn) => byDecorator(fn, resolve));
  const byName = new Map<string, number>();
  facts.functions.forEach((fn, index) => {
    if (fn.function === null) byName.set(fn.class === null ? `:${fn.name}` : `:${facts.classes[fn.class]?.name ?? ''}().${fn.name}`, index);
  });
  for (const call of facts.calls) {
    if (call.callee === null || call.arguments.length === 0 || !/register|add_api_route|Depends|Security|consume/.test(call.name)) continue;
    const name = resolve(call.callee)?.name;
    if (!name || matchesAny(startup, name)) continue;
    const registration = registrations.find((entry) => entry.callee.matches(name));
    if (!registration) continue;
    for (const argument of call.arguments) {
      const target = argument.value.kind === 'path' ? byName.get(argument.value.path)
        : argument.value.kind === 'function' ? argument.value.function : undefined;
      if (target !== undefined && roles[target] === null) roles[target] = registration.role;
    }
  }
  facts.functions.forEach((fn, index) => {
    if (roles[index] === null && fn.function !== null) roles[index] = roles[fn.function] ?? null;
  });
  return roles;
}

function byDecorator(fn: FunctionFact, resolve: (symbol: SymbolicPath) => Resolved | null): FunctionRole | null {
  for (const decorator of fn.decorators) {
    const name = resolve(decorator.path)?.name;
    if (!name) continue;
    if (routeDecorators.has(name)) return 'route';
    if (botDecorators.has(name)) return 'bot-handler';
    if (middlewareDecorators.has(name)) return 'middleware';
    if (lifespanDecorators.has(name)) return 'lifespan';
  }
  return null;
}
