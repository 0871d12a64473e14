/** Words of the field that stand for each other, as people type them. Each line: the words, then what the pages say. */
export const englishWords = `
postgres pg psql: postgresql
postgresql: postgres
mongo motor: mongodb
mongodb: mongo
db: database
rabbit mq amqp broker queue: rabbitmq
telegram bot: aiogram
k8s: kubernetes
env envvar: environment
config configure settings setting: configuration
configuration: settings
auth: authentication authorization
login signin logout: authentication session
permission permissions rbac role: authorization
ws socket: websocket
di inject: dependency injection
logs log: logging
ttl: expiration
expire expiry expires: ttl
s3 bucket: cloud storage
stop terminate kill: shutdown
sigterm: signal shutdown
startup boot: lifespan startup
test tests: testing
mock stub fake: mocking
orm: sqlalchemy
cache cached: caching
duplicate duplicates twice idempotent once: idempotency
https tls: ssl
ssl: tls
certificate cert: ssl
proxy gateway upstream: nginx
image: dockerfile
container: docker
ports: port
secret: secrets
password passwords token credentials: secrets credentials
job background cron celery: worker
sse: event stream
slow fast latency: performance
correlation: request-id
trace: tracing
monitor: monitoring metrics
alert alerts paged pager: alerting
migrate migration: migrations
cover covered: coverage
thumbnail thumbnails picture pictures photo photos images video: media image
customer customers tenant: tenant multi-tenant
phone mobile: push
region outage: disaster
servers: capacity
live realtime: real-time
spread balance balancer: load balancing
backup restore: backup
retry retries retried: retry
limit throttle throttling quota: rate
crash crashed: error
personal pii gdpr: sensitive
hide mask redact: redaction masking
find locate lookup: discovery
review reviewer pr: review
types mypy pyright: type typing
lint ruff flake8: linting
deploy release rollout: deployment
downtime: zero-downtime
version versions: versioning
replica replicas standby: replication
dlq dlx: dead-letter
ack nack: acknowledgement
cors csrf xss: security
jwt oauth: authentication
page paginate pages: pagination
upload uploads uploaded: upload
file files: file
pipeline github actions: ci-cd
down unavailable unreachable: outage error
undo revert: rollback
rights right: permission role authorization
swagger: openapi
input: validation request
validate: validation
button buttons: callback keyboard
flood flooding spam: throttling
coroutine coroutines parallel: task
column columns: migration
holes vulnerability vulnerabilities: security
laptop local: development
aws: ecs cloud
sms mail email: communication
chart graph graphs: dashboard
count counter: metrics
notify notified: notification alerting
stub: mock
nightly dump: backup
folder folders directory layout: structure
`;
