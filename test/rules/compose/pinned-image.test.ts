import { describeRule } from '../../support/describeRule';

describeRule('compose/pinned-image', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('an image without a tag, and says which one to write', `
    //- compose.yaml
    services:
      cache:
        image: redis
    #          ^^^^^ warning: compose/pinned-image: The image \`redis\` of \`cache\` has no tag, so it changes without a change here; pin a version, such as \`7-alpine\`.
      search:
        image: registry.example.com:5000/search/indexer
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: compose/pinned-image: The image \`registry.example.com:5000/search/indexer\` of \`search\` has no tag, so it changes without a change here; pin a version.
  `);

  catches('latest, also of a registry of one\'s own, quoted and in a workspace that follows no pack', `
    //- docker-compose.yml
    services:
      db:
        image: "postgres:latest"
    #          ^^^^^^^^^^^^^^^^^ warning: compose/pinned-image: The image \`postgres:latest\` of \`db\` is tagged \`latest\`, so it changes without a change here; pin a version, such as \`16\`.
      api:
        image: ghcr.io/example/orders-api:latest
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: compose/pinned-image
  `, { follows: false });

  catches('a default that hides one, and a value from .env', `
    //- .env
    BROKER_TAG=latest
    //- docker-compose.yml
    services:
      redis:
        image: redis:\${REDIS_TAG:-latest}
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: compose/pinned-image
      rabbitmq:
        image: rabbitmq:\${BROKER_TAG}
    #          ^^^^^^^^^^^^^^^^^^^^^^ warning: compose/pinned-image
      registry:
        image: \${REGISTRY}/orders:latest
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: compose/pinned-image
      proxy:
        image: \${PROXY_IMAGE:-nginx}
    #          ^^^^^^^^^^^^^^^^^^^^^ warning: compose/pinned-image
  `);

  catches('an image of a template once, where it is written', `
    //- docker-compose.yml
    x-worker: &worker
      image: example/worker
    #        ^^^^^^^^^^^^^^ warning: compose/pinned-image
    services:
      mail:
        <<: *worker
      reports:
        <<: *worker
  `);

  catches('an image of a file that is extended or included, and of an override', `
    //- docker-compose.yml
    include: [infra/compose.yaml]
    services:
      web:
        extends: { file: common.yml, service: web }
    //- common.yml
    services:
      web:
        image: nginx
    #          ^^^^^ warning: compose/pinned-image
    //- infra/compose.yaml
    services:
      metrics:
        image: prom/prometheus:latest
    #          ^^^^^^^^^^^^^^^^^^^^^^ warning: compose/pinned-image
    //- docker-compose.override.yml
    services:
      mailpit:
        image: axllent/mailpit
    #          ^^^^^^^^^^^^^^^ warning: compose/pinned-image
  `);

  catches('a tag that names a base or an edition only', `
    //- docker-compose.yml
    services:
      cache:
        image: redis:alpine
    #          ^^^^^^^^^^^^ warning: compose/pinned-image: The image \`redis:alpine\` of \`cache\` is tagged \`alpine\`, which is no version, so it changes without a change here; pin a version, such as \`7-alpine\`.
      broker:
        image: docker.io/library/rabbitmq:management-alpine
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: compose/pinned-image
      web:
        image: nginx:stable
    #          ^^^^^^^^^^^^ warning: compose/pinned-image
  `, { follows: false });

  leaves('code names, and the words of other people\'s tags', `
    //- docker-compose.yml
    services:
      base:
        image: debian:bookworm-slim
      jobs:
        image: ghcr.io/example/jobs:stable
      exporter:
        image: oliver006/redis_exporter:alpine
      cache:
        image: redis:7-alpine
  `);

  leaves('the name of what is built beside it, or by another service', `
    //- docker-compose.yml
    services:
      api:
        build: ./services/api
        image: registry.example.com/orders/api
      worker:
        image: registry.example.com/orders/api
        command: celery -A app worker
      beat:
        image: registry.example.com/orders/api:latest
        command: celery -A app beat
  `);

  leaves('what another compose file of the repository builds', `
    //- docker-compose.build.yml
    services:
      api:
        build: .
        image: example/orders:latest
    //- deploy/docker-compose.yml
    services:
      api:
        image: example/orders:latest
  `);

  leaves('names that no registry can have: images built by hand', `
    //- docker-compose.yml
    services:
      scheduler:
        image: scheduler_app
      celery:
        image: scheduler_app:latest
      podman:
        image: localhost/orders
      kept:
        image: example/kept
        pull_policy: never
  `);

  leaves('versions, digests and tags that only the environment knows', `
    //- docker-compose.yml
    services:
      postgres:
        image: postgres:16
      redis:
        image: redis@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
      latest_of_old:
        image: nginx:latest@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
      api:
        image: ghcr.io/example/api:\${TAG}
      bot:
        image: ghcr.io/example/bot:\${TAG:?the tag to deploy}
      any:
        image: \${IMAGE}
      timescale:
        image: timescale/timescaledb:2.17.0-pg16
  `);

  leaves('a tag that an override pins', `
    //- docker-compose.yml
    services:
      redis:
        image: redis
    //- docker-compose.override.yml
    services:
      redis:
        image: redis:7-alpine
  `);

  fixes('a missing tag with the one of the stack, and keeps the comment', `
    //- docker-compose.yml
    services:
      db:
        image: postgres # the main one
        volumes: ["data:/var/lib/postgresql/data"]
    volumes: { data: {} }
  `, `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16 # the main one
        volumes: ["data:/var/lib/postgresql/data"]
    volumes: { data: {} }
  `, { title: 'Pin to postgres:16' });

  fixes('latest behind a mirror, in its quotes, with the line ends of Windows', `
    //- docker-compose.yml
    services:
      broker:
        image: 'public.ecr.aws/docker/library/rabbitmq:latest'
        restart: always
  `, `
    //- docker-compose.yml
    services:
      broker:
        image: 'public.ecr.aws/docker/library/rabbitmq:3.13-management'
        restart: always
  `, { newline: '\r\n' });

  fixes('by the table that the project sets for canonical-version', `
    //- archguide.yaml
    packs: [improved-hybrid]
    rules:
      compose/canonical-version: [warning, { images: { redis: "8.0" } }]
    //- docker-compose.yml
    services:
      redis:
        image: redis
  `, `
    //- docker-compose.yml
    services:
      redis:
        image: redis:8.0
  `);

  offersNoFix('an image that the stack does not name, or of somebody else under a known name', `
    //- docker-compose.yml
    services:
      mail:
        image: axllent/mailpit
    #          ^^^^^^^^^^^^^^^ warning: compose/pinned-image
      redis:
        image: bitnami/redis:latest
    #          ^^^^^^^^^^^^^^^^^^^^ warning: compose/pinned-image
  `);

  offersNoFix('a tag that a variable gives', `
    //- docker-compose.yml
    services:
      redis:
        image: redis:\${TAG:-latest}
    #          ^^^^^^^^^^^^^^^^^^^^ warning: compose/pinned-image
  `);
});
