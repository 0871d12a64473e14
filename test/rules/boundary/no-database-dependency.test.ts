import { describeRule } from '../../support/describeRule';

describeRule('boundary/no-database-dependency', ({ catches, leaves }) => {
  catches('the list form and the map form', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_data/src/main.py kind:data-postgres
    from fastapi import FastAPI

    app = FastAPI()
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        depends_on:
          - redis
          - postgres
    #       ^^^^^^^^ warning: boundary/no-database-dependency: \`orders_api\` waits for the database \`postgres\`; let it wait for \`orders_data\` instead.
      orders_worker:
        build: ./services/orders_api
        depends_on:
          mongo:
    #     ^^^^^ warning: boundary/no-database-dependency
            condition: service_healthy
      orders_data:
        build: ./services/orders_data
        depends_on: [postgres]
      postgres:
        image: postgres:16
      mongo:
        image: mongo:7.0.9
      redis:
        image: redis:7-alpine
  `);

  catches('a database of a registry, under any name', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_data/src/main.py kind:data-postgres
    from fastapi import FastAPI

    app = FastAPI()
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        depends_on:
          - store
    #       ^^^^^ warning: boundary/no-database-dependency
          - gis
    #       ^^^ warning: boundary/no-database-dependency
      orders_data:
        build: ./services/orders_data
      store:
        image: registry.example.com:5000/bitnami/postgresql:16.3
      gis:
        image: postgis/postgis:16-3.4
  `);

  catches('a dependency that a template brings in', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_data/src/main.py kind:data-postgres
    from fastapi import FastAPI

    app = FastAPI()
    //- docker-compose.yml
    x-service: &service
      depends_on:
        - postgres
    #     ^^^^^^^^ warning: boundary/no-database-dependency
    services:
      orders_api:
        <<: *service
        build: ./services/orders_api
      orders_data:
        <<: *service
        build: ./services/orders_data
      postgres:
        image: postgres:16
  `);

  catches('a dependency of an override file', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_data/src/main.py kind:data-postgres
    from fastapi import FastAPI

    app = FastAPI()
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
      orders_data:
        build: ./services/orders_data
      postgres:
        image: postgres:16
    //- docker-compose.override.yml
    services:
      orders_api:
        depends_on:
          - postgres
    #       ^^^^^^^^ warning: boundary/no-database-dependency
  `);

  catches('an application that migrates the database before it starts', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        command: sh -c "alembic upgrade head && uvicorn src.main:app"
        depends_on:
          - postgres
    #       ^^^^^^^^ warning: boundary/no-database-dependency
      postgres:
        image: postgres:16
  `);

  leaves('a container of migrations that builds an image of its own', `
    //- app/bot/main.py kind:bot
    from aiogram import Bot, Dispatcher

    if __name__ == "__main__":
        Dispatcher().run_polling(Bot("x"))
    //- app/migrations/env.py
    from alembic import context

    context.configure(url="x")
    //- app/migrations/Dockerfile
    FROM python:3.12-slim
    WORKDIR /app
    COPY . /app/
    //- docker-compose.yml
    services:
      bot:
        build: ./app/bot
        command: python main.py
      migrations:
        build: ./app/migrations
        depends_on: [postgres]
      postgres:
        image: postgres:16
  `);

  leaves('the data service, caches and brokers', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_data/src/main.py kind:data-postgres
    from fastapi import FastAPI

    app = FastAPI()
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        depends_on: [orders_data, redis, rabbitmq]
      orders_data:
        build: ./services/orders_data
        depends_on: [postgres]
      postgres:
        image: postgres:16
      redis:
        image: redis:7-alpine
      rabbitmq:
        image: rabbitmq:3.13-management
  `);

  leaves('a data service that is called like a database', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_data/src/main.py kind:data-postgres
    from fastapi import FastAPI

    app = FastAPI()
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        depends_on: [postgres]
      postgres:
        build: ./services/orders_data
        image: postgres
  `);

  leaves('tools that look into the database', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_data/src/main.py kind:data-postgres
    from fastapi import FastAPI

    app = FastAPI()
    //- docker-compose.yml
    services:
      pgadmin:
        image: dpage/pgadmin4:8
        depends_on: [postgres]
      exporter:
        image: prometheuscommunity/postgres-exporter:v0.15.0
        depends_on: [postgres]
      orders_migrate:
        build: ./services/orders_api
        command: ["alembic", "upgrade", "head"]
        depends_on: [postgres]
      postgres:
        image: postgres:16
  `);

  leaves('a workspace that follows no pack: a monolith may wait for its database', `
    //- src/main.py
    from fastapi import FastAPI

    app = FastAPI()
    //- docker-compose.yml
    services:
      api:
        build: .
        depends_on: { db: { condition: service_healthy } }
      db:
        image: postgres:16
  `, { follows: false });

  leaves('what an override waits for instead', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_data/src/main.py kind:data-postgres
    from fastapi import FastAPI

    app = FastAPI()
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        depends_on: [orders_data]
      orders_data:
        build: ./services/orders_data
        depends_on: { postgres: { condition: service_healthy, restart: true } }
      postgres:
        image: postgres:16
        profiles: [local]
  `);
});
