import { describeRule } from '../../support/describeRule';

describeRule('compose/unknown-service', ({ catches, leaves }) => {
  catches('a service that nobody declares, and says which one is meant', `
    //- docker-compose.yml
    services:
      api:
        build: ./api
        depends_on:
          - postgress
    #       ^^^^^^^^^ error: compose/unknown-service: \`api\` depends on the service \`postgress\`, which this project does not declare; perhaps \`postgres\` is meant.
          - message_broker
    #       ^^^^^^^^^^^^^^ error: compose/unknown-service: \`api\` depends on the service \`message_broker\`, which this project does not declare; declare it, or remove the reference.
        links: ["postgres:db", "redis:cache"]
    #                          ^^^^^^^^^^^^^ error: compose/unknown-service
      postgres:
        image: postgres:16
  `);

  catches('more quietly what a file beside it declares, which may be started with it', `
    //- docker-compose.main.yml
    services:
      api:
        build: ./api
        depends_on:
          - postgres
    #       ^^^^^^^^ information: compose/unknown-service: \`api\` depends on the service \`postgres\`, which this project does not declare; start it together with \`docker-compose.db.yml\`, or \`include\` that file.
    //- docker-compose.db.yml
    services:
      postgres:
        image: postgres:16
  `);

  catches('networks, volumes, secrets and configs, in a workspace that follows no pack', `
    //- docker-compose.yml
    services:
      api:
        build: ./api
        networks:
          back-end:
    #     ^^^^^^^^ error: compose/unknown-service: \`api\` uses the network \`back-end\`, which this project does not declare; perhaps \`back_end\` is meant.
            aliases: [orders]
        volumes:
          - data:/data:ro
    #       ^^^^^^^^^^^^^ error: compose/unknown-service: \`api\` mounts the volume \`data\`, which this project does not declare; declare it, or remove the reference.
        secrets:
          - source: db_password
    #               ^^^^^^^^^^^ error: compose/unknown-service
            target: /run/secrets/db
        configs: [settings]
    #             ^^^^^^^^ error: compose/unknown-service
    networks:
      back_end:
  `, { follows: false });

  catches('namespaces of a service that is not there', `
    //- docker-compose.yml
    services:
      sidecar:
        image: example/sidecar:1.0
        network_mode: service:api
    #                 ^^^^^^^^^^^ error: compose/unknown-service: \`sidecar\` shares the network of the service \`api\`, which this project does not declare; declare it, or remove the reference.
        pid: "service:api"
    #        ^^^^^^^^^^^^^ error: compose/unknown-service
  `);

  catches('also where an env file, an extended file or a variable is missing', `
    //- docker-compose.yml
    services:
      api:
        env_file: [.env, secrets.env]
        extends: { file: ../elsewhere/compose.yml, service: base }
        depends_on: [db]
    #                ^^ error: compose/unknown-service
        networks: [front]
    #              ^^^^^ error: compose/unknown-service
  `);

  catches('what a template brings in, once, and what an override misspells', `
    //- docker-compose.yml
    x-app: &app
      depends_on: [rabbit]
    #              ^^^^^^ error: compose/unknown-service
    services:
      a:
        <<: *app
        build: ./a
      b:
        <<: *app
        build: ./b
      rabbitmq:
        image: rabbitmq:3.13-management
    //- docker-compose.override.yml
    services:
      a:
        depends_on: { rabbit_mq: { condition: service_started } }
    #                 ^^^^^^^^^ error: compose/unknown-service
  `);

  leaves('names that override files, includes and extended files declare', `
    //- docker-compose.yml
    include:
      - infra/compose.yaml
    services:
      api:
        build: ./api
        depends_on: [broker, debugger]
        networks: [infra]
      worker:
        extends: { file: common.yml, service: base }
    //- docker-compose.override.yml
    services:
      debugger:
        image: example/debugger:1.0
    //- infra/compose.yaml
    services:
      broker:
        image: rabbitmq:3.13-management
    networks:
      infra:
    //- common.yml
    services:
      base:
        image: example/base:1.0
  `);

  leaves('what is there without a declaration: the default network, paths, optional services', `
    //- docker-compose.yml
    services:
      api:
        build: ./api
        networks: [default]
        network_mode: bridge
        volumes:
          - ./src:/app/src
          - ~/.cache:/cache
          - /var/run/docker.sock:/var/run/docker.sock
          - /data
          - \${DATA}:/data2
          - type: tmpfs
            target: /tmp
        depends_on:
          debugger: { condition: service_started, required: false }
        external_links: [legacy_db:db]
  `);

  leaves('external resources, services of other profiles and anchors of lists', `
    //- docker-compose.yml
    x-deps: &deps [db]
    services:
      api:
        build: ./api
        depends_on: *deps
        networks: [proxy]
        volumes: ["uploads:/srv"]
        secrets: [token]
      db:
        image: postgres:16
        profiles: [local]
    networks: { proxy: { external: true } }
    volumes: { uploads: { external: true, name: uploads_v2 } }
    secrets: { token: { environment: API_TOKEN } }
  `);

  leaves('a project of which a part cannot be read', `
    //- docker-compose.yml
    include:
      - ../platform/compose.yaml
    services:
      api:
        build: ./api
        depends_on: [broker]
  `);

  leaves('several systems in one repository, each with names of its own', `
    //- shop/docker-compose.yml
    services:
      api:
        build: .
        depends_on: [db]
      db:
        image: postgres:16
    //- blog/compose.yaml
    services:
      web:
        build: .
        depends_on: [cache]
      cache:
        image: redis:7-alpine
  `);

  leaves('what an override takes away', `
    //- docker-compose.yml
    services:
      api:
        build: ./api
        depends_on: [db]
      db:
        image: postgres:16
    //- docker-compose.override.yml
    services:
      api:
        depends_on: !reset []
      db: !reset null
  `);
});
