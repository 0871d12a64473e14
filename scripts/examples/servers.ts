// Real servers for the examples that are run: each on a free port, with its data in a temporary folder.
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aptInstall } from './debian';
import { step } from './environment';

export const serverNames = ['postgres', 'redis', 'rabbitmq', 'mysql'] as const;
export type ServerName = (typeof serverNames)[number];

/** Variables for one test: a database, a virtual host and a key space of its own. */
export type Environment = Readonly<Record<string, string>>;

interface Server {
  /** Fresh state, in which no other test has left anything. */
  fresh(name: string): Promise<Environment>;
  stop(): void;
}

export class Servers {
  private readonly running = new Map<ServerName, Server>();
  private readonly failures = new Map<ServerName, string>();
  private readonly folder = mkdtempSync(join(tmpdir(), 'example-servers-'));

  constructor() {
    chmodSync(this.folder, 0o755);
  }

  /** Fresh state of these servers, started where they are not; a text where one cannot be had. */
  async environment(names: readonly ServerName[], test: string): Promise<Environment | string> {
    let all: Environment = {};
    for (const name of names) {
      const server = await this.start(name);
      if (typeof server === 'string') return server;
      try {
        all = { ...all, ...await server.fresh(test) };
      } catch (error) {
        return `${name} gave no fresh state: ${error instanceof Error ? error.message : String(error)}`;
      }
    }
    return all;
  }

  stop(): void {
    for (const server of this.running.values()) server.stop();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private async start(name: ServerName): Promise<Server | string> {
    const known = this.running.get(name) ?? this.failures.get(name);
    if (known !== undefined) return known;
    const { packages, isThere, open } = kinds[name];
    if (!isThere() && !aptInstall(packages, step)) {
      const reason = `${name} is not installed. On Debian and Ubuntu: sudo apt-get install -y ${packages.join(' ')}`;
      this.failures.set(name, reason);
      return reason;
    }
    step(`starting ${name}`);
    try {
      const folder = join(this.folder, name);
      mkdirSync(folder);
      const server = await open(folder);
      this.running.set(name, server);
      return server;
    } catch (error) {
      const reason = `${name} did not start: ${error instanceof Error ? error.message : String(error)}`;
      this.failures.set(name, reason);
      return reason;
    }
  }
}

interface Kind {
  readonly packages: readonly string[];
  readonly isThere: () => boolean;
  readonly open: (folder: string) => Promise<Server>;
}

const kinds: Readonly<Record<ServerName, Kind>> = {
  redis: { packages: ['redis-server'], isThere: () => existsSync('/usr/bin/redis-server'), open: redis },
  postgres: { packages: ['postgresql'], isThere: () => postgresPrograms() !== null, open: postgres },
  rabbitmq: { packages: ['rabbitmq-server'], isThere: () => existsSync('/usr/lib/rabbitmq/bin/rabbitmq-server'), open: rabbitmq },
  mysql: { packages: ['mariadb-server'], isThere: () => existsSync('/usr/sbin/mariadbd'), open: mysql },
};

async function redis(folder: string): Promise<Server> {
  const port = await freePort();
  const child = launch('/usr/bin/redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--databases', '16'], {});
  await reachable(port, child, 20);
  return {
    fresh: () => {
      spawnSync('/usr/bin/redis-cli', ['-p', String(port), 'flushall']);
      return Promise.resolve({ REDIS_URL: `redis://127.0.0.1:${port}/0`, REDIS_HOST: '127.0.0.1', REDIS_PORT: String(port) });
    },
    stop: () => { end(child); },
  };
}

/** Folder of the newest PostgreSQL's programs as Debian installs them, or null. */
export function postgresPrograms(): string | null {
  const root = '/usr/lib/postgresql';
  const version = existsSync(root) ? readdirSync(root).filter((name) => existsSync(join(root, name, 'bin', 'initdb'))).sort((a, b) => Number(b) - Number(a))[0] : undefined;
  return version === undefined ? null : join(root, version, 'bin');
}

