import type { CallFact } from '../../../facts/python/model';
import { callsWhere } from '../../callsIn';
import { argumentOf } from '../../conditions';
import type { PythonFile } from '../../model';

const command = /^redis\.(?:asyncio\.)?(?:client\.)?(?:Redis|StrictRedis|RedisCluster|Pipeline)\.([a-z]\w*)$/;
const own = /^redis\.(?:asyncio\.)?(?:(?:Redis|RedisCluster|ConnectionPool|BlockingConnectionPool)(?:\.from_url)?|from_url)$/;

/** The command that a call sends to Redis (`set`), by the method of the client or pipeline; null where it sends none. */
export function redisCommand(file: PythonFile, call: CallFact): string | null {
  return command.exec(file.calleeOf(call) ?? '')?.[1] ?? null;
}

/** The calls of a file that send a command to Redis, in source order. */
export function redisCommandsIn(file: PythonFile): readonly CallFact[] {
  return callsWhere(file, ({ name }) => command.test(name));
}

/** Whether a callable of this name makes a client, or a pool. */
export function makesRedis(name: string): boolean {
  return own.test(name);
}

/** Whether the call makes a client, or a pool, with connections of its own: one that is given a pool shares that one's. */
export function opensRedis(file: PythonFile, call: CallFact): boolean {
  return own.test(file.calleeOf(call) ?? '') && !call.arguments.some(({ keyword }) => keyword === 'connection_pool' || keyword === '**');
}

/** The key that a command is given, as written: by the keyword `name` or `key`, or first. */
export function keyArgument(call: CallFact): CallFact['arguments'][number] | null {
  return argumentOf(call, 'name') ?? argumentOf(call, 'key') ?? argumentOf(call, '0');
}

/** A text of the code for a message: one line, at most 60 characters. */
export function inOneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
