import type { SyntaxNode } from '../../syntax/syntaxNode';
import { textOf, type Context } from './context';
import { lastName, unwrap, type Paths } from './paths';

/** Calls that run their first argument in a thread, by the last name. */
const firstArgument = new Set(['to_thread', 'run_in_threadpool', 'sync_to_async', 'asyncify', 'iterate_in_threadpool', 'submit']);
/** Constructors that run `target=`, or the argument at this place. */
const constructors = new Map([['Thread', 1], ['Process', 1], ['Timer', 1]]);
const poolMethods = new Set(['map', 'starmap', 'imap', 'imap_unordered', 'apply', 'apply_async', 'map_async']);
const pool = /executor|pool/i;

/**
 * The argument of a call that will run in a thread or another process: of asyncio.to_thread, loop.run_in_executor,
 * threading.Thread, an executor's submit and map, anyio.to_thread.run_sync, starlette's run_in_threadpool.
 * Told by the last names, since what they mean is resolved later; undefined where the call is none of these.
 */
export function threadArgument(callee: SyntaxNode, argumentNodes: readonly SyntaxNode[], paths: Paths, context: Context): SyntaxNode | undefined {
  const name = lastName(callee, paths.text);
  const positional = argumentNodes.filter((node) => node.type !== 'keyword_argument');
  if (firstArgument.has(name)) return positional[0];
  if (name === 'run_in_executor') return positional[1] ?? keyword(argumentNodes, 'func', paths.text);
  const place = constructors.get(name);
  if (place !== undefined) return keyword(argumentNodes, name === 'Timer' ? 'function' : 'target', paths.text) ?? positional[place];
  if (name === 'run_sync') return isToThread(callee, paths, context) ? positional[0] : undefined;
  if (poolMethods.has(name) && callee.type === 'attribute' && isPool(callee.children[0], paths, context)) return positional[0];
  return undefined;
}

/** The function meant by such an argument: `partial(f, …)` stands for f. */
export function threadFunction(argument: SyntaxNode, text: string): SyntaxNode {
  const node = unwrap(argument);
  const [callee, list] = node.children;
  const first = list?.children[0];
  if (node.type === 'call' && callee && first && lastName(callee, text) === 'partial') return threadFunction(first, text);
  return node;
}

/** SQLAlchemy has a `run_sync` too, which is no thread. */
function isToThread(callee: SyntaxNode, paths: Paths, context: Context): boolean {
  if (callee.type === 'identifier') return paths.of(callee, context)?.endsWith(':run_sync') ?? false;
  const object = callee.children[0];
  return object !== undefined && lastName(object, paths.text) === 'to_thread';
}

function isPool(object: SyntaxNode | undefined, paths: Paths, context: Context): boolean {
  if (!object) return false;
  return pool.test(lastName(object, paths.text)) || pool.test(paths.of(object, context) ?? '');
}

function keyword(argumentNodes: readonly SyntaxNode[], name: string, text: string): SyntaxNode | undefined {
  for (const node of argumentNodes) {
    const [key, value] = node.children;
    if (node.type === 'keyword_argument' && key && textOf(key, text) === name) return value;
  }
  return undefined;
}
