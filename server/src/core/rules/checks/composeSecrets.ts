import { findInCompose } from '../../facts/compose/query';
import type { ComposeProject, ComposeService, ComposeVariable } from '../../facts/compose/model';
import type { CheckContext, ComposeCheck, Fix } from '../model';
import { replaceScalar } from './shared/composeEdits';

const secretName = /(PASSWORD|PASSWD|PASSPHRASE)$|(^|[_.-])(PASS|PWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|SECRET_?KEY|CREDENTIALS?|ENCRYPTION_?KEY|ERLANG_COOKIE)$/i;
/** Names that end like a secret and are none. */
const notSecret = /^(PWD|OLDPWD|POSTGRES_HOST_AUTH_METHOD)$|(ALLOW|RANDOM|USE|ENABLE|DISABLE|REQUIRE|SHOW|RESET)\w*_(PASSWORD|PASS|TOKEN|SECRET)$|MAX_TOKEN|PUBLIC_?KEY$/i;
const urlWithPassword = /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:([^@\s/]+)@/i;
/** What stands where a reader is to put something. */
const placeholder = /^(<.*>|\[.*\]|your[-_ ].*|[x*.-]{3,}|(replace|insert|put|set)[-_ ]?(me|this|here|your).*|to[-_ ]?be[-_ ]?.*)$/i;
/** Switches, counts and files, whatever they are called. */
const notLiteral = /^(true|false|yes|no|on|off|null|none|\d{1,2}|\/run\/secrets\/.*|(file|vault|secret|arn|ssm|op):.*|(\.{0,2}\/)?[\w.-]+(\/[\w.-]+)+\.(pem|key|crt|txt|json|env))$/i;

const forTests = /(^|[-_./])(tests?|testing|e2e|ci)[-_./]/i;

const mostCharacters = 4000;

/** A literal password, token or key in `environment`. Fields: problem (how the secret is written). */
export const noInlineSecret: ComposeCheck = {
  name: 'compose/no-inline-secret',
  input: 'compose',
  run(context) {
    for (const service of context.compose.services.values()) {
      for (const variable of service.environment.values()) {
        // A file that `env_file` names is where values belong; whether it is committed is another matter.
        if (variable.fromFile || variable.value === null) continue;
        const problem = inlineSecret(variable.name, variable.value.raw);
        if (problem === null) continue;
        context.report({
          path: variable.at.path,
          range: variable.value.at.range,
          // What a throw-away database of a test run is given opens nothing else.
          ...(forTests.test(variable.at.path) ? { atMost: 'information' as const } : {}),
          fields: { service: service.name, name: variable.name, problem },
          fix: problem.includes('URL') ? null : variableFix(context, service, variable),
        });
      }
    }
  },
};

/** How a secret is written out, in words; null where none is. */
function inlineSecret(name: string, raw: string): string | null {
  // Neither a name nor a value that anybody writes, and the patterns below take their time with one.
  if (name.length > mostCharacters || raw.length > mostCharacters) return null;
  const value = raw.trim();
  const password = urlWithPassword.exec(defaultOf(value) ?? value)?.[1];
  if (password !== undefined) return isLiteral(password) ? 'is a URL with a literal password' : null;
  if (!secretName.test(name) || notSecret.test(name) || !isLiteral(value)) return null;
  // What local stand-ins for AWS are given: they take anything.
  if (/^AWS_/.test(name) && /^(test|dummy|fake|local|localstack)$/i.test(value)) return null;
  return defaultOf(value) === null ? 'is a literal secret' : 'has a literal secret as its default';
}

/** The default of `${NAME:-default}` where that is the whole value; null else. */
function defaultOf(value: string): string | null {
  return /^\$\{\w+:?-([^}]*)\}$/.exec(value)?.[1] ?? null;
}

/** Written out: no variable, unless its default spells the secret out. An empty value is no secret. */
function isLiteral(value: string): boolean {
  const text = (defaultOf(value) ?? value).trim();
  // `$$` is a dollar sign, not a variable.
  return text !== '' && !text.replaceAll('$$', '').includes('$') && !notLiteral.test(text) && !placeholder.test(text);
}

/** Interpolates a variable that must be set: the one whose default the secret was, or the one of the same name. */
function variableFix(context: CheckContext & { readonly compose: ComposeProject }, service: ComposeService, variable: ComposeVariable): Fix | null {
  if (!variable.value || !/^[A-Za-z_]\w*$/.test(variable.name)) return null;
  const { at, raw } = variable.value;
  const text = context.textOf(at.path);
  const written = text?.slice(at.range) ?? '';
  // Of a literal block or an anchored value, the place is not the value alone.
  if (written === '' || /^[|>&!*]/.test(written)) return null;
  const name = /^\$\{(\w+)/.exec(raw.trim())?.[1] ?? variable.name;
  // `NAME=value` as a list item may be one scalar: the name stays.
  const isItem = written.replace(/^['"]/, '').startsWith(`${variable.name}=`);
  const reference = `${isItem ? `${variable.name}=` : ''}\${${name}:?set ${name} in .env}`;
  const edit = replaceScalar(context, at, isInFlow(context, service, variable) && !/^['"]/.test(written) ? `"${reference}"` : reference);
  return edit && { title: `Read ${name} from the environment`, edits: [edit] };
}

/** In a flow collection, a brace ends a plain value. */
function isInFlow(context: CheckContext & { readonly compose: ComposeProject }, service: ComposeService, variable: ComposeVariable): boolean {
  const text = context.textOf(variable.at.path);
  if (text && /[{[]/.test(text.line(variable.at.range.start.line).slice(0, variable.at.range.start.character))) return true;
  const place = findInCompose(context.compose, `services.${service.name}.environment`)[0]?.at;
  return place !== undefined && place.path === variable.at.path && /^[{[]/.test(text?.slice(place.range) ?? '');
}
