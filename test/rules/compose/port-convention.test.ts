import { describeRule } from '../../support/describeRule';

const services = `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_data/src/main.py kind:data-postgres
    from fastapi import FastAPI

    app = FastAPI()
    //- services/reports_data/src/main.py kind:data-mongo
    from fastapi import FastAPI

    app = FastAPI()
`;

describeRule('compose/port-convention', ({ catches, leaves }) => {
  catches('ports on the host that are another kind\'s, or nobody\'s', `${services}
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        ports: ["127.0.0.1:9400:8000"]
    #           ^^^^^^^^^^^^^^^^^^^^^ information: compose/port-convention: \`orders_api\` is published on 9400; the convention for an API is 8000, so use that.
      orders_data:
        build: ./services/orders_data
        ports: ["8002:8000"]
    #           ^^^^^^^^^^^ information: compose/port-convention: \`orders_data\` is published on 8002; the convention for the data service of PostgreSQL is 8001, so use that.
      reports_data:
        build: ./services/reports_data
        ports: ["\${REPORTS_PORT:-8001}:8000"]
    #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: compose/port-convention: \`reports_data\` is published on 8001; the convention for the data service of MongoDB is 8002, so use that.
  `);

  catches('another port inside', `${services}
    //- docker-compose.yml
    services:
      orders_data:
        build: ./services/orders_data
        ports:
          - target: 8001
    #       ^^^^^^^^^^^^> information: compose/port-convention: \`orders_data\` listens on 8001 in its container; the convention for the data service of PostgreSQL is 8000, so use that.
            published: 8001
  `);

  catches('what an override publishes, a debugger beside it', `${services}
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
    //- docker-compose.override.yml
    services:
      orders_api:
        ports:
          - "5678:5678"
          - "127.0.0.1:8080:8000"
    #       ^^^^^^^^^^^^^^^^^^^^^ information: compose/port-convention
  `);

  leaves('the convention', `${services}
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        ports: ["127.0.0.1:8000:8000"]
      orders_data:
        build: ./services/orders_data
        ports: ["8001:8000"]
      reports_data:
        build: ./services/reports_data
        ports: [{ target: 8000, published: "8002", host_ip: 127.0.0.1 }]
  `);

  leaves('a second API, which has to be elsewhere', `${services}
    //- services/stock_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        ports: ["127.0.0.1:8010:8000"]
      stock_api:
        build: ./services/stock_api
        ports: ["127.0.0.1:8020:8000"]
  `);

  leaves('other services, ports that Docker chooses, ranges, and ports that cannot be told', `${services}
    //- services/mail_worker/src/main.py kind:worker
    import asyncio
    //- docker-compose.yml
    services:
      nginx:
        image: nginx:1.26.1-alpine
        ports: ["80:80"]
      mail_worker:
        build: ./services/mail_worker
        ports: ["9100:9100"]
      orders_api:
        build: ./services/orders_api
        ports: ["8000-8010:8000"]
      orders_data:
        build: ./services/orders_data
        ports: ["8000"]
      reports_data:
        build: ./services/reports_data
        ports: ["\${PORT}:8000"]
  `);

  leaves('a service on the network of the host or of another container', `${services}
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        network_mode: host
        ports: ["7040:7040"]
      orders_data:
        build: ./services/orders_data
        network_mode: "container:vpn"
        ports: ["7041:7041"]
  `);

  leaves('production, where the gateway has the ports', `${services}
    //- docker-compose.prod.yml
    services:
      orders_api:
        build: ./services/orders_api
        ports: ["127.0.0.1:8080:8000"]
  `);

  leaves('a service with several ports, of which none is plainly its own', `${services}
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        ports: ["7000:7000", "7001:7001"]
  `);
});
