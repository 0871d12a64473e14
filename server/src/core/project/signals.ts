/** What calls and imports say about a process. */

export type Signal = 'web' | 'bot' | 'polling' | 'webhook' | 'worker' | 'main';

/** Classes whose instance is a web application. */
export const applications: ReadonlySet<string> = new Set([
  'fastapi.FastAPI', 'starlette.applications.Starlette', 'litestar.Litestar', 'flask.Flask', 'quart.Quart', 'sanic.Sanic', 'aiohttp.web.Application',
  'falcon.asgi.App', 'tornado.web.Application', 'blacksheep.Application', 'connexion.AsyncApp', 'robyn.Robyn',
]);

const bySignal: Readonly<Record<Signal, string>> = {
  web: [...applications].join(' ') + ' django.core.asgi.get_asgi_application django.core.wsgi.get_wsgi_application aiohttp.web.run_app',
  bot: 'aiogram.Dispatcher telegram.ext.ApplicationBuilder telegram.ext.Application.builder telegram.ext.Updater telebot.TeleBot telebot.async_telebot.AsyncTeleBot pyrogram.Client telethon.TelegramClient vkbottle.Bot discord.Client discord.ext.commands.Bot slack_bolt.App slack_bolt.async_app.AsyncApp',
  polling: 'aiogram.Dispatcher.start_polling aiogram.Dispatcher.run_polling aiogram.executor.start_polling aiogram.utils.executor.start_polling telegram.ext.Application.run_polling telebot.TeleBot.infinity_polling telebot.TeleBot.polling telebot.async_telebot.AsyncTeleBot.polling telebot.async_telebot.AsyncTeleBot.infinity_polling',
  webhook: 'aiogram.Dispatcher.feed_update aiogram.Dispatcher.feed_webhook_update aiogram.Dispatcher.feed_raw_update aiogram.webhook.aiohttp_server.SimpleRequestHandler aiogram.webhook.aiohttp_server.TokenBasedRequestHandler aiogram.webhook.aiohttp_server.setup_application aiogram.utils.executor.start_webhook',
  worker: 'celery.Celery faststream.FastStream arq.worker.Worker arq.run_worker taskiq_aio_pika.AioPikaBroker taskiq_redis.ListQueueBroker taskiq_redis.RedisStreamBroker dramatiq.set_broker rq.Worker apscheduler.schedulers.asyncio.AsyncIOScheduler apscheduler.schedulers.blocking.BlockingScheduler aiokafka.AIOKafkaConsumer confluent_kafka.Consumer kafka.KafkaConsumer aio_pika.RobustQueue.consume aio_pika.RobustQueue.iterator aio_pika.Queue.consume aio_pika.Queue.iterator pika.adapters.blocking_connection.BlockingChannel.start_consuming faststream.rabbit.RabbitBroker faststream.kafka.KafkaBroker faststream.nats.NatsBroker faststream.redis.RedisBroker',
  main: 'asyncio.run anyio.run uvloop.run trio.run asyncio.AbstractEventLoop.run_until_complete asyncio.AbstractEventLoop.run_forever asyncio.Runner.run',
};

const signals: ReadonlyMap<string, Signal> = new Map(
  Object.entries(bySignal).flatMap(([signal, names]) => names.split(' ').map((name): [string, Signal] => [name, signal as Signal])),
);

const librariesOf = (...wanted: readonly Signal[]): ReadonlySet<string> => new Set(wanted.flatMap((signal) => bySignal[signal].split(' ').map((name) => name.split('.', 1)[0] ?? '')));

/** Top-level names of the libraries whose calls say what a process is, and of those by which it may serve data: HTTP or messages. */
export const processLibraries = { all: librariesOf('web', 'bot', 'polling', 'webhook', 'worker'), server: librariesOf('web', 'worker') } as const;

/** What a call of this qualified name says, or null. */
export function signalOf(name: string): Signal | null {
  return signals.get(name) ?? null;
}

/** Import names of drivers, ORMs and ODMs by the kind of database they speak to. */
const sqlDrivers = new Set(['asyncpg', 'psycopg', 'psycopg2', 'aiopg', 'sqlalchemy', 'sqlmodel', 'databases', 'tortoise', 'peewee', 'pony', 'ormar', 'piccolo', 'gino', 'aiomysql', 'pymysql', 'asyncmy', 'aiosqlite']);
const mongoDrivers = new Set(['motor', 'pymongo', 'beanie', 'odmantic', 'mongoengine']);

