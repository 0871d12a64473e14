import { describeRule } from '../../support/describeRule';

const api = `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
`;

describeRule('compose/network-isolation', ({ catches, leaves }) => {
  catches('a gateway and a database on one network', `
    //- docker-compose.yml
    services:
      nginx:
        image: nginx:1.26.1-alpine
        networks: [edge, backend]
      db:
        image: postgres:16
        networks:
          - data
          - backend
    #       ^^^^^^^ warning: compose/network-isolation: \`db\` shares the network \`backend\` with the gateway \`nginx\`, which can connect to it; put it on an internal network that only its own service shares.
    networks: { edge: {}, backend: {}, data: {} }
  `);

  catches('caches and brokers too, by templates and in the form of a mapping', `
    //- docker-compose.yml
    x-net: &net
      networks:
        web: { aliases: [store] }
    #   ^^^ warning: compose/network-isolation
    services:
      proxy:
        image: traefik:v3.1
        networks: { web: {} }
      cache:
        <<: *net
        image: redis:7-alpine
      broker:
        image: rabbitmq:3.13-management
        networks:
          web:
    #     ^^^ warning: compose/network-isolation
    networks: { web: {} }
  `);

  catches('everything on the default network, once', `${api}
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
      cache:
        image: redis:7-alpine
      db:
    # ^^ warning: compose/network-isolation: \`db\` is on the default network with every other service, which can connect to it; put it on an internal network that only its own service shares.
        image: postgres:16
      mongo:
        image: mongo:7.0.9
  `);

  catches('a store that was forgotten on the gateway\'s default network', `
    //- docker-compose.yml
    services:
      caddy:
        image: caddy:2.8
      site:
        image: example/site:1.0
        networks: [inner]
      db:
    # ^^ warning: compose/network-isolation
        image: postgres:16
    networks: { inner: {} }
  `);

  catches('a proxy that is built here', `
    //- nginx/Dockerfile
    FROM nginx:1.26.1-alpine
    COPY nginx.conf /etc/nginx/nginx.conf
    //- docker-compose.yml
    services:
      entry:
        build: ./nginx
        networks: [all]
      db:
        image: postgres:16
        networks: [all]
    #              ^^^ warning: compose/network-isolation
    networks: { all: {} }
  `);

  catches('a gateway that is written here', `
    //- services/api_gateway/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- docker-compose.yml
    services:
      api_gateway:
        build: ./services/api_gateway
        ports: ["9000:8000"]
        networks: [all]
      db:
        image: postgres:16
        networks: [all]
    #              ^^^ warning: compose/network-isolation: \`db\` shares the network \`all\` with the gateway \`api_gateway\`, which can connect to it; put it on an internal network that only its own service shares.
    networks: { all: {} }
  `);

  leaves('a client of somebody else\'s gateway', `
    //- services/payment_gateway_client/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- docker-compose.yml
    services:
      payment_gateway_client:
        build: ./services/payment_gateway_client
        ports: ["9000:8000"]
        networks: [all]
      db:
        image: postgres:16
        networks: [all]
    networks: { all: {} }
  `);

  leaves('stores behind a data service', `${api}
    //- docker-compose.yml
    services:
      nginx:
        image: nginx:1.26.1-alpine
        networks: [edge]
      orders_api:
        build: ./services/orders_api
        networks: [edge, backend]
      orders_data:
        build: ./services/orders_data
        networks: [backend, data]
      db:
        image: postgres:16
        networks: [data]
      cache:
        image: redis:7-alpine
        networks: [backend]
    networks: { edge: {}, backend: { internal: true }, data: { internal: true } }
  `);

  leaves('stores by themselves, and a data service with its database', `
    //- services/orders_data/src/main.py kind:data-postgres
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_data/docker-compose.yml
    services:
      orders_data:
        build: .
      db:
        image: postgres:16
    //- infra/docker-compose.yml
    services:
      db:
        image: postgres:16
      cache:
        image: redis:7-alpine
      adminer:
        image: adminer:4
  `);

  leaves('what developers add: consoles, proxies, stores of tests', `${api}
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        networks: [backend]
      db:
        image: postgres:16
        networks: [data]
    networks: { backend: {}, data: {} }
    //- docker-compose.override.yml
    services:
      proxy:
        image: traefik:v3.1
        networks: [data]
    //- docker-compose.test.yml
    services:
      orders_api:
        build: ./services/orders_api
      db:
        image: postgres:16
  `);

  leaves('a production file that runs without the base, and a database for developers in the base', `${api}
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
    //- docker-compose.prod.yml
    services:
      orders_api:
        build: ./services/orders_api
      nginx:
        image: nginx:1.26.1-alpine
  `);

  leaves('a gateway with its own database', `
    //- docker-compose.yml
    services:
      kong:
        image: kong:3.7
        environment:
          KONG_DATABASE: postgres
          KONG_PG_HOST: kong_db
        networks: [edge, kong]
      kong_db:
        image: postgres:16
        networks: [kong]
    networks: { edge: {}, kong: {} }
  `);

  leaves('a gateway on the host\'s network, and one whose networks are not known', `
    //- docker-compose.yml
    services:
      nginx:
        image: nginx:1.26.1-alpine
        network_mode: host
      traefik:
        image: traefik:v3.1
        networks: ["\${EDGE}"]
      db:
        image: postgres:16
      cache:
        image: redis:7-alpine
        networks: [inner]
    networks: { inner: {} }
  `);

  leaves('a front end that an nginx of its own serves', `
    //- frontend/Dockerfile
    FROM node:22 AS build
    RUN npm run build
    FROM nginx:1.26.1-alpine
    COPY --from=build /app/build /usr/share/nginx/html
    //- docker-compose.yml
    services:
      frontend:
        build: ./frontend
        networks: [app]
      db:
        image: postgres:16
        networks: [app]
    networks: { app: {} }
  `);
});
