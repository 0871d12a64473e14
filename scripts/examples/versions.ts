// What the examples are proved against, in a few lines.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Python } from './environment';

const told = [
  'fastapi', 'pydantic', 'pydantic-settings', 'aiogram', 'aio-pika', 'redis', 'httpx', 'sqlalchemy[asyncio]', 'asyncpg', 'alembic', 'motor', 'pymongo',
  'structlog', 'opentelemetry-sdk', 'prometheus_client', 'sentry-sdk', 'PyJWT', 'boto3', 'testcontainers', 'pytest', 'basedpyright',
];

/** Versions of requirements.txt and of the programs. */
export function describeVersions(python: Python, goReaders: string | null): string {
  const pinned = new Map(readFileSync(new URL('requirements.txt', import.meta.url), 'utf8').split('\n')
    .flatMap((line) => { const found = /^([^=#\s]+)==(\S+)/.exec(line); return found ? [[found[1] ?? '', found[2] ?? ''] as const] : []; }));
  const modules = readFileSync(new URL('go/go.mod', import.meta.url), 'utf8');
  const goVersions = ['compose-spec/compose-go/v2', 'moby/buildkit', 'pingcap/tidb/pkg/parser', 'rhysd/actionlint']
    .map((name) => `${name.replace(/^[^/]*\/|\/v2$/g, '')} ${new RegExp(`github.com/${name} v(\\S+)`).exec(modules)?.[1] ?? ''}`);
  const nginx = /nginx\/(\S+)/.exec(spawnSync('/usr/sbin/nginx', ['-v'], { encoding: 'utf8' }).stderr ?? '')?.[1];
  return [
    `Python ${python.version.join('.')}; examples are checked as 3.12`,
    told.map((name) => `${name.replace(/\[.*/, '')} ${pinned.get(name) ?? '?'}`).join(', '),
    [...(goReaders === null ? [] : goVersions), ...(nginx === undefined ? [] : [`nginx ${nginx}`])].join(', '),
  ].join('\n');
}
