import { describeRule } from '../../support/describeRule';

describeRule('compose/no-inline-secret', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('the map form and the list form, in a workspace that follows no pack', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        environment:
          POSTGRES_USER: orders
          POSTGRES_PASSWORD: hunter2
    #                        ^^^^^^^ error: compose/no-inline-secret: \`POSTGRES_PASSWORD\` of \`db\` is a literal secret; mount a compose secret, or interpolate a variable that has no default.
      bot:
        build: ./bot
        environment:
          - BOT_TOKEN=123456:abcdef
    #                 ^^^^^^^^^^^^^ error: compose/no-inline-secret
          - "JWT_SECRET=s3cr3t"
    #                   ^^^^^^ error: compose/no-inline-secret
          - GITHUB_TOKEN
  `, { follows: false });

  catches('more quietly what a test run is given', `
    //- docker-compose.test.yml
    services:
      db:
        image: postgres:16
        environment:
          POSTGRES_PASSWORD: orders
    #                        ^^^^^^ information: compose/no-inline-secret
  `);

  catches('a default that spells the secret out', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        environment:
          POSTGRES_PASSWORD: \${DB_PASSWORD:-changeit}
    #                        ^^^^^^^^^^^^^^^^^^^^^^^^^ error: compose/no-inline-secret: \`POSTGRES_PASSWORD\` of \`db\` has a literal secret as its default; mount a compose secret, or interpolate a variable that has no default.
          API_KEY: "\${API_KEY-abcd1234}"
    #              ^^^^^^^^^^^^^^^^^^^^^ error: compose/no-inline-secret
  `);

  catches('a URL with a password, whatever the variable is called', `
    //- docker-compose.yml
    services:
      worker:
        build: ./worker
        environment:
          BROKER: amqp://orders:hunter2@rabbitmq:5672/
    #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: compose/no-inline-secret: \`BROKER\` of \`worker\` is a URL with a literal password; mount a compose secret, or interpolate a variable that has no default.
          CACHE: \${CACHE_URL:-redis://:hunter2@redis:6379/0}
    #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: compose/no-inline-secret
  `);

  catches('values of templates once, and of overrides and extended files where they stand', `
    //- docker-compose.yml
    x-environment: &environment
      SECRET_KEY: do-not-tell
    #             ^^^^^^^^^^^ error: compose/no-inline-secret
    services:
      a:
        build: ./a
        environment: *environment
      b:
        build: ./b
        environment:
          <<: *environment
          LOG_LEVEL: info
      c:
        extends: { file: common.yml, service: base }
    //- docker-compose.override.yml
    services:
      a:
        environment:
          MYSQL_ROOT_PASSWORD: root
    #                          ^^^^ error: compose/no-inline-secret
    //- common.yml
    services:
      base:
        image: mongo-express:1
        environment:
          ME_CONFIG_MONGODB_ADMINPASSWORD: example
    #                                      ^^^^^^^ error: compose/no-inline-secret
  `);

  catches('a dollar sign that compose takes for a letter', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        environment:
          PGPASSWORD: pa$$word
    #                 ^^^^^^^^ error: compose/no-inline-secret
          MYSQL_PWD: 'x1y2z3'
    #                ^^^^^^^^ error: compose/no-inline-secret
  `);

  leaves('variables without a default, secret files and values that are passed through', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        environment:
          POSTGRES_PASSWORD: \${POSTGRES_PASSWORD}
          PGPASSWORD: $PGPASSWORD
          APP_SECRET: \${APP_SECRET:?set it in .env}
          OTHER_SECRET: \${OTHER_SECRET:-}
          NESTED_SECRET: \${NESTED_SECRET:-$APP_SECRET}
          POSTGRES_PASSWORD_FILE: /run/secrets/db_password
          SIGNING_SECRET: /run/secrets/signing
          TLS_PRIVATE_KEY: /etc/ssl/private/server.key
          DATABASE_URL: postgresql://orders:\${DB_PASSWORD}@postgres/orders
          EMPTY_TOKEN: ""
          GITHUB_TOKEN:
  `);

  leaves('names that only look like a secret', `
    //- docker-compose.yml
    services:
      api:
        build: ./api
        environment:
          ACCESS_TOKEN_EXPIRE_MINUTES: 30
          TOKEN_TTL: 3600
          MAX_TOKENS: "4096"
          TOKEN_URL: https://auth.example.com/token
          API_KEY_HEADER: X-API-Key
          PASSWORD_MIN_LENGTH: 12
          SECRET_NAME: orders/database
          ALLOW_EMPTY_PASSWORD: "yes"
          MYSQL_RANDOM_ROOT_PASSWORD: "1"
          MYSQL_ALLOW_EMPTY_PASSWORD: "true"
          JWT_PUBLIC_KEY: MCowBQYDK2VwAyEA
          AWS_ACCESS_KEY_ID: AKIAEXAMPLE
          PWD: /app
          COMPASS: north
          SENTRY_DSN: https://abc@sentry.example.com/1
  `);

  leaves('what stands for a value: placeholders and the keys of local stand-ins', `
    //- docker-compose.example.yml
    services:
      bot:
        build: .
        environment:
          BOT_TOKEN: <token from BotFather>
          API_KEY: your-api-key
          JWT_SECRET: "***"
          OPENAI_API_KEY: your_openai_key_here
          AWS_SECRET_ACCESS_KEY: test
  `);

  leaves('values of an env file', `
    //- app.env
    POSTGRES_PASSWORD=hunter2
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        env_file: app.env
  `);

  fixes('a literal by the variable of its name', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        environment:
          POSTGRES_PASSWORD: hunter2 # change it
          POSTGRES_DB: orders
  `, `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        environment:
          POSTGRES_PASSWORD: \${POSTGRES_PASSWORD:?set POSTGRES_PASSWORD in .env} # change it
          POSTGRES_DB: orders
  `, { title: 'Read POSTGRES_PASSWORD from the environment' });

  fixes('an item of a list, in its quotes', `
    //- docker-compose.yml
    services:
      bot:
        build: ./bot
        environment:
          - LOG_LEVEL=info
          - "BOT_TOKEN=123456:abcdef"
  `, `
    //- docker-compose.yml
    services:
      bot:
        build: ./bot
        environment:
          - LOG_LEVEL=info
          - "BOT_TOKEN=\${BOT_TOKEN:?set BOT_TOKEN in .env}"
  `, { newline: '\r\n' });

  fixes('a default by the variable that had it', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        environment:
          POSTGRES_PASSWORD: \${DB_PASSWORD:-postgres}
  `, `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        environment:
          POSTGRES_PASSWORD: \${DB_PASSWORD:?set DB_PASSWORD in .env}
  `, { title: 'Read DB_PASSWORD from the environment' });

  fixes('a value on one line with others, where a brace would end it', `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        environment: { POSTGRES_PASSWORD: hunter2, POSTGRES_DB: orders }
  `, `
    //- docker-compose.yml
    services:
      db:
        image: postgres:16
        environment: { POSTGRES_PASSWORD: "\${POSTGRES_PASSWORD:?set POSTGRES_PASSWORD in .env}", POSTGRES_DB: orders }
  `);

  offersNoFix('a URL, of which only a part is secret', `
    //- docker-compose.yml
    services:
      worker:
        build: ./worker
        environment:
          - BROKER_URL=amqp://guest:guest@rabbitmq:5672/
    #                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: compose/no-inline-secret
  `);
});