async function postgres(folder: string): Promise<Server> {
  const programs = postgresPrograms() ?? '';
  const port = await freePort();
  const data = join(folder, 'data');
  own(folder, 'postgres');
  const initialised = spawnSync(...as('postgres', join(programs, 'initdb'), ['-D', data, '-U', 'shop', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync']), { encoding: 'utf8', cwd: folder });
  if (initialised.status !== 0) throw new Error(initialised.stderr.trim());
  const settings = ['-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off', '-c', 'max_connections=200'];
  const child = launch(...as('postgres', join(programs, 'postgres'), ['-D', data, ...settings]), {}, folder);
  await reachable(port, child, 30);
  const query = (sql: string): void => {
    const { status, stderr } = spawnSync(join(programs, 'psql'), ['-h', '127.0.0.1', '-p', String(port), '-U', 'shop', '-d', 'postgres', '-v', 'ON_ERROR_STOP=1', '-qc', sql], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr.trim());
  };
  return {
    fresh: async (name) => {
      await until(() => spawnSync(join(programs, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]).status === 0, 20);
      const database = databaseName(name);
      query(`CREATE DATABASE "${database}"`);
      return {
        DATABASE_URL: `postgresql+asyncpg://shop:shop@127.0.0.1:${port}/${database}`,
        POSTGRES_HOST: '127.0.0.1', POSTGRES_PORT: String(port), POSTGRES_DB: database, POSTGRES_USER: 'shop', POSTGRES_PASSWORD: 'shop',
      };
    },
    stop: () => { end(child, 'SIGINT'); },
  };
}

async function rabbitmq(folder: string): Promise<Server> {
  const [port, distribution, management, epmd] = [await freePort(), await freePort(), await freePort(), await freePort()];
  writeFileSync(join(folder, 'enabled_plugins'), '[rabbitmq_management].\n');
  writeFileSync(join(folder, 'rabbitmq.conf'), `listeners.tcp.default = 127.0.0.1:${port}\nmanagement.tcp.port = ${management}\nmanagement.tcp.ip = 127.0.0.1\n`);
  own(folder, 'rabbitmq');
  const env = {
    HOME: folder, RABBITMQ_NODENAME: `examples${port}@localhost`, RABBITMQ_MNESIA_BASE: join(folder, 'data'), RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'), RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'), RABBITMQ_DIST_PORT: String(distribution),
    RABBITMQ_PID_FILE: join(folder, 'pid'), ERL_EPMD_PORT: String(epmd), ERL_EPMD_ADDRESS: '127.0.0.1',
    // epmd may be stopped while the node is still leaving it; otherwise it refuses, and stays.
    ERL_EPMD_RELAXED_COMMAND_CHECK: 'true', RABBITMQ_CONF_ENV_FILE: '/dev/null', LANG: 'C.UTF-8',
  };
  const child = launch(...as('rabbitmq', '/usr/lib/rabbitmq/bin/rabbitmq-server', []), env, folder);
  await reachable(port, child, 90);
  await reachable(management, child, 60);
  const ask = (method: string, path: string, body: unknown): Promise<void> => new Promise((resolve, reject) => {
    const headers = { authorization: `Basic ${Buffer.from('guest:guest').toString('base64')}`, 'content-type': 'application/json' };
    // A connection each: RabbitMQ closes one that was idle for a minute, and tests take longer.
    const asked = request({ host: '127.0.0.1', port: management, path: `/api/${path}`, method, headers, agent: false }, (answer) => {
      answer.resume();
      const status = answer.statusCode ?? 0;
      if (status < 300) resolve();
      else reject(new Error(`RabbitMQ answered ${status} to ${method} ${path}`));
    });
    asked.once('error', reject);
    asked.end(JSON.stringify(body));
  });
  return {
    fresh: async (name) => {
      const vhost = databaseName(name);
      await ask('PUT', `vhosts/${vhost}`, {});
      await ask('PUT', `permissions/${vhost}/guest`, { configure: '.*', write: '.*', read: '.*' });
      return {
        RABBITMQ_URL: `amqp://guest:guest@127.0.0.1:${port}/${vhost}`, AMQP_URL: `amqp://guest:guest@127.0.0.1:${port}/${vhost}`,
        RABBITMQ_HOST: '127.0.0.1', RABBITMQ_PORT: String(port), RABBITMQ_USER: 'guest', RABBITMQ_PASSWORD: 'guest', RABBITMQ_VHOST: vhost,
        RABBITMQ_MANAGEMENT_URL: `http://guest:guest@127.0.0.1:${management}`,
      };
    },
    stop: () => {
      end(child);
      spawnSync('epmd', ['-port', String(epmd), '-kill'], { env: { ...process.env, ERL_EPMD_PORT: String(epmd) } });
    },
  };
}

/** MySQL is not in Debian; MariaDB speaks its protocol and its SQL. */
async function mysql(folder: string): Promise<Server> {
  const port = await freePort();
  const data = join(folder, 'data');
  own(folder, 'mysql');
  const made = spawnSync('mariadb-install-db', [`--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db', ...(isRoot() ? ['--user=mysql'] : [])], { encoding: 'utf8', cwd: folder });
  if (made.status !== 0) throw new Error(`${made.stdout}${made.stderr}`.trim().slice(-400));
  const socket = join(folder, 'socket');
  const settings = [`--datadir=${data}`, `--port=${port}`, '--bind-address=127.0.0.1', `--socket=${socket}`, `--pid-file=${join(folder, 'pid')}`, '--innodb-flush-log-at-trx-commit=0'];
  const child = launch('/usr/sbin/mariadbd', ['--no-defaults', ...(isRoot() ? ['--user=mysql'] : []), ...settings], {}, folder);
  await reachable(port, child, 60);
  return {
    fresh: (name) => {
      const database = databaseName(name);
      const sql = `CREATE DATABASE \`${database}\`; CREATE USER IF NOT EXISTS 'shop'@'127.0.0.1' IDENTIFIED BY 'shop'; GRANT ALL ON *.* TO 'shop'@'127.0.0.1';`;
      const { status, stderr } = spawnSync('mariadb', ['--no-defaults', `--socket=${socket}`, '-u', 'root', '-e', sql], { encoding: 'utf8' });
      if (status !== 0) return Promise.reject(new Error(stderr.trim()));
      return Promise.resolve({
        DATABASE_URL: `mysql+asyncmy://shop:shop@127.0.0.1:${port}/${database}`,
        MYSQL_HOST: '127.0.0.1', MYSQL_PORT: String(port), MYSQL_DATABASE: database, MYSQL_USER: 'shop', MYSQL_PASSWORD: 'shop',
      });
    },
    stop: () => { end(child); },
  };
}

function databaseName(test: string): string {
  return test.toLowerCase().replace(/\W+/g, '_').slice(-60);
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** These servers refuse to run as root. */
export function as(user: string, command: string, args: readonly string[]): [string, string[]] {
  return isRoot() ? ['setpriv', [`--reuid=${user}`, `--regid=${user}`, '--clear-groups', command, ...args]] : [command, [...args]];
}

/** Gives a folder to the user that a server runs as. */
export function own(folder: string, user: string): void {
  if (isRoot()) spawnSync('chown', ['-R', `${user}:`, folder]);
}

function launch(command: string, args: readonly string[], env: Environment, cwd = '/'): ChildProcess {
  return spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: 'ignore', detached: true });
}

/** The group, since a launcher script may stand before the server. */
function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
  child.unref();
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => { resolve(typeof address === 'object' && address ? address.port : 0); });
    });
  });
}

async function reachable(port: number, child: ChildProcess, seconds: number): Promise<void> {
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`it ended with status ${child.exitCode}`);
    return new Promise<boolean>((resolve) => {
      const socket = createConnection({ port, host: '127.0.0.1' });
      socket.once('connect', () => { socket.destroy(); resolve(true); });
      socket.once('error', () => { resolve(false); });
    });
  }, seconds);
}

async function until(condition: () => boolean | Promise<boolean>, seconds: number): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!await condition()) {
    if (Date.now() > end) throw new Error(`no answer within ${seconds} seconds`);
    await new Promise((resolve) => { setTimeout(resolve, 200); });
  }
}
