import { describeRule } from '../../support/describeRule';

describeRule('boundary/no-database-credentials', ({ catches, leaves }) => {
  catches('variables in the map form and in the list form', `
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
        environment:
          DATABASE_URL: postgresql+asyncpg://orders:secret@postgres/orders
    #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: boundary/no-database-credentials: \`orders_api\` is given \`DATABASE_URL\` and \`POSTGRES_HOST\`, which connect it to a database; give it the URL of \`orders_data\` instead.
          POSTGRES_HOST: postgres
      orders_worker:
        build: ./services/orders_api
        environment:
          - PGPASSWORD=\${PGPASSWORD}
    #       ^^^^^^^^^^^^^^^^^^^^^^^^ error: boundary/no-database-credentials: \`orders_worker\` is given \`PGPASSWORD\` and 2 more variables, which connect it to a database; give it the URL of \`orders_data\` instead.
          - STORE=mongodb://mongo/orders
          - PGHOST=mongo
      orders_data:
        build: ./services/orders_data
  `);

  catches('variables of a template that a merge brings in', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_data/src/main.py kind:data-postgres
    from fastapi import FastAPI

    app = FastAPI()
    //- compose.yaml
    x-database: &database
      DATABASE_URL: \${DATABASE_URL}
    # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: boundary/no-database-credentials
    services:
      orders_api:
        build: services/orders_api
        environment:
          <<: *database
          LOG_LEVEL: info
      orders_data:
        build: services/orders_data
        environment:
          <<: *database
  `);

  catches('a default behind a variable, and an override file', `
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
        environment:
          DSN: \${ORDERS_DSN:-postgresql://orders@postgres/orders}
    #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: boundary/no-database-credentials
      orders_data:
        build: ./services/orders_data
    //- docker-compose.override.yml
    services:
      orders_api:
        environment:
          MONGO_URI: mongodb://mongo:27017
    #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: boundary/no-database-credentials
  `);

  catches('variables of a service that another one extends', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_data/src/main.py kind:data-postgres
    from fastapi import FastAPI

    app = FastAPI()
    //- docker-compose.yml
    services:
      base:
        build: ./services/orders_api
        environment:
          DB_PASSWORD: \${DB_PASSWORD}
    #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: boundary/no-database-credentials
      orders_api:
        extends: base
      orders_data:
        build: ./services/orders_data
  `);

  catches('one severity lower where the kind of service is not known', `
    //- services/thing/Dockerfile
    FROM python:3.12-slim
    CMD ["python", "-m", "thing"]
    //- docker-compose.yml
    services:
      thing:
        build: ./services/thing
        environment:
          DATABASE_URL: postgresql://u@postgres/db
    #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: boundary/no-database-credentials
    //- archguide.yaml
    packs: [improved-hybrid]
    services: { services/thing: unknown }
  `);

  leaves('the data service and the database itself', `
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
        environment:
          ORDERS_DATA_URL: http://orders_data:8001
      orders_data:
        build: ./services/orders_data
        environment:
          DATABASE_URL: postgresql+asyncpg://orders@postgres/orders
      postgres:
        image: postgres:16
        environment:
          POSTGRES_USER: orders
          POSTGRES_PASSWORD: \${POSTGRES_PASSWORD:?}
  `);

  leaves('addresses of data services whatever store they are named after', `
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
        environment:
          POSTGRES_SERVICE_URL: http://orders_data:8001
          POSTGRES_DATA_URL: \${POSTGRES_DATA_URL}
          MONGO_DATA_SERVICE_TIMEOUT: "5"
          DB_SERVICE_HOST: orders_data
          DATABASE_SERVICE_URL: \${DATABASE_SERVICE_URL:-http://orders_data:8001}
          MONGODB_DATA_API_KEY: \${MONGODB_DATA_API_KEY}
      orders_data:
        build: ./services/orders_data
  `);

  leaves('Redis, RabbitMQ and variables that end alike', `
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
        environment:
          REDIS_URL: redis://redis:6379/0
          RABBITMQ_URL: amqp://rabbitmq/
          REDIS_DB_HOST: redis
          SENTRY_DSN: https://key@sentry.example.com/1
          CACHE_USER: orders
      orders_data:
        build: ./services/orders_data
  `);

  leaves('the one-off that migrates the schema', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_data/src/main.py kind:data-postgres
    from fastapi import FastAPI

    app = FastAPI()
    //- docker-compose.yml
    services:
      orders_migrate:
        build: ./services/orders_api
        command: alembic upgrade head
        environment:
          DATABASE_URL: postgresql://orders@postgres/orders
  `);

  leaves('images that somebody else built', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_data/src/main.py kind:data-postgres
    from fastapi import FastAPI

    app = FastAPI()
    //- docker-compose.yml
    services:
      grafana:
        image: grafana/grafana:11.2.0
        environment:
          POSTGRES_PASSWORD: \${GRAFANA_DB}
          DATABASE_URL: postgresql://grafana@postgres/grafana
  `);
});
