import type { PackFile } from '../../../server/src/core/pack/packLoader';

function page(path: string, front: string, body: string): PackFile {
  return { path, text: `---\n${front.trim()}\n---\n${body.trim()}\n` };
}

/** A small pack to search in. */
export const searchPages: readonly PackFile[] = [
  page('rabbitmq/connection.md', `
title: RabbitMQ Connection Management
summary: One robust aio-pika connection per process, opened at start-up and closed at shutdown.
category: integrations/rabbitmq
tags: [rabbitmq, aio-pika]
concepts: { python: [aio_pika.connect, aio_pika.connect_robust, aio_pika.RobustConnection], packages: [aio-pika] }
synonyms: [amqp connection]
symptoms: [AMQPConnectionError, consumer stops after the broker restarts]
related: [{ module: redis/caching, reason: x }]`, `
# RabbitMQ Connection Management

A plain connection dies with the broker. A robust one opens its channels and consumers again.

## Configuration

The address comes from \`RABBITMQ_URL\`, read once by the settings.

\`\`\`python
connection = await aio_pika.connect_robust(settings.rabbitmq_url)
\`\`\`

## Best Practices

Open one connection in the lifespan of the process, and a channel for each purpose.`),
  page('redis/caching.md', `
title: Redis Caching Strategies
summary: What to cache, for how long, and how entries leave.
category: integrations/redis
tags: [redis, cache]
concepts: { python: [redis.asyncio.Redis.set, redis.asyncio.Redis.setex], images: [redis] }
symptoms: [memory of Redis grows without end]`, `
# Redis Caching Strategies

A cache holds what can be made again.

## Time to live

Every entry has a time to live. A key without one never expires, and the memory grows until Redis evicts what it likes. Give \`ex\` with each write.

## Stampedes

When a hot entry leaves, every request makes it anew at once. Take a short lock around the making, or spread the expiry by a random part. Readers who find the lock wait a little and read again, or serve the stale value, which is better than a stampede upon the data service that made the value in the first place.`),
  page('fastapi/lifespan.md', `
title: FastAPI Lifespan Management
summary: What an API opens at start-up and closes at shutdown, in one context manager.
category: services/fastapi
concepts: { python: [fastapi.FastAPI.on_event, contextlib.asynccontextmanager] }
synonyms: [startup and shutdown events]
symptoms: [DeprecationWarning on_event is deprecated]`, `
# FastAPI Lifespan Management

## Entry Point

The lifespan opens clients and the connection, yields, and closes them in reverse.

## Checklist

Nothing is opened at import time.`),
  page('observability/request-id.md', `
title: Request ID Tracking
summary: One id follows a request through HTTP, messages and log lines.
category: observability/logging
concepts: { variables: [REQUEST_ID_HEADER] }
synonyms: [correlation id]`, `
# Request ID Tracking

## Configuration

The header is \`X-Request-ID\`; messages carry \`x-request-id\`. A middleware binds it, so that every log line has it.

## Related Documents

- [Lifespan](../fastapi/lifespan.md): where the middleware is added`),
  page('aiogram/webhook.md', `
title: Aiogram Webhook Configuration
summary: Receiving updates over HTTP instead of polling.
category: services/aiogram
concepts: { python: [aiogram.Bot.set_webhook] }
symptoms: [TelegramConflictError]`, `
# Aiogram Webhook Configuration

## Secret token

Telegram sends \`secret_token\` back in a header; compare it before anything else.

## Polling or webhook

One of them. Two pollers of one bot give a conflict.`),
];
