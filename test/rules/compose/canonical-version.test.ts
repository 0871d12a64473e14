import { describeRule } from '../../support/describeRule';

describeRule('compose/canonical-version', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('another major version, and says which one the stack has', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:14
    #          ^^^^^^^^^^^ warning: compose/canonical-version: \`db\` runs \`postgres:14\`, but the technology stack is checked with \`16\`; use that one.
      cache:
        image: redis:6.2-alpine
    #          ^^^^^^^^^^^^^^^^ warning: compose/canonical-version
      newer:
        image: "postgres:18.1-bookworm"
    #          ^^^^^^^^^^^^^^^^^^^^^^^^ warning: compose/canonical-version: \`newer\` runs \`postgres:18.1-bookworm\`, but the technology stack is checked with \`16\`; use that one, or raise the stack for all services.
  `);

  catches('another minor version as information', `
    //- docker-compose.yml
    services:
      gateway:
        image: nginx:1.21.0-alpine
    #          ^^^^^^^^^^^^^^^^^^^ information: compose/canonical-version
      metrics:
        image: prom/prometheus:v2.43.0
    #          ^^^^^^^^^^^^^^^^^^^^^^^ information: compose/canonical-version
      broker:
        image: rabbitmq:3.12-management-alpine
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: compose/canonical-version
  `);

  catches('a version behind a mirror, a default and .env', `
    //- .env
    MONGO_TAG=4.4.6
    //- docker-compose.yml
    services:
      db:
        image: registry.example.com/library/postgres:\${PG_VERSION:-13}
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: compose/canonical-version
      mongo:
        image: mongo:\${MONGO_TAG}
    #          ^^^^^^^^^^^^^^^^^^ warning: compose/canonical-version
      logs:
        image: docker.elastic.co/elasticsearch/elasticsearch:7.17.0
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: compose/canonical-version
  `);

  catches('the version that a prod file brings in', `
    //- docker-compose.yml
    services:
      redis:
        image: redis:7-alpine
    //- docker-compose.prod.yml
    services:
      redis:
        image: redis:5.0.14
    #          ^^^^^^^^^^^^ warning: compose/canonical-version
  `);

  catches('a minor version no louder than a hint where the rule is set to one', `
    //- archguide.yaml
    packs: [improved-hybrid]
    rules: { compose/canonical-version: hint }
    //- docker-compose.yml
    services:
      gateway:
        image: nginx:1.21
    #          ^^^^^^^^^^ hint: compose/canonical-version
      db:
        image: postgres:15
    #          ^^^^^^^^^^^ hint: compose/canonical-version
  `);

  leaves('versions of the table, more or less exact', `
    //- docker-compose.yml
    services:
      a: { image: "postgres:16" }
      b: { image: "postgres:16.4-alpine3.20" }
      c: { image: "mongo:7" }
      d: { image: "mongo:7.0.14-jammy" }
      e: { image: "redis:7.4.1" }
      f: { image: "rabbitmq:3-management" }
      g: { image: "nginx:1.26" }
      h: { image: "prom/prometheus:v2.53.2" }
  `);

  leaves('images that the table does not name, also where their name ends alike', `
    //- docker-compose.yml
    services:
      gis: { image: "postgis/postgis:13-3.1" }
      vector: { image: "pgvector/pgvector:pg15" }
      cache: { image: "bitnami/redis:6.0" }
      own: { image: "ghcr.io/example/nginx:0.3" }
      exporter: { image: "oliver006/redis_exporter:v1.62.0" }
  `);

  leaves('tags that name no version, or one that cannot be told', `
    //- docker-compose.yml
    services:
      a: { image: "nginx:stable-alpine" }
      b: { image: "redis:alpine" }
      c: { image: "postgres:\${PG_VERSION}" }
      d: { image: "postgres:latest" }
      e: { image: "postgres:9f3a1c7-orders" }
  `);

  leaves('the name of an image that is built here', `
    //- docker-compose.yml
    services:
      postgres:
        build: ./postgres
        image: postgres:12
  `);

  leaves('a workspace that follows no pack', `
    //- docker-compose.yml
    services:
      db: { image: "postgres:12" }
  `, { follows: false });

  fixes('the tag and nothing else', `
    //- docker-compose.yml
    services:
      db:
        # the orders
        image: "postgres:14.6-bookworm"   # since spring
        restart: always
  `, `
    //- docker-compose.yml
    services:
      db:
        # the orders
        image: "postgres:16"   # since spring
        restart: always
  `, { title: 'Use postgres:16' });

  fixes('an image on Alpine to one on Alpine, whose text sorts alike', `
    //- docker-compose.yml
    services:
      db:
        image: registry.example.com:5000/library/postgres:13-alpine3.18
        restart: always
  `, `
    //- docker-compose.yml
    services:
      db:
        image: registry.example.com:5000/library/postgres:16-alpine
        restart: always
  `);

  offersNoFix('a store that is newer, since it could not read its own data any more', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:18
    #          ^^^^^^^^^^^ warning: compose/canonical-version
        volumes: ["orders:/var/lib/postgresql"]
      cache:
        image: redis:8.2.1
    #          ^^^^^^^^^^^ warning: compose/canonical-version
    volumes: {orders: {}}
  `);

  offersNoFix('a tag that a variable gives, and one with a digest', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:\${PG_VERSION:-13}
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: compose/canonical-version
      redis:
        image: redis:6@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: compose/canonical-version
  `);
});
