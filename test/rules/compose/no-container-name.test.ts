import { describeRule } from '../../support/describeRule';

const services = `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_data/src/main.py kind:data-postgres
    from fastapi import FastAPI

    app = FastAPI()
    //- services/mail_worker/src/main.py kind:worker
    import asyncio

    asyncio.run(work())
    //- services/support_bot/src/main.py kind:bot
    from aiogram import Bot
`;

describeRule('compose/no-container-name', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('names on everything that scales, once', `${services}
    //- docker-compose.yml
    services:
      orders_api:
        container_name: orders-api
    #                   ^^^^^^^^^^ information: compose/no-container-name: \`orders_api\`, \`orders_data\` and \`mail_worker\` have a \`container_name\`, of which a host can have only one, so no replica can start; remove the key.
        build: ./services/orders_api
      orders_data:
        container_name: orders-data
        build: ./services/orders_data
      mail_worker:
        container_name: \${PREFIX:-shop}-mail
        build: ./services/mail_worker
  `);

  catches('the one that has a name', `${services}
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
      orders_data:
        build: ./services/orders_data
      mail_worker:
        container_name: "mail"
    #                   ^^^^^^ information: compose/no-container-name: \`mail_worker\` has a \`container_name\`, of which a host can have only one, so no replica can start; remove the key.
        build: ./services/mail_worker
  `);

  catches('whatever has replicas', `
    //- docker-compose.yml
    services:
      renderer:
        image: example/renderer:3.1
        container_name: renderer
    #                   ^^^^^^^^ information: compose/no-container-name
        deploy: { replicas: 3 }
      thumbs:
        image: example/thumbs:1.0
        container_name: thumbs
        scale: 2
  `);

  leaves('stores, brokers, consoles, gateways and bots, of which there is one', `${services}
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        container_name: shop-db
      broker:
        image: rabbitmq:3.13-management
        container_name: rabbit
      adminer:
        image: adminer:4
        container_name: adminer
      nginx:
        image: nginx:1.26.1-alpine
        container_name: nginx
      support_bot:
        build: ./services/support_bot
        container_name: bot
  `);

  leaves('jobs', `${services}
    //- docker-compose.yml
    services:
      migrate:
        build: ./services/orders_data
        command: alembic upgrade head
        container_name: migrate
      fill:
        build: ./services/orders_data
        command: python -m src.fill
        container_name: fill
        restart: "no"
  `);

  leaves('names that developers give', `${services}
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
    //- docker-compose.override.yml
    services:
      orders_api:
        container_name: api
    //- docker-compose.dev.yml
    services:
      mail_worker:
        build: ./services/mail_worker
        container_name: worker
  `);

  leaves('a name that production takes away', `${services}
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        container_name: api
    //- docker-compose.prod.yml
    services:
      orders_api:
        container_name: !reset null
  `);

  fixes('all that are named', `${services}
    //- docker-compose.yml
    services:
      orders_api:
        container_name: orders_api # for docker exec
        build: ./services/orders_api
      mail_worker:
        build: ./services/mail_worker
        container_name: shop-mail
        environment:
          API_URL: http://orders_api:8000
  `, `
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
      mail_worker:
        build: ./services/mail_worker
        environment:
          API_URL: http://orders_api:8000
  `, { title: 'Remove the container names of 2 services' });

  offersNoFix('a name that is somebody\'s address', `${services}
    //- docker-compose.yml
    services:
      orders_api:
        container_name: the-api
    #                   ^^^^^^^ information: compose/no-container-name
        build: ./services/orders_api
      mail_worker:
        build: ./services/mail_worker
        environment:
          API_URL: http://the-api:8000
  `);

  offersNoFix('a service on one line', `${services}
    //- docker-compose.yml
    services:
      orders_api: { build: ./services/orders_api, container_name: api }
    #                                                             ^^^ information: compose/no-container-name
  `);
});
