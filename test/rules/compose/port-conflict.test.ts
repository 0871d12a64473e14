import { describeRule } from '../../support/describeRule';

describeRule('compose/port-conflict', ({ catches, leaves }) => {
  catches('two services on one port, and names the first', `
    //- docker-compose.yml
    services:
      orders_api:
        build: ./orders_api
        ports: ["8000:8000"]
      users_api:
        build: ./users_api
        ports:
          - 8000:80
    #       ^^^^^^^ error: compose/port-conflict: \`users_api\` publishes \`8000:80\`, but \`orders_api\` has that port of the host already; choose another one or remove it.
  `, { follows: false });

  catches('all interfaces against one, the long syntax against the short, and defaults', `
    //- docker-compose.yml
    services:
      a:
        build: ./a
        ports: ["127.0.0.1:8000:8000", "5000:5000/udp"]
      b:
        build: ./b
        ports:
          - target: 80
    #       ^^^^^^^^^^> error: compose/port-conflict
            published: "8000"
      c:
        build: ./c
        ports: ["\${UDP_PORT:-5000}:53/udp"]
    #           ^^^^^^^^^^^^^^^^^^^^^^^^^^ error: compose/port-conflict
  `);

  catches('ranges that are mapped one to one', `
    //- docker-compose.yml
    services:
      a:
        build: ./a
        ports: ["3000-3005:3000-3005"]
      b:
        build: ./b
        ports: ["3004:80"]
    #           ^^^^^^^^^ error: compose/port-conflict
  `);

  catches('a port that an override or an included file takes', `
    //- docker-compose.yml
    include: [monitoring/compose.yaml]
    services:
      web:
        build: ./web
        ports: ["3000:3000"]
    #           ^^^^^^^^^^^ error: compose/port-conflict
      db:
        image: postgres:16
    //- docker-compose.override.yml
    services:
      db:
        ports: ["127.0.0.1:3000:5432"]
    #           ^^^^^^^^^^^^^^^^^^^^^ error: compose/port-conflict
    //- monitoring/compose.yaml
    services:
      grafana:
        image: grafana/grafana:11.2.0
        ports: ["3000:3000"]
  `);

  leaves('ports inside the containers, other protocols and other addresses', `
    //- docker-compose.yml
    services:
      a:
        build: ./a
        expose: ["8000"]
        ports: ["8001:8000", "53:53/udp", "127.0.0.1:9000:9000"]
      b:
        build: ./b
        expose: ["8000"]
        ports: ["8002:8000", "53:53/tcp", "127.0.0.2:9000:9000", "8000"]
      c:
        build: ./c
        ports: ["8000"]
  `);

  leaves('alternatives of different profiles and files that run alone', `
    //- docker-compose.yml
    services:
      cpu:
        image: example/model:1.0
        profiles: [cpu]
        ports: ["8000:8000"]
      gpu:
        image: example/model:1.0-cuda
        profiles: [gpu]
        ports: ["8000:8000"]
    //- docker-compose.dev.yml
    services:
      reload:
        build: .
        ports: ["8000:8000"]
  `);

  leaves('several systems in one repository', `
    //- shop/docker-compose.yml
    services:
      api:
        build: .
        ports: ["8000:8000"]
    //- blog/docker-compose.yml
    services:
      api:
        build: .
        ports: ["8000:8000"]
  `);

  leaves('ranges of which Docker takes a free port, variables without a value and services that are off', `
    //- docker-compose.yml
    services:
      a:
        build: ./a
        ports: ["8000-8010:80", "\${A_PORT}:80"]
      b:
        build: ./b
        ports: ["8000-8010:80", "\${B_PORT}:80", "9000:80"]
      c:
        build: ./c
        scale: 0
        ports: ["9000:80"]
  `);

  leaves('a port that an override moves', `
    //- docker-compose.yml
    services:
      a:
        build: ./a
        ports: ["8000:8000"]
      b:
        build: ./b
        ports: ["8000:8000"]
    //- docker-compose.override.yml
    services:
      b:
        ports: !override ["8001:8000"]
  `);
});
