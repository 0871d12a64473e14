import { describeRule } from '../../support/describeRule';

describeRule('compose/no-published-datastore', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('the short syntax in all its forms', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        ports:
          - "5432:5432"
    #       ^^^^^^^^^^^ warning: compose/no-published-datastore: \`db\` publishes \`5432:5432\` on all interfaces, past the host's firewall; remove it, or bind it to 127.0.0.1 for development.
      cache:
        image: redis:7-alpine
        ports: [6379:6379, "6380"]
    #           ^^^^^^^^^ warning: compose/no-published-datastore
    #                      ^^^^^^ warning: compose/no-published-datastore
      mongo:
        image: mongo:7.0.9
        ports: ["0.0.0.0:27017:27017/tcp"]
    #           ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: compose/no-published-datastore
  `, { follows: false });

  catches('the long syntax and ports with a default', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        ports:
          - target: 5432
    #       ^^^^^^^^^^^^> warning: compose/no-published-datastore: \`db\` publishes \`15432:5432\` on all interfaces, past the host's firewall; remove it, or bind it to 127.0.0.1 for development.
            published: "15432"
      broker:
        image: rabbitmq:3.13-management
        ports:
          - "\${AMQP_PORT:-5672}:5672"
    #       ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: compose/no-published-datastore
          - "\${TLS_PORT}:5671"
    #       ^^^^^^^^^^^^^^^^^^ warning: compose/no-published-datastore
  `);

  catches('what an override or a prod file adds', `
    //- docker-compose.yml
    services:
      search:
        image: docker.elastic.co/elasticsearch/elasticsearch:8.15.0
      db:
        image: registry.example.com/mirror/mariadb:11
    //- docker-compose.override.yml
    services:
      search:
        ports: ["9200:9200"]
    #           ^^^^^^^^^^^ warning: compose/no-published-datastore
    //- docker-compose.prod.yml
    services:
      db:
        ports: ["3306:3306"]
    #           ^^^^^^^^^^^ warning: compose/no-published-datastore
  `);

  leaves('ports of one address, by value, default or variable', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        ports:
          - "127.0.0.1:5432:5432"
          - "[::1]:5433:5432"
          - "\${BIND:-127.0.0.1}:5434:5432"
          - "10.8.0.5:5435:5432"
          - "\${ADDRESS}:5436:5432"
          - "\${DB_BIND}:5432"
          - target: 5432
            published: 5437
            host_ip: 127.0.0.1
  `);

  leaves('consoles, clients and exporters, which people look at', `
    //- docker-compose.yml
    services:
      broker:
        image: rabbitmq:3.13-management
        ports: ["15672:15672"]
      adminer:
        image: adminer:4
        ports: ["8080:8080"]
      insight:
        image: redis/redisinsight:2.60
        ports: ["5540:5540"]
      express:
        image: mongo-express:1
        ports: ["8081:8081"]
      exporter:
        image: oliver006/redis_exporter:v1.62.0
        ports: ["9121:9121"]
  `);

  leaves('services of one\'s own that carry the name of a store', `
    //- docker-compose.yml
    services:
      postgres:
        build: ./services/orders_data
        image: postgres
        ports: ["8001:8000"]
      redis:
        image: example/redis-proxy:1.2
        ports: ["6379:6379"]
      db:
        image: postgres:16
        expose: ["5432"]
  `);

  leaves('ports that an override takes away', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        ports: ["5432:5432"]
    //- docker-compose.override.yml
    services:
      db:
        ports: !override ["127.0.0.1:5432:5432"]
  `);

  fixes('the short syntax, and quotes it', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        ports:
          - 5432:5432 # for psql
        restart: always
  `, `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        ports:
          - "127.0.0.1:5432:5432" # for psql
        restart: always
  `, { title: 'Publish on 127.0.0.1 only' });

  fixes('a published port with a variable, in its quotes', `
    //- docker-compose.yml
    services:
      redis:
        image: redis:7-alpine
        ports: ['\${REDIS_PORT:-6379}:6379/tcp']
  `, `
    //- docker-compose.yml
    services:
      redis:
        image: redis:7-alpine
        ports: ['127.0.0.1:\${REDIS_PORT:-6379}:6379/tcp']
  `);

  fixes('a port that Docker chooses', `
    //- docker-compose.yml
    services:
      redis:
        image: redis:7-alpine
        ports: [6379]
  `, `
    //- docker-compose.yml
    services:
      redis:
        image: redis:7-alpine
        ports: ["127.0.0.1::6379"]
  `);

  fixes('the long syntax', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        ports:
          - target: 5432 # inside
            published: 5432
            protocol: tcp
  `, `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        ports:
          - target: 5432 # inside
            host_ip: 127.0.0.1
            published: 5432
            protocol: tcp
  `, { newline: '\r\n' });

  fixes('the long syntax on one line', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        ports:
          - { target: 5432, published: 5432 }
  `, `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        ports:
          - { target: 5432, published: 5432, host_ip: 127.0.0.1 }
  `);

  fixes('an address that stands for all of them', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        ports: ["0.0.0.0:5432:5432"]
  `, `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        ports: ["127.0.0.1:5432:5432"]
  `);

  offersNoFix('a mapping that names all interfaces itself', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        ports:
          - { target: 5432, published: 5432, host_ip: 0.0.0.0 }
    #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: compose/no-published-datastore
  `);
});
