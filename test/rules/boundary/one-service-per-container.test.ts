import { describeRule } from '../../support/describeRule';

describeRule('boundary/one-service-per-container', ({ catches, leaves }) => {
  catches('a command that puts a process into the background', `
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        command: sh -c "python -m worker & uvicorn main:app"
    #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: boundary/one-service-per-container: \`orders_api\` starts several processes in one container (\`python -m worker &\`); give each process a compose service of its own.
  `);

  catches('the list form, and an entrypoint', `
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        entrypoint: ["bash", "-c", "celery -A app worker & exec uvicorn main:app"]
    #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: boundary/one-service-per-container
  `);

  catches('supervisors, by any path', `
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        command: /usr/bin/supervisord -c /etc/supervisord.conf
    #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: boundary/one-service-per-container
      orders_worker:
        build: ./services/orders_worker
        command: honcho start
    #            ^^^^^^^^^^^^ warning: boundary/one-service-per-container
  `);

  catches('the CMD of a Dockerfile, in both forms', `
    //- services/orders_api/Dockerfile
    FROM python:3.12-slim
    CMD python -m worker & uvicorn main:app
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: boundary/one-service-per-container
    //- services/shop/Dockerfile
    FROM python:3.12-slim
    CMD ["supervisord", "-n"]
    ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: boundary/one-service-per-container
    //- base/Dockerfile
    FROM python:3.12-slim
    CMD honcho start
    ^^^^^^^^^^^^^^^^ warning: boundary/one-service-per-container
  `);

  leaves('commands that run one after the other', `
    //- docker-compose.yml
    services:
      orders_data:
        build: ./services/orders_data
        command: sh -c "alembic upgrade head && exec uvicorn main:app --host 0.0.0.0"
      orders_api:
        build: ./services/orders_api
        command: bash -c "python prestart.py; uvicorn main:app --workers 4"
      waiting:
        build: ./services/waiting
        command: ["sh", "-c", "until nc -z rabbitmq 5672; do sleep 1; done; python -m worker"]
  `);

  leaves('ampersands that put nothing into the background', `
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        command: sh -c "uvicorn main:app > /tmp/log 2>&1"
      fetch:
        build: ./services/fetch
        command: ["curl", "http://orders_api:8000/items?a=1&b=2"]
      quoted:
        build: ./services/quoted
        command: sh -c 'echo "this & that" && python -m app'
  `);

  leaves('one process that has workers of its own', `
    //- services/orders_api/Dockerfile
    FROM python:3.12-slim AS build
    CMD python -m a & python -m b
    FROM python:3.12-slim
    CMD ["gunicorn", "main:app", "-w", "4", "-k", "uvicorn.workers.UvicornWorker"]
    //- docker-compose.yml
    services:
      worker:
        build: ./services/worker
        command: ["celery", "-A", "app", "worker", "--concurrency=4"]
  `);

  leaves('a loop that sleeps in the background, so that it can be stopped', `
    //- docker-compose.yml
    services:
      certbot:
        image: certbot/certbot:v2.11.0
        entrypoint: "/bin/sh -c 'trap exit TERM; while :; do certbot renew; sleep 12h & wait $$!; done;'"
  `);

  leaves('a Dockerfile whose entry point only prepares', `
    //- services/orders_api/Dockerfile
    FROM python:3.12-slim
    ENTRYPOINT ["tini", "--"]
    CMD ["uvicorn", "main:app"]
  `);

  leaves('waiting, tracing and privilege wrappers around one process', `
    //- docker-compose.yml
    services:
      waiting:
        build: ./api
        command: ["./wait-for-it.sh", "db:5432", "--", "uvicorn", "main:app"]
      traced:
        build: ./api
        command: dumb-init -- opentelemetry-instrument uvicorn main:app
      dropped:
        build: ./api
        entrypoint: ["gosu", "app"]
        command: >
          sh -c "alembic upgrade head &&
                 exec gunicorn main:app"
  `);
});
