/** Last names of calls that say what a process is or join files. Resolution, and with it the decision, comes later. */
export const wiringNames: ReadonlySet<string> = new Set([
  // Applications and what is mounted on them.
  'FastAPI', 'Starlette', 'Litestar', 'Flask', 'Quart', 'Sanic', 'Application', 'APIRouter', 'include_router', 'include_routers',
  'mount', 'add_api_route', 'add_route', 'add_websocket_route', 'add_api_websocket_route', 'add_exception_handler', 'register', 'register_blueprint', 'add_middleware', 'add_event_handler', 'instrument', 'expose',
  'make_asgi_app', 'get_asgi_application', 'get_wsgi_application',
  // What is called for a parameter.
  'Depends', 'Security',
  // Servers.
  'run', 'serve', 'run_app', 'Config', 'Server', 'startup',
  // Bots.
  'Bot', 'Dispatcher', 'Router', 'start_polling', 'run_polling', 'infinity_polling', 'start_webhook', 'run_webhook', 'set_webhook', 'feed_update',
  'feed_webhook_update', 'feed_raw_update', 'process_update', 'SimpleRequestHandler', 'TokenBasedRequestHandler', 'setup_application', 'ApplicationBuilder', 'TeleBot', 'AsyncTeleBot',
  // Workers and brokers.
  'Celery', 'FastStream', 'RabbitBroker', 'RabbitRouter', 'KafkaBroker', 'KafkaRouter', 'RedisBroker', 'NatsBroker', 'AioPikaBroker', 'ListQueueBroker',
  'RedisStreamBroker', 'subscriber', 'consume', 'iterator', 'start_consuming', 'set_qos', 'AIOKafkaConsumer', 'run_worker', 'Worker',
  'AsyncIOScheduler', 'BlockingScheduler', 'connect_robust', 'run_until_complete', 'run_forever', 'add_signal_handler', 'signal', 'gather',
  'create_task', 'TaskGroup', 'Thread', 'Process',
  // Databases.
  'create_async_engine', 'create_engine', 'async_sessionmaker', 'sessionmaker', 'AsyncIOMotorClient', 'AsyncMongoClient', 'MongoClient',
  'create_pool', 'init_beanie',
  // Clients of other services.
  'AsyncClient', 'ClientSession',
]);

/** Last names of calls that declare a route where their first argument is one: `web.get("/health", …)`, `router.add_get(…)`, `Route(…)`. */
export const routeNames: ReadonlySet<string> = new Set([
  'get', 'post', 'put', 'patch', 'delete', 'view', 'add_get', 'add_post', 'add_put', 'add_patch', 'add_delete', 'add_view', 'add_websocket_route', 'Route', 'Mount', 'WebSocketRoute', 'add_url_rule',
]);
