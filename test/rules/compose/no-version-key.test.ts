import { describeRule } from '../../support/describeRule';

describeRule('compose/no-version-key', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('the key, where no pack is followed too', `
    //- docker-compose.yml
    version: "3.8"
    ^^^^^^^^^^^^^^ hint: compose/no-version-key: \`version: "3.8"\` is obsolete: Compose ignores it and warns at every command; remove it.
    services:
      db:
        image: postgres:16
  `, { follows: false });

  catches('the key in each file that has one', `
    //- docker-compose.yml
    # The shop
    version: '3'
    ^^^^^^^^^^^^ hint: compose/no-version-key
    include: [monitoring.yml]
    services:
      db:
        image: postgres:16
    //- docker-compose.override.yml
    services:
      db:
        ports: ["127.0.0.1:5432:5432"]
    version: '3.4'
    ^^^^^^^^^^^^^^ hint: compose/no-version-key
    //- monitoring.yml
    version: "2.4"
    ^^^^^^^^^^^^^^ hint: compose/no-version-key
    services:
      prometheus:
        image: prom/prometheus:v2.53.0
  `);

  catches('a number, and a file without services', `
    //- docker-compose.prod.yml
    version: 3.9
    ^^^^^^^^^^^^ hint: compose/no-version-key
    networks:
      default:
        name: shop
  `);

  leaves('files without one', `
    //- docker-compose.yml
    name: shop
    services:
      db:
        image: postgres:16
  `, { follows: false });

  leaves('a file for a swarm, whose program reads the key', `
    //- docker-compose.yml
    version: "3.8"
    services:
      web:
        image: example/site:2.1
        deploy:
          replicas: 3
          update_config: { order: start-first }
  `, { follows: false });

  leaves('versions of other things', `
    //- docker-compose.yml
    x-version: &version "2.1"
    services:
      web:
        image: example/site:2.1
        labels: { version: "2.1" }
        environment:
          version: *version
    //- playbook.yml
    version: 2
    jobs:
      build: { docker: [{ image: "cimg/python:3.12" }] }
  `, { follows: false });

  fixes('the first line, and the empty one behind it', `
    //- docker-compose.yml
    version: "3.8"

    services:
      db:
        image: postgres:16
  `, `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
  `, { title: 'Remove the version' });

  fixes('a line with a comment, below a header', `
    //- docker-compose.yml
    # The shop.
    version: '3' # as required
    services:
      db:
        image: postgres:16
  `, `
    //- docker-compose.yml
    # The shop.
    services:
      db:
        image: postgres:16
  `, { newline: '\r\n' });

  offersNoFix('a file on one line', `
    //- docker-compose.yml
    { version: "3", services: { db: { image: "postgres:16" } } }
    # ^^^^^^^^^^^^ hint: compose/no-version-key
  `);
});
