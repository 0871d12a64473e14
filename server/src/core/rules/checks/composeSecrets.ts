import type { ComposeVariable } from '../../facts/compose/model';
import type { ComposeCheck, Fix } from '../model';
import { replaceScalar } from './shared/composeEdits';

const secretName = /(^|_)(PASSWORD|PASSWD|PASS|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|SECRET_?KEY|CREDENTIALS?|ENCRYPTION_?KEY|ERLANG_COOKIE)$/;
/** Names that end like a secret and are none. */
const notSecret = /(_FILE|_PATH|_URL|_TTL|_EXPIRE\w*|_LENGTH|_HEADER|_NAME|_ALGORITHM)$|^(ALLOW_EMPTY_PASSWORD|POSTGRES_HOST_AUTH_METHOD)$|MAX_TOKEN|TOKEN_(TYPE|URL)/;
const urlWithPassword = /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:([^@\s/]+)@/i;

/** A literal password, token or key in `environment`. */
export const noInlineSecret: ComposeCheck = {
  name: 'compose/no-inline-secret',
  input: 'compose',
  run(context) {
    for (const service of context.compose.services.values()) {
      for (const variable of service.environment.values()) {
        // A file that `env_file` names is where values belong; whether it is committed is another matter.
        if (variable.fromFile || variable.value === null) continue;
        const secret = inlineSecret(variable.name, variable.value.raw);
        if (secret === null) continue;
        context.report({
          path: variable.at.path,
          range: variable.value.at.range,
          fields: { service: service.name, name: variable.name, value: secret === 'url' ? 'a URL with a password' : 'a literal' },
          fix: secret === 'value' ? variableFix((at, value) => replaceScalar(context, at, value), variable, context.textOf(variable.at.path)?.slice(variable.value.at.range) ?? '') : null,
        });
      }
    }
  },
};

function inlineSecret(name: string, raw: string): 'value' | 'url' | null {
  const value = raw.trim();
  const password = urlWithPassword.exec(value)?.[1];
  if (password !== undefined) return isLiteral(password) ? 'url' : null;
  if (!secretName.test(name) || notSecret.test(name)) return null;
  return isLiteral(value) && !/^(true|false|yes|no|on|off|null|none|\d{1,2})$/i.test(value) && !value.startsWith('/run/secrets/') ? 'value' : null;
}

/** Written out: no variable, unless its default spells the secret out. An empty value is no secret. */
function isLiteral(value: string): boolean {
  if (value === '') return false;
  const variable = /^\$\{\w+(?::?-([^}]*))?(?::?\?[^}]*)?\}$/.exec(value);
  if (variable) return (variable[1] ?? '') !== '' && !(variable[1] ?? '').startsWith('$');
  return !value.includes('$');
}

function variableFix(replace: (at: ComposeVariable['at'], value: string) => Fix['edits'][number] | null, variable: ComposeVariable, written: string): Fix | null {
  if (!variable.value) return null;
  // `NAME=value` as a list item is one scalar: the name stays.
  const isItem = written.replace(/^['"]/, '').startsWith(`${variable.name}=`);
  const reference = `\${${variable.name}:?set ${variable.name} in .env}`;
  const edit = replace(variable.value.at, isItem ? `${variable.name}=${reference}` : reference);
  return edit && { title: `Read ${variable.name} from the environment`, edits: [edit] };
}
