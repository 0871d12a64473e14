import type { CallFact, ValueFact } from '../../facts/python/model';
import { contains } from '../../text/range';
import { Kept } from '../kept';
import type { PythonCheck, PythonFile, Related } from '../model';
import { textsOf, valuesOf } from '../valueFlow';
import { keyArgument, redisCommandsIn } from './shared/redisCalls';

/** Commands whose first argument is a key. */
const keyed = new Set(`set get setex psetex setnx getset getdel getex incr incrby incrbyfloat decr decrby append strlen getrange setrange getbit setbit bitcount
  expire pexpire expireat pexpireat persist ttl pttl type exists delete unlink dump touch lock
  hset hget hsetnx hgetall hdel hexists hincrby hincrbyfloat hkeys hvals hlen hmget hmset hscan hscan_iter
  lpush rpush lpushx rpushx lpop rpop lrange llen lrem ltrim lindex lset linsert
  sadd srem smembers sismember scard spop srandmember sscan_iter
  zadd zrem zrange zrevrange zrangebyscore zrevrangebyscore zremrangebyscore zremrangebyrank zscore zcard zcount zincrby zrank zrevrank zpopmin zpopmax
  xadd xlen xrange xrevrange xtrim xack xdel xgroup_create pfadd pfcount geoadd`.split(/\s+/));
const form = /^[a-z][a-z0-9_]*(:[a-z][a-z0-9_]*):[^\s:]\S*$/;
/** Names of values that may hold several parts of a key, and not one. */
const severalParts = /(key|prefix|suffix|path|namespace|ns|pattern|name|scope|rest|base|context|entity|bucket|topic|channel|queue|stream|tag|parts?|kind|type)$/i;

/** Keys that do not say whose they are: not `context:entity:id`. One finding a key and file. Gives `value` and `problem`. */
export const redisKeyNaming: PythonCheck = {
  name: 'redis/key-naming',
  input: 'python',
  words: ['redis', 'Redis'],
  run({ file, report }) {
    const judged = new Set<string>();
    for (const call of redisCommandsIn(file)) {
      if (!keyed.has(call.name)) continue;
      const argument = keyArgument(call);
      if (argument === null) continue;
      const own = ownTemplate.of(file, call);
      if (own === null || (own !== false && (judged.has(own) || problemOf(own) === null))) continue;
      const key = keyOf(file, argument.value);
      if (key === null || judged.has(key.template)) continue;
      judged.add(key.template);
      const problem = problemOf(key.template);
      if (problem !== null) report({ range: argument.value.range, fields: { value: key.template.length > 60 ? `${key.template.slice(0, 59)}…` : key.template, problem }, related: key.related });
    }
  },
};

interface Key {
  /** The key's text, with `{…}` for what is put in. */
  readonly template: string;
  readonly related: readonly Related[];
}

/** The template of a key that is written in the function of the command; null where there is none, false where it is written elsewhere. */
const ownTemplate = new Kept<CallFact, string | null | false>((file, call) => {
  const key = keyOf(file, keyArgument(call)?.value ?? { kind: 'none', range: call.range });
  if (key === null) return null;
  const fn = file.facts.functions[call.function ?? -1];
  return key.related.every(({ path, range }) => path === file.path && fn !== undefined && contains(fn.range, range.start)) ? key.template : false;
});

/** The key that reaches the command: a literal, an f-string, a constant, or what a function of the project gives. null where there are several, or it cannot be told. */
function keyOf(file: PythonFile, written: ValueFact): Key | null {
  const values = valuesOf(file, written);
  const [only] = values ?? [];
  if (values?.length !== 1 || !only) return null;
  const { path, value } = only;
  const related = value.range === written.range ? [] : [{ path, range: value.range, message: 'the key is written here' }];
  if (value.kind === 'string') return { template: value.text, related };
  // What is inserted is judged by its name, which is in the text of the file.
  if (value.kind !== 'assembled' || value.by !== 'fstring' || path !== file.path) return null;
  const template = templateOf(file.text.slice(value.range), textsOf(file, value));
  return template === null ? null : { template, related };
}

/** `f"order:{order_id}"` → `order:{order_id}`; null where a part may hold several parts of the key, or is more than a name. */
function templateOf(written: string, texts: readonly string[] | null): string | null {
  let body = /^[rRfF]+("|')(?!\1)([^"'\\\n]*)\1$/.exec(written)?.[2];
  if (body === undefined || body.includes('{{')) return null;
  if (body.startsWith('{')) {
    // A prefix that is a constant is known by its text.
    const prefix = texts?.length === 1 ? texts[0]?.split('{}')[0] ?? '' : '';
    const rest = /^\{[^{}]*\}([^{]*)/.exec(body);
    if (prefix === '' || !rest || !prefix.endsWith(rest[1] ?? '')) return null;
    body = prefix + body.slice(rest[0].length);
  }
  for (const [, inner = ''] of body.matchAll(/\{([^{}]*)\}/g)) {
    const expression = inner.replace(/^str\((.*)\)$/, '$1').replace(/(![rsa])?(:[^:]*)?$/, '').trim();
    if (!/^[\w.]+$/.test(expression) || severalParts.test(expression)) return null;
  }
  return body;
}

function problemOf(template: string): string | null {
  if (form.test(template) || template === '') return null;
  const text = template.replace(/\{[^{}]*\}/g, '0');
  const parts = text.split(':');
  if (parts.length > 1 && parts.slice(0, 2).some((part) => part === '')) return 'has an empty part';
  if (/\s/.test(text)) return 'has a space in it';
  if (parts.length === 1) return 'does not say whose it is';
  if (parts.length === 2) return 'has two parts, so either the context or the id is missing';
  const [, entity = ''] = template.split(':');
  if (/^\{(.*[._])?(id|uuid|pk)\}$/i.test(entity)) return 'has an id where the entity belongs, so it lacks the context';
  if (template.split(':').slice(0, 2).some((part) => part.includes('{'))) return null;
  return parts.slice(0, 2).some((part) => !/^[a-z][a-z0-9_]*$/.test(part)) ? 'does not begin with lower-case words' : null;
}
