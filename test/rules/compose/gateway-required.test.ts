import { describeRule } from '../../support/describeRule';

const services = `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_data/src/main.py kind:data-postgres
    from fastapi import FastAPI

    app = FastAPI()
`;

describeRule('compose/gateway-required', ({ catches, leaves }) => {
  catches('ports of applications in a production file', `${services}
    //- docker-compose.prod.yml
    services:
      orders_api:
        build: ./services/orders_api
        ports: ["80:8000", "127.0.0.1:9000:9000"]
    #           ^^^^^^^^^ warning: compose/gateway-required: \`orders_api\` publishes \`80:8000\` in production with no gateway in front; publish nginx in its place.
      orders_data:
        build: ./services/orders_data
        ports:
          - target: 8000
    #       ^^^^^^^^^^^^> warning: compose/gateway-required
            published: "8001"
  `);

  catches('ports that production inherits', `${services}
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        ports: ["8000:8000"]
    #           ^^^^^^^^^^^ warning: compose/gateway-required: \`orders_api\` publishes \`8000:8000\` in production past the gateway \`nginx\`; remove the port.
    //- docker-compose.production.yml
    services:
      nginx:
        image: nginx:1.26.1-alpine
        ports: ["443:443"]
      orders_api:
        environment: { ENVIRONMENT: production }
  `);

  catches('a folder of its own for production, and a server of any framework', `
    //- deploy/production/docker-compose.yml
    services:
      site:
        build: ../../site
        command: gunicorn site.wsgi --bind 0.0.0.0:8000
        ports: ["\${PORT:-80}:8000"]
    #           ^^^^^^^^^^^^^^^^^^ warning: compose/gateway-required
    //- site/Dockerfile
    FROM python:3.12-slim
    CMD ["python", "-m", "site"]
  `);

  leaves('a gateway that alone publishes', `${services}
    //- docker-compose.prod.yml
    services:
      nginx:
        image: nginx:1.26.1-alpine
        ports: ["80:80", "443:443"]
      orders_api:
        build: ./services/orders_api
        expose: ["8000"]
  `);

  leaves('ports of one address, for a gateway on the host', `${services}
    //- docker-compose.prod.yml
    services:
      orders_api:
        build: ./services/orders_api
        ports: ["127.0.0.1:8000:8000", "10.0.0.4:8001:8000", "\${BIND}:8002:8000"]
  `);

  leaves('development, and a base file that is for every environment', `${services}
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        ports: ["8000:8000"]
    //- docker-compose.dev.yml
    services:
      orders_data:
        build: ./services/orders_data
        ports: ["8001:8000"]
  `);

  leaves('ports that production takes away, or does not have where it stands alone', `${services}
    //- a/docker-compose.yml
    services:
      orders_api:
        build: ../services/orders_api
        ports: ["8000:8000"]
    //- a/docker-compose.prod.yml
    services:
      orders_api:
        ports: !reset []
    //- b/docker-compose.yml
    services:
      orders_api:
        build: ../services/orders_api
        ports: ["8000:8000"]
    //- b/docker-compose.prod.yml
    services:
      orders_api:
        image: registry.example.com/orders_api:1.4
        build: ../services/orders_api
        restart: always
  `);

  leaves('what is no application: consoles, front ends, jobs', `${services}
    //- frontend/Dockerfile
    FROM nginx:1.26.1-alpine
    //- docker-compose.prod.yml
    services:
      grafana:
        image: grafana/grafana:11.2.0
        ports: ["3000:3000"]
      frontend:
        build: ./frontend
        ports: ["80:80"]
      debug:
        build: ./services/orders_api
        profiles: [debug]
        ports: ["8000:8000"]
  `);
});
