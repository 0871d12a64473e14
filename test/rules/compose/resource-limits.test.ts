import { describeRule } from '../../support/describeRule';

describeRule('compose/resource-limits', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('a file without any limit, once', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    //- docker-compose.yml
    services:
      orders_api:
    # ^^^^^^^^^^ information: compose/resource-limits: \`orders_api\`, \`db\`, \`cache\` and 2 more services have no limits of memory and CPU, so one leak or loop takes the whole host; set \`deploy.resources.limits\`.
        build: ./services/orders_api
      db:
        image: postgres:16
      cache:
        image: redis:7-alpine
      broker:
        image: rabbitmq:3.13-management
      nginx:
        image: nginx:1.26.1-alpine
  `);

  catches('one of two limits, old keys and new', `
    //- docker-compose.yml
    services:
      db:
    # ^^ information: compose/resource-limits: \`db\` has no CPU limit, so one leak or loop takes the whole host; set \`deploy.resources.limits\`.
        image: postgres:16
        mem_limit: 1g
      cache:
    # ^^^^^ information: compose/resource-limits: \`cache\` has no memory limit, so one leak or loop takes the whole host; set \`deploy.resources.limits\`.
        image: redis:7-alpine
        deploy: { resources: { limits: { cpus: "0.5" } } }
      broker:
        image: rabbitmq:3.13-management
        mem_limit: 512m
        cpus: 1.0
  `);

  catches('reservations, which limit nothing, and a template that was lost by one\'s own deploy', `
    //- docker-compose.yml
    x-limited: &limited
      deploy: { resources: { limits: { cpus: "1.00", memory: 512M } } }
    services:
      web:
    # ^^^ information: compose/resource-limits
        <<: *limited
        image: nginx:1.26.1-alpine
        deploy: { replicas: 2 }
      db:
        <<: *limited
        image: postgres:16
      cache:
        <<: *limited
        image: redis:7-alpine
      broker:
        <<: *limited
        image: rabbitmq:3.13-management
      search:
    # ^^^^^^ information: compose/resource-limits
        image: elasticsearch:8.15.0
        deploy: { resources: { reservations: { memory: 1G } } }
  `);

  leaves('limits of a template, of extends, of a production file', `
    //- common.yml
    services:
      limited:
        deploy:
          resources:
            limits: { cpus: "\${CPUS:-1}", memory: "\${MEMORY:-512M}" }
    //- docker-compose.yml
    x-small: &small
      mem_limit: 128m
      cpus: 0.25
    services:
      web:
        <<: *small
        image: nginx:1.26.1-alpine
      db:
        extends: { file: common.yml, service: limited }
        image: postgres:16
      cache:
        image: redis:7-alpine
    //- docker-compose.prod.yml
    services:
      cache:
        deploy: { resources: { limits: { cpus: "0.50", memory: 256M } } }
  `);

  leaves('migrations and other jobs', `
    //- services/orders_data/src/main.py kind:data-postgres
    from fastapi import FastAPI

    app = FastAPI()
    //- docker-compose.yml
    services:
      schema:
        build: ./services/orders_data
        command: alembic upgrade head
        restart: "no"
      load-tests:
        image: grafana/k6:0.50.0
        ports: ["127.0.0.1:6565:6565"]
  `);

  leaves('what developers and tests run', `
    //- docker-compose.test.yml
    services:
      db:
        image: postgres:16
    //- deploy/local/docker-compose.yml
    services:
      db:
        image: postgres:16
  `);

  fixes('services by what they are', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
      nginx:
        image: nginx:1.26.1-alpine
  `, `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        deploy: { resources: { limits: { cpus: "1.00", memory: 1G } } }
      nginx:
        image: nginx:1.26.1-alpine
        deploy: { resources: { limits: { cpus: "1.00", memory: 512M } } }
  `, { title: 'Add limits to 2 services' });

  fixes('what is there, where half of it is', `
    //- docker-compose.yml
    services:
      nginx:
        image: nginx:1.26.1-alpine
        deploy:
          resources:
            limits:
              memory: 64M # measured
  `, `
    //- docker-compose.yml
    services:
      nginx:
        image: nginx:1.26.1-alpine
        deploy:
          resources:
            limits:
              memory: 64M # measured
              cpus: "1.00"
  `, { title: 'Add limits' });

  fixes('a deploy on one line', `
    //- docker-compose.yml
    services:
      nginx:
        image: nginx:1.26.1-alpine
        deploy: { replicas: 2 }
  `, `
    //- docker-compose.yml
    services:
      nginx:
        image: nginx:1.26.1-alpine
        deploy: { replicas: 2, resources: { limits: { cpus: "1.00", memory: 512M } } }
  `);

  offersNoFix('a deploy that a template brings, since others have it too', `
    //- docker-compose.yml
    x-template: &template
      deploy:
        restart_policy: { condition: on-failure }
    services:
      nginx:
    # ^^^^^ information: compose/resource-limits
        <<: *template
        image: nginx:1.26.1-alpine
  `);
});
