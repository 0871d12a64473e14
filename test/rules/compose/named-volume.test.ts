import { describeRule } from '../../support/describeRule';

describeRule('compose/named-volume', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('stores without any volume', `
    //- docker-compose.yml
    services:
      db:
    # ^^ warning: compose/named-volume: \`db\` keeps its data in no named volume, so it is lost with the container; mount one at \`/var/lib/postgresql/data\`.
        image: postgis/postgis:16-3.4
      documents:
    # ^^^^^^^^^ warning: compose/named-volume: \`documents\` keeps its data in no named volume, so it is lost with the container; mount one at \`/data/db\`.
        image: mongo:7.0.9
      broker:
    # ^^^^^^ warning: compose/named-volume
        image: rabbitmq:3.13-management
      old:
    # ^^^ warning: compose/named-volume: \`old\` keeps its data in no named volume, so it is lost with the container; mount one at \`/bitnami/postgresql\`.
        image: bitnami/postgresql:16
      legacy:
    # ^^^^^^ warning: compose/named-volume
        image: mcr.microsoft.com/mssql/server:2022-latest
  `);

  catches('volumes for everything but the data', `
    //- docker-compose.yml
    services:
      db:
    # ^^ warning: compose/named-volume
        image: postgres:16
        volumes:
          - ./init.sql:/docker-entrypoint-initdb.d/init.sql:ro
          - ./postgresql.conf:/etc/postgresql/postgresql.conf
          - backups:/backups
      mysql:
    # ^^^^^ warning: compose/named-volume
        image: mysql:8.4
        volumes: ["./my.cnf:/etc/mysql/conf.d/my.cnf"]
    volumes: { backups: {} }
  `);

  catches('anonymous volumes, short and long', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        volumes:
          - /var/lib/postgresql/data
    #       ^^^^^^^^^^^^^^^^^^^^^^^^ warning: compose/named-volume: \`db\` keeps its data in an anonymous volume, which the next container does not find; give the volume a name.
      mongo:
        image: mongo:7.0.9
        volumes:
          - type: volume
    #       ^^^^^^^^^^^^> warning: compose/named-volume
            target: /data/db
  `);

  catches('folders of the host, as information', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        volumes:
          - ./pgdata:/var/lib/postgresql/data
    #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: compose/named-volume: \`db\` keeps its data in the folder \`./pgdata\`, which only this host has; move it to a named volume.
  `);

  catches('Redis, where it is told to keep its data', `
    //- docker-compose.yml
    services:
      claims:
    # ^^^^^^ warning: compose/named-volume
        image: redis:7-alpine
        command: redis-server --appendonly yes --maxmemory 256mb
      streams:
    # ^^^^^^^ warning: compose/named-volume
        image: nats:2.10
        command: ["-js", "-m", "8222"]
  `);

  catches('a volume where a Linux package has the data, and the image has none', `
    //- docker-compose.yml
    services:
      cache:
        image: redis:7-alpine
        volumes:
          - cache_data:/var/lib/redis
    #       ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: compose/named-volume: \`cache\` has a volume at \`/var/lib/redis\`, where its image keeps nothing; mount it at \`/data\`.
      store:
        image: mongo:7.0.9
        volumes: ["store_data:/var/lib/mongodb"]
    #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: compose/named-volume
    volumes: { cache_data: {}, store_data: {} }
  `);

  leaves('a folder that a configuration may name', `
    //- docker-compose.yml
    services:
      cache:
        image: redis:7-alpine
        command: redis-server --dir /var/lib/redis
        volumes: ["cache_data:/var/lib/redis"]
      store:
        image: mongo:7.0.9
        volumes: ["store_data:/var/lib/mongodb", "./mongod.conf:/etc/mongod.conf"]
    volumes: { cache_data: {}, store_data: {} }
  `);

  leaves('named volumes, at the folder, above it or below it', `
    //- docker-compose.yml
    x-data: &data
      volumes: ["mongo_data:/data/db"]
    services:
      db:
        image: postgres:16
        volumes: [db_data:/var/lib/postgresql]
      moved:
        image: postgres:16
        environment: { PGDATA: /var/lib/postgresql/data/pgdata }
        volumes:
          - type: volume
            source: moved_data
            target: /var/lib/postgresql/data
      mongo:
        <<: *data
        image: mongo:7.0.9
      old:
        image: bitnami/mongodb:7.0
        volumes: ["old_data:/bitnami/mongodb"]
      broker:
        image: rabbitmq:3.13-management
        volumes: ["broker_data:/var/lib/rabbitmq/mnesia/"]
      search:
        image: elasticsearch:8.15.0
        volumes: ["\${SEARCH_DATA}:/usr/share/elasticsearch/data"]
    volumes: { db_data: {}, moved_data: {}, mongo_data: {}, old_data: {}, broker_data: {} }
  `);

  leaves('what only passes requests on, and scripts in the image of a store', `
    //- docker-compose.yml
    services:
      router:
        image: mongo:7.0.9
        command: mongos --configdb rs/config1:27017 --bind_ip_all
      init-replicas:
        image: mongo:7.0.9
        entrypoint: bash /scripts/init_replicas.sh
  `);

  leaves('caches, and what is in memory on purpose', `
    //- docker-compose.yml
    services:
      cache:
        image: redis:7-alpine
      sessions:
        image: redis:7-alpine
        command: ["redis-server", "--save", "", "--appendonly", "no"]
      pages:
        image: memcached:1.6
      bus:
        image: nats:2.10
      scratch:
        image: postgres:16
        tmpfs: ["/var/lib/postgresql/data:size=512m"]
      ram:
        image: mysql:8.4
        tmpfs: /var/lib/mysql
      mounted:
        image: mongo:7.0.9
        volumes: [{ type: tmpfs, target: /data/db }]
  `);

  leaves('stores of tests and of developers, and what production adds', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
      test-db:
        image: postgres:16
      check:
        image: postgres:16
        profiles: [test]
    //- docker-compose.prod.yml
    services:
      db:
        volumes: ["db_data:/var/lib/postgresql/data"]
    volumes: { db_data: {} }
    //- docker-compose.dev.yml
    services:
      queue:
        image: rabbitmq:3.13-management
    //- tests/e2e/docker-compose.yml
    services:
      db:
        image: postgres:16
  `);

  leaves('what may keep its data elsewhere: another folder, another container, code of one\'s own', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        environment: { PGDATA: /pgdata }
        volumes: ["db_data:/pgdata"]
      replica:
        image: postgres:16
        volumes_from: [db]
      postgres:
        build: ./postgres
      exporter:
        image: prometheuscommunity/postgres-exporter:v0.15.0
    volumes: { db_data: {} }
  `);

  fixes('a store, and declares the volume', `
    //- docker-compose.yml
    services:
      orders-db:
        image: postgres:16
        restart: always

    networks:
      default:
  `, `
    //- docker-compose.yml
    services:
      orders-db:
        image: postgres:16
        restart: always
        volumes: ["orders_db_data:/var/lib/postgresql/data"]

    networks:
      default:

    volumes:
      orders_db_data:
  `, { title: 'Keep the data in the volume `orders_db_data`' });

  fixes('a list that is there, and the volumes that are', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:18
        volumes:
          - ./init.sql:/docker-entrypoint-initdb.d/init.sql:ro # users
        restart: always
    volumes:
      other:
        driver: local
    networks: {}
  `, `
    //- docker-compose.yml
    services:
      db:
        image: postgres:18
        volumes:
          - ./init.sql:/docker-entrypoint-initdb.d/init.sql:ro # users
          - db_data:/var/lib/postgresql
        restart: always
    volumes:
      other:
        driver: local
      db_data:
    networks: {}
  `, { newline: '\r\n' });

  fixes('an anonymous volume, by the name that is declared', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        volumes: ["/var/lib/postgresql/data"]
    volumes: { db_data: {} }
  `, `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        volumes: ["db_data:/var/lib/postgresql/data"]
    volumes: { db_data: {} }
  `);

  fixes('a folder that a variable names', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        environment: { PGDATA: /pgdata }
    volumes:
      other:
  `, `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        environment: { PGDATA: /pgdata }
        volumes: ["db_data:/pgdata"]
    volumes:
      other:
      db_data:
  `);

  offersNoFix('a database whose folder its command moves, and a folder of the host with a variable', `
    //- docker-compose.yml
    services:
      mongo:
    # ^^^^^ warning: compose/named-volume: \`mongo\` keeps its data in no named volume, so it is lost with the container; mount one at its data folder.
        image: mongo:7.0.9
        command: mongod --dbpath /data/other
      db:
        image: postgres:16
        volumes: ["\${ROOT}/pg:/var/lib/postgresql/data"]
    #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: compose/named-volume: \`db\` keeps its data in the folder \`\${ROOT}/pg\`, which only this host has; move it to a named volume.
  `);

  offersNoFix('data that lies on the host, or in a folder that is not known', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        volumes: ["/srv/postgres:/var/lib/postgresql/data"]
    #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: compose/named-volume
      legacy:
    # ^^^^^^ warning: compose/named-volume
        image: mcr.microsoft.com/mssql/server:2022-latest
  `);
});
