import { describeRule } from '../../support/describeRule';

describeRule('compose/log-rotation', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('a file in which nobody limits a log, once', `
    //- docker-compose.yml
    services:
      db:
    # ^^ hint: compose/log-rotation: \`db\` and \`cache\` have no limit for the log, which grows until the disk is full; set \`max-size\` and \`max-file\` in \`logging.options\`.
        image: postgres:16
      cache:
        image: redis:7-alpine
  `);

  catches('the file driver without a size, by name or by default', `
    //- docker-compose.yml
    x-limited: &limited
      logging: { driver: json-file, options: { max-size: 10m, max-file: "3" } }
    services:
      db:
    # ^^ hint: compose/log-rotation: \`db\` has no limit for the log, which grows until the disk is full; set \`max-size\` and \`max-file\` in \`logging.options\`.
        image: postgres:16
        logging: { driver: json-file }
      cache:
    # ^^^^^ hint: compose/log-rotation
        image: redis:7-alpine
        logging: { options: { max-file: "3", labels: service } }
      broker:
        <<: *limited
        image: rabbitmq:3.13-management
      nginx:
        <<: *limited
        image: nginx:1.26.1-alpine
  `);

  catches('a default that names the file driver', `
    //- docker-compose.yml
    services:
      db:
    # ^^ hint: compose/log-rotation
        image: postgres:16
        logging:
          driver: "\${LOG_DRIVER:-json-file}"
          options: { tag: db }
  `);

  leaves('limits of a template, of extends, of a production file', `
    //- common.yml
    services:
      base:
        logging: { options: { max-size: "10m" } }
    //- docker-compose.yml
    x-logging: &logging
      driver: json-file
      options: { max-size: "\${LOG_SIZE:-20m}" }
    services:
      db:
        image: postgres:16
        logging: *logging
      cache:
        extends: { file: common.yml, service: base }
        image: redis:7-alpine
      broker:
        image: rabbitmq:3.13-management
    //- docker-compose.prod.yml
    services:
      broker:
        logging: { driver: json-file, options: { max-size: 5m } }
  `);

  leaves('drivers that rotate by themselves, that keep nothing here, or that are not known', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        logging: { driver: local }
      cache:
        image: redis:7-alpine
        logging: { driver: none }
      broker:
        image: rabbitmq:3.13-management
        logging: { driver: fluentd, options: { fluentd-address: "127.0.0.1:24224" } }
      search:
        image: elasticsearch:8.15.0
        logging: { driver: "\${LOG_DRIVER}" }
  `);

  leaves('jobs, and files of developers', `
    //- docker-compose.yml
    services:
      minio-init:
        image: minio/mc:latest
        depends_on: [storage]
      storage:
        image: minio/minio:latest
        logging: { driver: journald }
    //- compose.dev.yaml
    services:
      db:
        image: postgres:16
  `);

  fixes('all that are named', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
      cache:
        image: redis:7-alpine

    # the end
  `, `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        logging: { driver: json-file, options: { max-size: 10m, max-file: "3" } }
      cache:
        image: redis:7-alpine
        logging: { driver: json-file, options: { max-size: 10m, max-file: "3" } }

    # the end
  `, { title: 'Limit the logs of 2 services' });

  fixes('a driver without options', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        logging:
          driver: json-file
        restart: always
  `, `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        logging:
          driver: json-file
          options: { max-size: 10m, max-file: "3" }
        restart: always
  `, { title: 'Limit the log', newline: '\r\n' });

  fixes('options without a size', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        logging: { driver: json-file, options: { max-file: "5" } }
  `, `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        logging: { driver: json-file, options: { max-file: "5", max-size: 10m } }
  `);

  offersNoFix('an anchor that others use', `
    //- docker-compose.yml
    x-logging: &logging
      driver: json-file
    services:
      db:
    # ^^ hint: compose/log-rotation
        image: postgres:16
        logging: *logging
  `);
});
