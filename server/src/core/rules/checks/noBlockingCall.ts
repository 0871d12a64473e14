import type { CallFact } from '../../facts/python/model';
import type { Fix, PythonCheck, PythonFile } from '../model';
import { addImport, localName } from '../fixes';
import { NamePattern, matchesAny } from '../namePattern';
import { blockedHop } from './shared/hops';

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request'];

/** Calls that hold the thread until the outside answers, and what to use in their place. */
const blocking: readonly { readonly patterns: readonly NamePattern[]; readonly instead: string }[] = [
  { instead: '`await asyncio.sleep(…)`', patterns: names('time.sleep') },
  { instead: 'a shared `httpx.AsyncClient`', patterns: names(...verbs.flatMap((verb) => [`requests.${verb}`, `requests.Session.${verb}`, `httpx.${verb}`, `httpx.Client.${verb}`]), 'httpx.stream', 'httpx.Client.stream', 'httpx.Client.send', 'urllib.request.urlopen', 'urllib.request.urlretrieve', 'urllib3.PoolManager.request') },
  { instead: '`asyncio.create_subprocess_exec`', patterns: names('subprocess.run', 'subprocess.call', 'subprocess.check_call', 'subprocess.check_output', 'subprocess.getoutput', 'subprocess.getstatusoutput', 'os.system', 'os.popen') },
  { instead: '`redis.asyncio`', patterns: names('redis.Redis.*', 'redis.StrictRedis.*') },
  { instead: 'the data service over HTTP, or an async driver in a data service', patterns: names('psycopg2.connect', 'psycopg2.extensions.cursor.*', 'pymysql.connect', 'mysql.connector.connect', 'sqlite3.connect', 'pymongo.MongoClient', 'pymongo.MongoClient.**') },
  { instead: '`aio_pika.connect_robust`', patterns: names('pika.BlockingConnection', 'pika.BlockingConnection.**') },
  { instead: '`asyncio.to_thread(…)` or `aioboto3`', patterns: names('boto3.client.*', 'boto3.resource.*', 'botocore.client.BaseClient.*') },
  { instead: '`aiosmtplib`', patterns: names('smtplib.SMTP', 'smtplib.SMTP_SSL') },
];
/** Members of blocking clients that only build something. */
const harmless = names('redis.Redis.from_url', 'redis.Redis.pipeline', 'redis.Redis.pubsub', 'redis.Redis.register_script', 'redis.Redis.lock', 'redis.StrictRedis.from_url');
/** Reading files is quick enough at start-up; on the path of a request it is not. */
const fileAccess = names('builtins.open', 'io.open', 'pathlib.Path.read_text', 'pathlib.Path.read_bytes', 'pathlib.Path.write_text', 'pathlib.Path.write_bytes', 'pathlib.Path.open');

/** Blocking calls in code that runs on the event loop, directly or one sync helper away. */
export const noBlockingCall: PythonCheck = {
  name: 'event-loop/no-blocking-call',
  input: 'python',
  words: ['async def'],
  run({ file, report }) {
    for (const call of file.facts.calls) {
      if (!file.runsOnLoop(call)) continue;
      const name = file.calleeOf(call);
      const fn = file.facts.functions[call.function ?? -1]?.name ?? '';
      const instead = name === null || call.awaited ? null : replacementFor(name);
      if (name !== null && instead !== null) {
        report({ range: call.calleeRange, fields: { name, callee: file.text.slice(call.calleeRange), function: fn, instead }, fix: sleepFix(file, call, name) });
      } else if (name !== null && isOnRequestPath(file, call) && matchesAny(fileAccess, name)) {
        report({ range: call.calleeRange, severity: 'warning', fields: { name, callee: file.text.slice(call.calleeRange), function: fn, instead: '`aiofiles`, or `asyncio.to_thread(…)`' } });
      } else {
        const hop = blockedHop(file, call, (target) => replacementFor(target) !== null);
        if (hop) {
          report({
            range: call.calleeRange,
            fields: { name: hop.name, callee: `${hop.helper}() → ${hop.name}`, function: fn, instead: replacementFor(hop.name) ?? 'an async call' },
            related: [{ ...hop.at, message: `\`${hop.helper}\` blocks here` }],
          });
        }
      }
    }
  },
};

function replacementFor(name: string): string | null {
  if (matchesAny(harmless, name)) return null;
  return blocking.find((entry) => matchesAny(entry.patterns, name))?.instead ?? null;
}

function isOnRequestPath(file: PythonFile, call: CallFact): boolean {
  const role = file.roleOfFunction(call.function);
  return role === 'route' || role === 'bot-handler' || role === 'consumer' || role === 'dependency';
}

function sleepFix(file: PythonFile, call: CallFact, name: string): Fix | null {
  if (name !== 'time.sleep') return null;
  const local = localName(file.facts, 'asyncio.sleep') ?? 'asyncio.sleep';
  return {
    title: 'Await asyncio.sleep',
    edits: [
      { path: file.path, range: call.calleeRange, newText: `await ${local}` },
      ...(local === 'asyncio.sleep' ? addImport(file, 'asyncio') : []),
    ],
  };
}

function names(...patterns: string[]): readonly NamePattern[] {
  return patterns.map((pattern) => new NamePattern(pattern));
}
