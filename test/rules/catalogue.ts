import type { Severity } from '../../server/src/core/pack/ruleDeclaration';

/** What the catalogue of rules promises of one rule. Its id is in settings, suppressions and reports, so it does not change. */
export interface CatalogueEntry {
  readonly id: string;
  readonly severity: Severity;
  /** Speaks also where no pack is followed. */
  readonly universal: boolean;
  /** Must offer an edit that mends it. */
  readonly fix: boolean;
  /** Offers one although it need not. */
  readonly extraFix: boolean;
  /** No page declares it yet. */
  readonly planned: boolean;
}

/** Id, severity, and any of `universal`, `fix`, `extra-fix` and `planned`. */
const table = `
  boundary/no-direct-database            error
  boundary/no-database-credentials       error
  boundary/no-database-dependency        warning
  boundary/one-framework-per-process     error
  boundary/one-service-per-container     warning
  boundary/no-cross-service-import       error
  boundary/unused-data-service           hint

  event-loop/no-manual-loop              error       extra-fix
  event-loop/no-nested-run               error       universal
  event-loop/no-blocking-call            error       universal fix
  event-loop/keep-task-reference         warning     universal fix
  event-loop/unawaited-coroutine         error       universal fix
  event-loop/worker-entrypoint           warning     fix
  event-loop/graceful-shutdown           hint
  event-loop/no-swallowed-cancel         warning     universal fix

  http/async-client                      warning     fix
  http/timeout-required                  warning     fix
  http/shared-client                     warning
  http/request-id                        information
  http/no-hardcoded-url                  warning
  http/raise-for-status                  information fix
  http/tls-verification                  error       universal fix

  rabbitmq/async-client                  error       fix
  rabbitmq/robust-connection             warning     fix
  rabbitmq/no-connection-in-handler      warning
  rabbitmq/request-id-header             warning     fix
  rabbitmq/persistent-message            warning     fix
  rabbitmq/explicit-ack                  error
  rabbitmq/prefetch                      warning     fix
  rabbitmq/validate-message              warning
  rabbitmq/durable-topology              warning     fix
  rabbitmq/dead-letter                   hint
  rabbitmq/idempotent-consumer           hint
  rabbitmq/routing-key-name              information

  redis/async-client                     error       fix
  redis/pooled-client                    warning
  redis/no-client-in-handler             warning
  redis/key-naming                       warning
  redis/ttl-required                     warning
  redis/no-keys-command                  warning     fix
  redis/atomic-idempotency               warning
  redis/no-pickle                        error

  fastapi/lifespan                       warning     universal fix
  fastapi/application-factory            information
  fastapi/versioned-routes               warning
  fastapi/typed-response                 warning
  fastapi/validated-body                 warning
  fastapi/annotated-dependencies         hint        fix
  fastapi/no-global-client               warning
  fastapi/cors                           warning     universal
  fastapi/error-contract                 information
  fastapi/health-endpoint                information
  fastapi/no-debug-server                warning     fix

  aiogram/v3-api                         error       universal
  aiogram/router                         information
  aiogram/persistent-storage             warning     fix
  aiogram/no-token-literal               error       universal
  aiogram/startup-hooks                  information
  aiogram/webhook-secret                 warning
  aiogram/callback-answer                information

  postgres/async-engine                  error       fix planned
  postgres/select-style                  warning     planned
  postgres/typed-models                  information fix planned
  postgres/no-sql-formatting             error       universal planned
  postgres/no-create-all                 warning     planned
  postgres/session-scope                 warning     planned
  postgres/reversible-migration          warning     planned
  postgres/concurrent-index              information fix planned

  mongo/async-driver                     error       fix planned
  mongo/bounded-query                    warning     planned

  data-service/no-broker-logic           information planned

  layers/domain-is-pure                  error       planned
  layers/application-is-independent      error       planned
  layers/no-repository-in-api            warning     planned
  layers/contract-violation              error       universal planned
  layers/no-import-cycle                 warning     planned

  config/settings-module                 warning     planned
  config/pydantic-settings               error       universal fix planned
  config/secret-type                     information fix planned
  config/no-hardcoded-secret             error       universal planned

  logging/no-print                       warning     fix planned
  logging/structured-event               information fix planned
  logging/no-sensitive-data              error       universal planned
  logging/exception-context              warning     fix planned
  logging/request-id                     hint        planned

  metrics/endpoint                       hint        planned
  metrics/label-cardinality              warning     planned

  tracing/instrumentation                hint        planned

  sentry/no-pii                          warning     fix planned

  errors/no-bare-except                  warning     universal fix planned
  errors/no-silent-except                warning     planned

  typing/annotated-functions             information planned
  typing/modern-syntax                   hint        fix planned

  pydantic/v2-api                        warning     universal fix planned

  time/aware-datetime                    warning     universal fix planned

  naming/snake-case-module               warning     planned
  naming/service-name                    information planned

  security/jwt-verification              error       universal planned
  security/token-expiry                  warning     planned
  security/password-hashing              error       universal planned
  security/no-dynamic-code               error       universal fix planned
  security/webhook-signature             warning     planned
  security/upload-validation             warning     planned

  testing/real-database                  warning     planned
  testing/async-mark                     warning     universal fix planned
  testing/no-sleep                       information planned
  testing/async-client                   information planned

  compose/pinned-image                   warning     universal fix
  compose/canonical-version              warning     fix
  compose/healthcheck                    warning     fix
  compose/wait-for-healthy               warning     fix
  compose/unknown-service                error       universal
  compose/restart-policy                 information fix
  compose/resource-limits                information fix
  compose/no-published-datastore         warning     universal fix
  compose/network-isolation              warning
  compose/named-volume                   warning     fix
  compose/no-inline-secret               error       universal fix
  compose/no-version-key                 hint        universal fix
  compose/no-privileged                  error       universal
  compose/no-container-name              information fix
  compose/log-rotation                   hint        fix
  compose/port-conflict                  error       universal
  compose/port-convention                information
  compose/gateway-required               warning

  dockerfile/pinned-base                 warning     universal fix planned
  dockerfile/slim-base                   information fix planned
  dockerfile/non-root                    warning     universal fix planned
  dockerfile/exec-form                   warning     fix planned
  dockerfile/no-secret                   error       universal planned
  dockerfile/dependency-layer            information planned

  dependencies/canonical-version         warning     fix planned
  dependencies/prohibited                error       planned
  dependencies/python-version            warning     fix planned

  docs/front-matter                      error       universal
  docs/required-section                  warning     universal fix
  docs/placeholder                       warning     universal
  docs/broken-link                       error       universal
  docs/related-documents                 warning     universal
  docs/code-parses                       error       universal
  docs/example-contradicts-rule          error       universal
  docs/not-indexed                       warning     universal fix
  docs/sensitive-data                    error       universal
`;

export const catalogue: readonly CatalogueEntry[] = table.split('\n').filter((line) => line.trim() !== '').map((line) => {
  const [id = '', severity = '', ...marks] = line.trim().split(/\s+/);
  return { id, severity: severity as Severity, universal: marks.includes('universal'), fix: marks.includes('fix'), extraFix: marks.includes('extra-fix'), planned: marks.includes('planned') };
});
