import { describeRule } from '../../support/describeRule';

describeRule('boundary/unused-data-service', ({ catches, leaves }) => {
  catches('a dependency without any address', `
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
          - orders_data
    #       ^^^^^^^^^^^ hint: boundary/unused-data-service: \`orders_api\` depends on \`orders_data\` but is not given its URL, so a default in its code decides; set a \`…_SERVICE_URL\` variable.
        environment:
          LOG_LEVEL: info
      orders_data:
        build: ./services/orders_data
  `);

  catches('the map form', `
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
          orders_data:
    #     ^^^^^^^^^^^ hint: boundary/unused-data-service
            condition: service_healthy
      orders_data:
        build: ./services/orders_data
  `);

  catches('a service with other addresses than the data service\'s', `
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
          - orders_data
    #       ^^^^^^^^^^^ hint: boundary/unused-data-service
        environment:
          - REDIS_URL=redis://redis:6379/0
          - RABBITMQ_URL=amqp://rabbitmq/
      orders_data:
        build: ./services/orders_data
  `);

  catches('variables without a value that are about something else', `
    //- services/orders_bot/src/main.py kind:bot
    from aiogram import Bot
    //- services/orders_data/src/main.py kind:data-postgres
    from fastapi import FastAPI

    app = FastAPI()
    //- docker-compose.yml
    services:
      orders_bot:
        build: ./services/orders_bot
        depends_on: [orders_data]
    #                ^^^^^^^^^^^ hint: boundary/unused-data-service
        environment:
          BOT_TOKEN: \${BOT_TOKEN:?}
          RABBITMQ_URL: \${RABBITMQ_URL}
          LOG_LEVEL:
      orders_data:
        build: ./services/orders_data
  `);

  leaves('a service that is given the address', `
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
        environment:
          ORDERS_DATA_URL: http://orders_data:8001
      orders_data:
        build: ./services/orders_data
  `);

  leaves('an address from a variable, an env file, or a template', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_data/src/main.py kind:data-postgres
    from fastapi import FastAPI

    app = FastAPI()
    //- docker-compose.yml
    x-urls: &urls
      ORDERS: http://orders_data:8001
    services:
      orders_api:
        build: ./services/orders_api
        depends_on: [orders_data]
        environment:
          ORDERS_DATA_URL: \${ORDERS_DATA_URL}
      orders_worker:
        build: ./services/orders_api
        depends_on: [orders_data]
        env_file: .env
      orders_bot:
        build: ./services/orders_api
        depends_on: [orders_data]
        environment: *urls
      orders_data:
        build: ./services/orders_data
  `);

  leaves('a default in the settings of the service', `
    //- services/orders_api/src/settings.py kind:api
    from pydantic_settings import BaseSettings


    class Settings(BaseSettings):
        orders_data_url: str = "http://orders_data:8001"
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
  `);

  leaves('services that depend on no data service', `
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
        depends_on: [redis]
      orders_data:
        build: ./services/orders_data
      redis:
        image: redis:7-alpine
  `);
});
