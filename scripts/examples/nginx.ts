// Reads nginx blocks with `nginx -t`, inside the contexts that they are written for.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Example } from './pages';
import type { ReadFault } from './readers';

/** Contexts, outermost first: what stands before and after the block. */
const contexts: readonly (readonly [before: string, after: string])[] = [
  ['', ''],
  ['events {}\n', ''],
  ['events {} http {\n', '}'],
  ['events {} http { server { listen 127.0.0.1:8080;\n', '} }'],
  ['events {} http { server { listen 127.0.0.1:8080; location / {\n', '} } }'],
  ['events {} stream {\n', '}'],
];

/** One line each: a context adds no line, so that faults keep their place. */
const oneLine = contexts.map(([before, after]) => [before.replace('\n', ' '), after] as const);

export function readNginx(examples: readonly Example[]): ReadFault[] {
  return examples.flatMap((example) => {
    const attempts = oneLine.map(([before, after]) => attempt(`${before}${example.code}${after}`));
    if (attempts.includes(null)) return [];
    // The context that the block was meant for is the one that gets furthest.
    const best = attempts.filter((one) => one !== null).sort((a, b) => b.line - a.line)[0];
    return best ? [{ example, line: best.line, message: best.message }] : [];
  });
}

/** What the configuration names and this machine lacks is put in its place: hosts, certificates, included files. */
function attempt(text: string): { line: number; message: string } | null {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
  try {
    certificate(folder);
    let config = text
      .replace(/(ssl_(?:client_|trusted_)?certificate)\s+[^;{}]+;/g, `$1 ${folder}/cert.pem;`)
      .replace(/ssl_certificate_key\s+[^;]+;/g, `ssl_certificate_key ${folder}/key.pem;`)
      .replace(/\bssl_dhparam\s+[^;]+;/g, '')
      .replace(/^(\s*)(user|pid|load_module)\s+[^;]+;/gm, '$1')
      .replace(/(auth_basic_user_file)\s+[^;]+;/g, `$1 ${folder}/cert.pem;`)
      // Known since 1.25.1; Debian 12 has 1.22.
      .replace(/^(\s*)http2\s+on;/gm, '$1')
      .replace(/include\s+[^;]*mime\.types;/g, 'include /etc/nginx/mime.types;')
      .replace(/((?:access|error)_log)\s+\/\S+?([\s;])/g, `$1 ${folder}/log$2`)
      .replace(/((?:proxy|fastcgi)_cache_path)\s+\S+/g, `$1 ${folder}/cache`);
    for (let round = 0; round < 40; round++) {
      const path = join(folder, 'nginx.conf');
      writeFileSync(path, config);
      const { status, stderr } = spawnSync('/usr/sbin/nginx', ['-t', '-q', '-p', folder, '-c', path, '-e', join(folder, 'error.log'), '-g', `pid ${folder}/pid;`], { encoding: 'utf8' });
      if (status === 0) return null;
      const first = stderr.split('\n').find((line) => /\[emerg\]/.test(line)) ?? stderr;
      const host = /host not found in (?:upstream|resolver) "([^":]+)/.exec(first)?.[1];
      const file = /(?:open\(\)|BIO_new_file\(\)) "([^"]+)" failed/.exec(first)?.[1];
      if (host !== undefined) config = config.replaceAll(new RegExp(`(?<=(?:server|resolver|\\w_pass)\\s+(?:\\w+://)?(?:[\\w.]+ )*)${host.replace(/\W/g, '\\$&')}(?=[:/; ])`, 'g'), '127.0.0.1');
      else if (/^events/.test(config) && lacking(first, config) !== null) config = config.replace('http {', `http { ${lacking(first, config) ?? ''}`);
      else if (file !== undefined && !file.startsWith(folder)) {
        const name = file.replace(/\W/g, '_');
        writeFileSync(join(folder, name), '');
        config = config.replaceAll(file, join(folder, name)).replaceAll(file.replace(/^\/etc\/nginx\//, ''), join(folder, name));
      } else if (file !== undefined) {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, '');
      } else {
        return { line: Number(/:(\d+)\s*$/.exec(first)?.[1] ?? 1) - 1, message: first.replace(/^.*\[emerg\] /, '').replaceAll(folder, '') };
      }
    }
    return { line: 0, message: 'nginx asks for more than forty hosts and files' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A declaration, in the block `http`, of a variable or zone that another file of the configuration declares; null where nothing like it is missing. */
function lacking(message: string, config: string): string | null {
  const variable = /unknown "(\w+)" variable/.exec(message)?.[1];
  if (variable !== undefined) return `map $host $${variable} { default ""; }`;
  const zone = /zero size shared memory zone "(\w+)"/.exec(message)?.[1] ?? /"proxy_cache" zone "(\w+)" is unknown/.exec(message)?.[1];
  if (zone === undefined) return null;
  if (new RegExp(`proxy_cache\\s+${zone};`).test(config)) return `proxy_cache_path cache_${zone} keys_zone=${zone}:1m;`;
  return new RegExp(`limit_conn\\s+${zone}\\s`).test(config) ? `limit_conn_zone $host zone=${zone}:1m;` : `limit_req_zone $host zone=${zone}:1m rate=1r/s;`;
}

function certificate(folder: string): void {
  spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=example.test', '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')]);
}
