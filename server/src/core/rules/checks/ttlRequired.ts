import type { CallFact } from '../../facts/python/model';
import type { PythonCheck, PythonFile } from '../model';

const sets = /^redis\.(asyncio\.)?(client\.)?(Redis|StrictRedis|RedisCluster|Pipeline)\.set$/;
const expires = /^(expire|pexpire|expireat|pexpireat)$/;
const ttlKeywords = ['ex', 'px', 'exat', 'pxat', 'keepttl'];

/** A key written without a time to live, and no `expire` for it in the same function. */
export const ttlRequired: PythonCheck = {
  name: 'redis/ttl-required',
  input: 'python',
  words: ['.set('],
  run({ file, report }) {
    for (const call of file.facts.calls) {
      if (call.name !== 'set') continue;
      const name = file.calleeOf(call);
      if (name === null || !sets.test(name) || hasTtl(call) || isExpiredLater(file, call)) continue;
      const key = call.arguments.find((argument) => argument.keyword === 'name' || argument.keyword === null);
      report({ range: call.calleeRange, fields: { name, callee: file.text.slice(call.calleeRange), value: key ? file.text.slice(key.range).slice(0, 60) : 'the key' } });
    }
  },
};

/** `set(name, value, ex, px)`: the third and fourth positions are times, too. */
function hasTtl(call: CallFact): boolean {
  if (call.arguments.some((argument) => argument.keyword === '**' || argument.keyword === '*')) return true;
  if (call.arguments.some((argument) => argument.keyword !== null && ttlKeywords.includes(argument.keyword) && argument.value.kind !== 'none')) return true;
  return call.arguments.filter((argument) => argument.keyword === null).length > 2;
}

function isExpiredLater(file: PythonFile, call: CallFact): boolean {
  const key = call.arguments[0];
  if (!key) return true;
  const written = file.text.slice(key.range);
  return file.facts.calls.some((other) => other.function === call.function && expires.test(other.name)
    && other.arguments[0] !== undefined && file.text.slice(other.arguments[0].range) === written);
}
