import { describeRule } from '../../support/describeRule';

describeRule('compose/restart-policy', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('a file in which nobody thought of it, once, at its first service', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- docker-compose.yml
    services:
      orders_api:
    # ^^^^^^^^^^ information: compose/restart-policy: \`orders_api\`, \`db\` and \`cache\` have no restart policy, so nothing starts again after a crash or a reboot of the host; write \`restart: unless-stopped\`.
        build: ./services/orders_api
      db:
        image: postgres:16
      cache:
        image: redis:7-alpine
  `);

  catches('the exceptions, each where it stands, where most services have one', `
    //- docker-compose.yml
    x-store: &store
      restart: unless-stopped
    services:
      db:
        <<: *store
        image: postgres:16
      cache:
        <<: *store
        image: redis:7-alpine
      broker:
        image: rabbitmq:3.13-management
        restart: always
      search:
    # ^^^^^^ information: compose/restart-policy: \`search\` has no restart policy, so nothing starts again after a crash or a reboot of the host; write \`restart: unless-stopped\`.
        image: docker.elastic.co/elasticsearch/elasticsearch:8.15.0
  `);

  catches('what listens or is depended on, whatever runs in it', `
    //- docker-compose.yml
    services:
      web:
    # ^^^ information: compose/restart-policy: \`web\` and \`storage\` have no restart policy, so nothing starts again after a crash or a reboot of the host; write \`restart: unless-stopped\`.
        image: example/site:2.1
        ports: ["127.0.0.1:8080:80"]
        depends_on: [storage]
      storage:
        image: example/object-store:1.0
  `);

  catches('a service that production does not change', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
      cache:
    # ^^^^^ information: compose/restart-policy: \`cache\` has no restart policy, so nothing starts again after a crash or a reboot of the host; write \`restart: unless-stopped\`.
        image: redis:7-alpine
      broker:
        image: rabbitmq:3.13-management
    //- docker-compose.prod.yml
    services:
      db:
        restart: always
      broker:
        restart: on-failure:5
  `);

  leaves('policies of any form: of a template, of extends, of an override, of deploy', `
    //- common.yml
    services:
      base:
        restart: unless-stopped
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        extends: { file: common.yml, service: base }
      cache:
        image: redis:7-alpine
        restart: "\${RESTART_POLICY}"
      search:
        image: elasticsearch:8.15.0
        deploy: { restart_policy: { condition: on-failure } }
      broker:
        image: rabbitmq:3.13-management
    //- docker-compose.override.yml
    services:
      broker:
        restart: "no"
  `);

  leaves('jobs: migrations, seeds, tests, what is waited for, and what is started by hand', `
    //- services/orders_data/src/main.py kind:data-postgres
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_data/Dockerfile
    FROM python:3.12-slim
    CMD ["uvicorn", "src.main:app"]
    //- docker-compose.yml
    services:
      orders_data:
        build: ./services/orders_data
        restart: unless-stopped
        depends_on:
          schema: { condition: service_completed_successfully }
      schema:
        build: ./services/orders_data
        command: ["sh", "-c", "python -m src.wait && alembic upgrade head"]
      db-seed:
        build: ./services/orders_data
        command: python -m src.fill
      buckets:
        image: minio/mc:latest
        entrypoint: sh -c "mc alias set local http://storage:9000 && mc mb local/files"
        depends_on: [orders_data]
      checks:
        build: ./services/orders_data
        command: pytest -q
      console:
        build: ./services/orders_data
        command: /bin/bash
        ports: ["127.0.0.1:9000:9000"]
      adminer:
        image: adminer:4
        profiles: [tools]
        ports: ["127.0.0.1:8080:8080"]
  `);

  leaves('what only developers run, and what a swarm restarts by itself', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        deploy:
          placement: { constraints: [node.role == manager] }
    //- docker-compose.override.yml
    services:
      mail:
        image: axllent/mailpit:v1.20
        ports: ["127.0.0.1:8025:8025"]
    //- docker-compose.dev.yml
    services:
      queue:
        image: rabbitmq:3.13-management
    //- tests/docker-compose.yml
    services:
      db:
        image: postgres:16
    //- .devcontainer/docker-compose.yml
    services:
      cache:
        image: redis:7-alpine
  `);

  leaves('a service that only builds the image of others, and a file that cannot be read whole', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- docker-compose.yml
    services:
      base:
        build: ./services/orders_api
        image: orders:local
      orders_api:
        image: orders:local
        restart: always
        ports: ["127.0.0.1:8000:8000"]
    //- template/docker-compose.yml
    services:
      cache:
        image: redis:7-alpine
      {%- if restart %}
        restart: {{ restart }}
      {%- endif %}
  `);

  leaves('services that are switched off, and those of which nothing is known', `
    //- docker-compose.yml
    services:
      old:
        image: postgres:15
        deploy: { replicas: 0 }
      thing:
        image: example/thing:1.0
      other:
        build: ./other
      main:
        image: redis:7-alpine
        extends: { file: elsewhere.yml, service: base }
  `);

  fixes('all services that the finding names', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        volumes:
          - db_data:/var/lib/postgresql/data
          # kept

      cache:
        image: redis:7-alpine
    volumes:
      db_data:
  `, `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        volumes:
          - db_data:/var/lib/postgresql/data
        restart: unless-stopped
          # kept

      cache:
        image: redis:7-alpine
        restart: unless-stopped
    volumes:
      db_data:
  `, { title: 'Restart 2 services unless stopped', newline: '\r\n' });

  fixes('the one exception', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        restart: always
      cache:
        image: redis:7-alpine
        restart: always
      broker:
          image: rabbitmq:3.13-management
  `, `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        restart: always
      cache:
        image: redis:7-alpine
        restart: always
      broker:
          image: rabbitmq:3.13-management
          restart: unless-stopped
  `, { title: 'Restart unless stopped' });

  catches('workers that are named after what they do', `
    //- services/mail_worker/src/main.py kind:worker
    import asyncio

    asyncio.run(work())
    //- docker-compose.yml
    services:
      job_worker:
    # ^^^^^^^^^^ information: compose/restart-policy
        build: ./services/mail_worker
        command: python -m src.main
  `);

  offersNoFix('a key whose value is being typed', `
    //- docker-compose.yml
    services:
      db:
    # ^^ information: compose/restart-policy
        image: postgres:16
        restart:
  `);

  offersNoFix('a service on one line', `
    //- docker-compose.yml
    services:
      db: { image: "postgres:16" }
    # ^^ information: compose/restart-policy
  `);
});
