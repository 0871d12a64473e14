import type { CallFact } from '../../facts/python/model';
import { callsIn } from '../callsIn';
import type { PythonCheck, PythonFile } from '../model';
import { shownCallee, shownText } from '../writtenCode';

const sets = /^redis\.(asyncio\.)?(client\.)?(Redis|StrictRedis|RedisCluster|Pipeline)\.set$/;
const expires = /^(expire|pexpire|expireat|pexpireat|setex|psetex|getex)$/;
const ttlKeywords = ['ex', 'px', 'exat', 'pxat', 'keepttl'];

/** A key written without a time to live, and no `expire` for it in the same function. Gives `callee` and `value`, the key as written. */
export const ttlRequired: PythonCheck = {
  name: 'redis/ttl-required',
  input: 'python',
  words: ['.set('],
  run({ file, report }) {
    for (const call of file.facts.calls) {
      if (call.name !== 'set') continue;
      const name = file.calleeOf(call);
      if (name === null || !sets.test(name) || hasTtl(call)) continue;
      const key = keyOf(file, call);
      if (key === null || isExpired(file, call, key)) continue;
      report({ range: call.calleeRange, fields: { callee: shownCallee(file.text, call.calleeRange), value: shownText(key) } });
    }
  },
};

function keyOf(file: PythonFile, call: CallFact): string | null {
  const argument = call.arguments.find(({ keyword }) => keyword === 'name') ?? call.arguments.find(({ keyword }) => keyword === null);
  return argument ? file.text.slice(argument.value.range) : null;
}

/** `set(name, value, ex, px)`: the third and fourth positions are times, too. */
function hasTtl(call: CallFact): boolean {
  if (call.arguments.some((argument) => argument.keyword === '**' || argument.keyword === '*')) return true;
  if (call.arguments.some((argument) => argument.keyword !== null && ttlKeywords.includes(argument.keyword) && argument.value.kind !== 'none')) return true;
  return call.arguments.filter((argument) => argument.keyword === null).length > 2;
}

/** The function sets an expiry for the key besides, or writes it with one in another branch: then its caller decides. */
function isExpired(file: PythonFile, call: CallFact, key: string): boolean {
  return callsIn(file.facts, call.function).some((other) => other !== call
    && (expires.test(other.name) || (other.name === 'set' && hasTtl(other))) && keyOf(file, other) === key);
}
