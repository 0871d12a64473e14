import { describeRule } from '../../support/describeRule';

describeRule('compose/healthcheck', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('stores and brokers by their image, whatever they are called', `
    //- docker-compose.yml
    services:
      main:
    # ^^^^ warning: compose/healthcheck: The database \`main\` has no healthcheck; add one, so that others can wait for it and a hang becomes visible.
        image: postgres:16
      sessions:
    # ^^^^^^^^ warning: compose/healthcheck: The cache \`sessions\` has no healthcheck; add one, so that others can wait for it and a hang becomes visible.
        image: bitnami/valkey:8.0
      queue:
    # ^^^^^ warning: compose/healthcheck
        image: registry.example.com/mirror/rabbitmq:3.13-management
      legacy:
    # ^^^^^^ warning: compose/healthcheck
        image: mcr.microsoft.com/mssql/server:2022-latest
  `);

  catches('an HTTP service of one\'s own', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_api/Dockerfile
    FROM python:3.12-slim
    CMD ["uvicorn", "src.main:app", "--port", "8000"]
    //- docker-compose.yml
    services:
      orders_api:
    # ^^^^^^^^^^ warning: compose/healthcheck: The API \`orders_api\` has no healthcheck; add one, so that others can wait for it and a hang becomes visible.
        build: ./services/orders_api
  `);

  catches('a healthcheck that is turned off, in compose and in the Dockerfile', `
    //- services/orders_data/src/main.py kind:data-postgres
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_data/Dockerfile
    FROM python:3.12-slim
    HEALTHCHECK NONE
    CMD ["uvicorn", "src.main:app"]
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        healthcheck:
          disable: true
    #     ^^^^^^^^^^^^^ warning: compose/healthcheck: The database \`db\` turns its healthcheck off; write a test that works, so that others can wait for it and a hang becomes visible.
      redis:
        image: redis:7-alpine
        healthcheck: { test: ["NONE"] }
    #                ^^^^^^^^^^^^^^^^^^ warning: compose/healthcheck
      orders_data:
    # ^^^^^^^^^^^ warning: compose/healthcheck
        build: ./services/orders_data
  `);

  catches('a store that a template with everything else describes', `
    //- docker-compose.yml
    x-store: &store
      restart: unless-stopped
      logging: { driver: json-file }
    services:
      mongo:
    # ^^^^^ warning: compose/healthcheck
        <<: *store
        image: mongo:7.0.9
        profiles: [full]
  `);

  leaves('a healthcheck of compose, of a template, of an override, and of the Dockerfile', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_api/Dockerfile
    FROM python:3.12-slim AS base
    HEALTHCHECK --interval=30s CMD python -c "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health')"
    FROM base
    CMD ["uvicorn", "src.main:app"]
    //- docker-compose.yml
    x-checked: &checked
      healthcheck: { test: ["CMD", "redis-cli", "ping"] }
    services:
      db:
        image: postgres:16
        healthcheck: { test: pg_isready }
      redis:
        <<: *checked
        image: redis:7-alpine
      rabbitmq:
        image: rabbitmq:3.13-management
      orders_api:
        build: ./services/orders_api
    //- docker-compose.override.yml
    services:
      rabbitmq:
        healthcheck: { test: rabbitmq-diagnostics -q check_port_connectivity }
  `);

  leaves('an image that brings its own, and one that nobody here knows', `
    //- docker-compose.yml
    services:
      cache:
        image: docker.dragonflydb.io/dragonflydb/dragonfly:v1.23.0
      mail:
        image: axllent/mailpit:v1.20
      exporter:
        image: prometheuscommunity/postgres-exporter:v0.15.0
  `);

  leaves('the image of a database that runs its client, or a script in place of the server', `
    //- docker-compose.yml
    services:
      backup:
        image: postgres:16
        command: sh -c "pg_dump -h db orders > /backup/orders.sql"
      create-user:
        image: mongo:7.0.9
        entrypoint: bash /scripts/init_mongo_user.sh
  `);

  catches('a server with options, behind a wrapper, and in somebody\'s own edition', `
    //- docker-compose.yml
    services:
      cache:
    # ^^^^^ warning: compose/healthcheck
        image: redis:7-alpine
        command: sh -c "redis-server --requirepass x"
      store:
    # ^^^^^ warning: compose/healthcheck
        image: mongo:7.0.9
        entrypoint: /usr/local/bin/start.sh
      db:
    # ^^ warning: compose/healthcheck: The database \`db\` has no healthcheck; add one, so that others can wait for it and a hang becomes visible.
        image: ghcr.io/dbsystel/postgresql-partman:14
        volumes: ["data:/var/lib/postgresql/data"]
      dumps:
        image: prodrigestivill/postgres-backup-local:14
        volumes: ["dumps:/backups"]
    volumes: { data: {}, dumps: {} }
  `);

  leaves('workers, beats and one-offs that share the code of an API', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_api/Dockerfile
    FROM python:3.12-slim
    HEALTHCHECK CMD true
    //- services/orders_api/worker.Dockerfile
    FROM python:3.12-slim
    CMD ["uvicorn", "src.main:app"]
    //- docker-compose.yml
    x-code: &code
      build: { context: ./services/orders_api, dockerfile: worker.Dockerfile }
    services:
      celery:
        <<: *code
        command: celery -A app worker
      beat:
        <<: *code
        command: ["sh", "-c", "sleep 5 && exec celery -A app beat"]
      mails:
        <<: *code
        command: python -m orders.worker
      migrate:
        <<: *code
        command: alembic upgrade head
      static:
        <<: *code
        command: python manage.py collectstatic --noinput
      shell:
        <<: *code
        command: sleep infinity
      seed:
        <<: *code
        command: python load.py
        restart: "no"
      load:
        <<: *code
        command: python load.py
      api:
        build: ./services/orders_api
        depends_on: { load: { condition: service_completed_successfully } }
  `);

  leaves('a service that only makes the image of others', `
    //- src/main.py
    from fastapi import FastAPI

    app = FastAPI()
    //- Dockerfile
    FROM python:3.12-slim
    COPY . .
    //- docker-compose.yml
    services:
      base:
        build: .
        image: orders:local
  `);

  leaves('a part that cannot be read, and a service that is switched off', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        extends: { file: ../shared/compose.yml, service: db }
      redis:
        image: redis:7-alpine
        scale: 0
      broker:
        image: rabbitmq:3.13-management
        deploy: { replicas: 0 }
  `);

  fixes('PostgreSQL by TCP, behind the last key, before the comment of the next service', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        volumes:
          - data:/var/lib/postgresql/data # kept

      # not a store
      mail:
        image: axllent/mailpit:v1.20
    volumes:
      data:
  `, `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        volumes:
          - data:/var/lib/postgresql/data # kept
        healthcheck:
          test: ["CMD-SHELL", "pg_isready -h 127.0.0.1 -U $\${POSTGRES_USER:-postgres} -d $\${POSTGRES_DB:-postgres}"]
          interval: 10s
          timeout: 5s
          retries: 5

      # not a store
      mail:
        image: axllent/mailpit:v1.20
    volumes:
      data:
  `, { title: 'Add a healthcheck' });

  fixes('Redis by its answer, since redis-cli ends with 0 whatever it is', `
    //- docker-compose.yml
    services:
        redis:
            image: redis:7-alpine
  `, `
    //- docker-compose.yml
    services:
        redis:
            image: redis:7-alpine
            healthcheck:
              test: ["CMD-SHELL", "redis-cli ping | grep PONG"]
              interval: 10s
              timeout: 5s
              retries: 5
  `);

  fixes('Redis that asks for a password', `
    //- docker-compose.yml
    services:
      redis:
        image: redis:7-alpine
        command: ["redis-server", "--requirepass", "\${REDIS_PASSWORD}"]
  `, `
    //- docker-compose.yml
    services:
      redis:
        image: redis:7-alpine
        command: ["redis-server", "--requirepass", "\${REDIS_PASSWORD}"]
        healthcheck:
          test: ["CMD-SHELL", "redis-cli -a \${REDIS_PASSWORD} --no-auth-warning ping | grep PONG"]
          interval: 10s
          timeout: 5s
          retries: 5
  `);

  fixes('RabbitMQ by its listener, in the line ends of Windows', `
    //- docker-compose.yml
    services:
      broker:
        image: rabbitmq:3.13-management
        hostname: rabbitmq
  `, `
    //- docker-compose.yml
    services:
      broker:
        image: rabbitmq:3.13-management
        hostname: rabbitmq
        healthcheck:
          test: ["CMD", "rabbitmq-diagnostics", "-q", "check_port_connectivity"]
          interval: 10s
          timeout: 10s
          retries: 5
          start_period: 30s
  `, { newline: '\r\n' });

  fixes('MongoDB and MySQL with the client of their image', `
    //- docker-compose.yml
    services:
      mongo:
        image: mongo:7.0.9
  `, `
    //- docker-compose.yml
    services:
      mongo:
        image: mongo:7.0.9
        healthcheck:
          test: ["CMD", "mongosh", "--quiet", "--eval", "db.adminCommand('ping')"]
          interval: 10s
          timeout: 5s
          retries: 5
  `);

  fixes('an API at its own route and port', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()


    @app.get("/healthz")
    async def health() -> dict[str, str]:
        return {"status": "ok"}
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        command: uvicorn src.main:app --host 0.0.0.0 --port 8080
        ports: ["80:8000"]
  `, `
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        command: uvicorn src.main:app --host 0.0.0.0 --port 8080
        ports: ["80:8000"]
        healthcheck:
          test: ["CMD", "python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/healthz', timeout=3)"]
          interval: 30s
          timeout: 10s
          retries: 3
          start_period: 30s
  `);

  fixes('an API whose health route a router may bring, by convention', `
    //- services/orders_api/src/routes/health.py kind:api
    from fastapi import APIRouter

    router = APIRouter()


    @router.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        command: uvicorn src.main:app --host 0.0.0.0 --port 8000
  `, `
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        command: uvicorn src.main:app --host 0.0.0.0 --port 8000
        healthcheck:
          test: ["CMD", "python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health', timeout=3)"]
          interval: 30s
          timeout: 10s
          retries: 3
          start_period: 30s
  `);

  offersNoFix('an API that has no health route to ask', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()


    @app.get("/orders")
    async def orders() -> list[str]:
        return []
    //- docker-compose.yml
    services:
      orders_api:
    # ^^^^^^^^^^ warning: compose/healthcheck
        build: ./services/orders_api
        command: uvicorn src.main:app --host 0.0.0.0 --port 8000
  `);

  offersNoFix('servers of which no test is known to work', `
    //- docker-compose.yml
    services:
      cache:
    # ^^^^^ warning: compose/healthcheck
        image: memcached:1.6-alpine
      stream:
    # ^^^^^^ warning: compose/healthcheck
        image: apache/kafka:3.8.0
      configured:
    # ^^^^^^^^^^ warning: compose/healthcheck
        image: redis:7-alpine
        command: redis-server /etc/redis/redis.conf
      literal:
    # ^^^^^^^ warning: compose/healthcheck
        image: redis:7-alpine
        command: redis-server --requirepass hunter2
  `);

  offersNoFix('a service on one line, and one whose healthcheck is off', `
    //- docker-compose.yml
    services:
      db: { image: "postgres:16" }
    # ^^ warning: compose/healthcheck
      redis:
        image: redis:7-alpine
        healthcheck:
          disable: true
    #     ^^^^^^^^^^^^^ warning: compose/healthcheck
  `);
});
