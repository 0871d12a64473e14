import { describeRule } from '../../support/describeRule';

describeRule('compose/wait-for-healthy', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('the list form', `
    //- docker-compose.yml
    services:
      orders_worker:
        build: ./services/orders_worker
        depends_on:
          - rabbitmq
    #       ^^^^^^^^ warning: compose/wait-for-healthy: \`orders_worker\` does not wait until \`rabbitmq\` is healthy, so its first calls may fail; write \`condition: service_healthy\`.
          - "redis"
    #       ^^^^^^^ warning: compose/wait-for-healthy
          - mail
      rabbitmq:
        image: rabbitmq:3.13-management
        healthcheck: { test: ["CMD", "rabbitmq-diagnostics", "-q", "check_port_connectivity"] }
      redis:
        image: redis:7-alpine
        healthcheck: { test: redis-cli ping | grep PONG }
      mail:
        image: axllent/mailpit:v1.20
  `);

  catches('a condition that somebody chose, more quietly', `
    //- docker-compose.yml
    services:
      worker:
        build: ./worker
        depends_on:
          db:
    #     ^^ information: compose/wait-for-healthy
            condition: service_started
            restart: true
      db:
        image: postgres:16
        healthcheck: { test: pg_isready }
  `);

  catches('a healthcheck that the Dockerfile or an override file brings', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_api/Dockerfile
    FROM python:3.12-slim
    HEALTHCHECK CMD python -m orders.health
    //- docker-compose.yml
    services:
      gateway:
        image: nginx:1.26.1-alpine
        depends_on: [orders_api, cache]
    #                ^^^^^^^^^^ warning: compose/wait-for-healthy
    #                            ^^^^^ warning: compose/wait-for-healthy
      orders_api:
        build: ./services/orders_api
      cache:
        image: redis:7-alpine
    //- docker-compose.override.yml
    services:
      cache:
        healthcheck: { test: redis-cli ping | grep PONG }
  `);

  catches('a dependency that a template or an anchor of lists brings in, once', `
    //- docker-compose.yml
    x-service: &service
      depends_on:
        - db
    #     ^^ warning: compose/wait-for-healthy
    services:
      a:
        <<: *service
        build: ./a
      b:
        <<: *service
        build: ./b
      db:
        image: postgres:16
        healthcheck: { test: pg_isready }
  `);

  leaves('dependencies that are waited for, in both forms of a mapping', `
    //- docker-compose.yml
    x-healthy: &healthy
      condition: service_healthy
    services:
      api:
        build: ./api
        depends_on:
          db: { condition: service_healthy }
          cache:
            <<: *healthy
          migrate: { condition: service_completed_successfully }
      migrate:
        build: ./api
        command: alembic upgrade head
        healthcheck: { test: "true" }
      db:
        image: postgres:16
        healthcheck: { test: pg_isready }
      cache:
        image: redis:7-alpine
        healthcheck: { test: redis-cli ping }
  `);

  leaves('services without a healthcheck, or with one that is turned off', `
    //- docker-compose.yml
    services:
      api:
        build: ./api
        depends_on: [db, cache, mail]
      db:
        image: postgres:16
      cache:
        image: redis:7-alpine
        healthcheck: { disable: true }
      mail:
        image: axllent/mailpit:v1.20
        healthcheck: { test: ["NONE"] }
  `);

  leaves('services of a swarm, which knows no conditions', `
    //- docker-stack.yml
    services:
      db:
        image: postgres:16
        healthcheck: { test: pg_isready }
    //- docker-compose.yml
    services:
      api:
        image: ghcr.io/example/api:1.4.0
        depends_on: [db]
        deploy:
          replicas: 3
          update_config: { order: start-first }
          placement: { constraints: [node.role == worker] }
      db:
        image: postgres:16
        healthcheck: { test: pg_isready }
  `);

  leaves('a condition that an override adds', `
    //- docker-compose.yml
    services:
      api:
        build: ./api
        depends_on: [db]
      db:
        image: postgres:16
        healthcheck: { test: pg_isready }
    //- docker-compose.override.yml
    services:
      api:
        depends_on: { db: { condition: service_healthy } }
  `);

  fixes('a list, where the others keep what they mean and comments stay', `
    //- docker-compose.yml
    services:
      api:
        build: ./api
        depends_on:
          - db # first
          # sends the mails
          - mail
        restart: always
      db:
        image: postgres:16
        healthcheck: { test: pg_isready }
      mail:
        image: axllent/mailpit:v1.20
  `, `
    //- docker-compose.yml
    services:
      api:
        build: ./api
        depends_on:
          db: # first
            condition: service_healthy
          # sends the mails
          mail:
            condition: service_started
        restart: always
      db:
        image: postgres:16
        healthcheck: { test: pg_isready }
      mail:
        image: axllent/mailpit:v1.20
  `, { title: 'Wait until \`db\` is healthy' });

  fixes('a list at the indentation of its key, with quotes', `
    //- docker-compose.yml
    services:
      api:
        build: ./api
        depends_on:
        - 'db'
      db:
        image: postgres:16
        healthcheck: { test: pg_isready }
  `, `
    //- docker-compose.yml
    services:
      api:
        build: ./api
        depends_on:
          db:
            condition: service_healthy
      db:
        image: postgres:16
        healthcheck: { test: pg_isready }
  `, { newline: '\r\n' });

  fixes('a list on one line', `
    //- docker-compose.yml
    services:
      api:
        build: ./api
        depends_on: [db, mail] # in this order
      db:
        image: postgres:16
        healthcheck: { test: pg_isready }
      mail:
        image: axllent/mailpit:v1.20
  `, `
    //- docker-compose.yml
    services:
      api:
        build: ./api
        depends_on: { db: { condition: service_healthy }, mail: { condition: service_started } } # in this order
      db:
        image: postgres:16
        healthcheck: { test: pg_isready }
      mail:
        image: axllent/mailpit:v1.20
  `);

  fixes('the condition of a mapping', `
    //- docker-compose.yml
    services:
      api:
        build: ./api
        depends_on:
          db:
            restart: true
            condition: service_started # for now
      db:
        image: postgres:16
        healthcheck: { test: pg_isready }
  `, `
    //- docker-compose.yml
    services:
      api:
        build: ./api
        depends_on:
          db:
            restart: true
            condition: service_healthy # for now
      db:
        image: postgres:16
        healthcheck: { test: pg_isready }
  `);

  offersNoFix('a condition that an anchor gives to others too', `
    //- docker-compose.yml
    x-started: &started
      condition: service_started
    services:
      api:
        build: ./api
        depends_on:
          db:
    #     ^^ information: compose/wait-for-healthy
            <<: *started
      db:
        image: postgres:16
        healthcheck: { test: pg_isready }
  `);

  offersNoFix('a list that an override adds to', `
    //- docker-compose.yml
    services:
      api:
        build: ./api
        depends_on:
          - db
    #       ^^ warning: compose/wait-for-healthy
      db:
        image: postgres:16
        healthcheck: { test: pg_isready }
      mail:
        image: axllent/mailpit:v1.20
    //- docker-compose.override.yml
    services:
      api:
        depends_on:
          - mail
  `);
});