/** The database that an imported module, or a declared package, is a driver for. */
export function databaseOf(name: string): 'postgres' | 'mongo' | null {
  const top = (name.split('.')[0] ?? '').replaceAll('-', '_');
  if (sqlDrivers.has(top) || top === 'tortoise_orm' || top === 'psycopg2_binary') return 'postgres';
  return mongoDrivers.has(top) ? 'mongo' : null;
}

/** Frameworks by import name: a weaker sign than a call, where code alone is there. */
const frameworks: ReadonlyMap<string, Signal> = new Map<string, Signal>([
  ['fastapi', 'web'], ['starlette', 'web'], ['litestar', 'web'], ['flask', 'web'], ['quart', 'web'], ['sanic', 'web'], ['django', 'web'],
  ['aiogram', 'bot'], ['telegram', 'bot'], ['telebot', 'bot'], ['pyrogram', 'bot'], ['telethon', 'bot'],
  ['celery', 'worker'], ['arq', 'worker'], ['taskiq', 'worker'], ['faststream', 'worker'], ['dramatiq', 'worker'], ['rq', 'worker'],
]);

export function frameworkSignal(module: string): Signal | null {
  return frameworks.get(module.split('.')[0] ?? '') ?? null;
}

export interface NameHints {
  readonly isData: boolean;
  readonly database: 'postgres' | 'mongo' | null;
  readonly kind: 'api' | 'bot' | 'worker' | 'gateway' | null;
}

const postgresWords = new Set(['postgres', 'postgresql', 'pg', 'sql']);
const mongoWords = new Set(['mongo', 'mongodb']);
const serviceWords = new Set(['api', 'service', 'svc', 'data', 'server', 'app', 'gateway']);
const kindWords: ReadonlyMap<string, 'api' | 'bot' | 'worker' | 'gateway'> = new Map<string, 'api' | 'bot' | 'worker' | 'gateway'>([
  ['api', 'api'], ['backend', 'api'], ['web', 'api'], ['rest', 'api'], ['bot', 'bot'], ['tgbot', 'bot'], ['telegram', 'bot'],
  ['worker', 'worker'], ['workers', 'worker'], ['consumer', 'worker'], ['scheduler', 'worker'], ['beat', 'worker'], ['celery', 'worker'], ['cron', 'worker'],
  ['gateway', 'gateway'], ['nginx', 'gateway'], ['traefik', 'gateway'], ['caddy', 'gateway'], ['proxy', 'gateway'],
]);

/** What names of a service (folder, compose service) say: `orders_data`, `data-postgres-api`, `db_api`, `mailing_worker`. */
export function nameHints(names: readonly string[]): NameHints {
  let isData = false;
  let database: NameHints['database'] = null;
  let kind: NameHints['kind'] = null;
  for (const name of names) {
    const words = name.toLowerCase().split(/[^a-z0-9]+/).filter(Boolean);
    const isPostgres = words.some((word) => postgresWords.has(word));
    const isMongo = words.some((word) => mongoWords.has(word));
    if (isPostgres || isMongo) database ??= isMongo ? 'mongo' : 'postgres';
    const isServed = words.some((word) => serviceWords.has(word));
    isData ||= words.includes('data') || ((isPostgres || isMongo || words.includes('db') || words.includes('dal') || words.includes('database')) && isServed);
    // The last word that says a kind is the type: `context_domain_type`.
    const said = words.findLast((word) => kindWords.has(word));
    kind ??= said === undefined ? null : kindWords.get(said) ?? null;
  }
  return { isData, database, kind };
}

const gatewayImages = new Set(['nginx', 'traefik', 'caddy', 'envoy', 'haproxy', 'kong', 'nginx-unprivileged', 'openresty', 'apisix', 'krakend']);

/** Whether a container image is a gateway's or reverse proxy's. */
export function isGatewayImage(image: string): boolean {
  const name = image.split('@')[0]?.replace(/:[^/]*$/, '') ?? '';
  return gatewayImages.has(name.slice(name.lastIndexOf('/') + 1));
}
