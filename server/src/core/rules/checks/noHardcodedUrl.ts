import type { StringFact, ValueFact } from '../../facts/python/model';
import type { ProjectView } from '../../project/model';
import type { PythonCheck, PythonFile } from '../model';

const url = /^(https?|wss?|amqps?|redis|rediss):\/\/(?:[^/\s@]*@)?([\w.-]+|\[[0-9a-f:]+\])?(?::(\d+|\{\}))?(?:[/?#]\S*)?$/i;
const localHost = /^(localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\]|host\.docker\.internal)$/i;
const privateAddress = /^(10(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2})$/;

/** Files and names that hold settings: where an address may be written, as a default. */
const settingsFile = /(^|\/)(settings|config|configuration|conf|constants|env)(\/|\.py$|_\w+\.py$)|(_settings|_config)\.py$/;
const settingsBases = new Set(['pydantic_settings.BaseSettings', 'pydantic.BaseSettings', 'environs.Env']);
/** Keyword arguments and names that show an address rather than use one. */
const illustrative = /^(example|examples|openapi_examples|description|summary|help|metavar|title|doc|docs_url|server_url|servers|allow_origins|allow_origin_regex|origins|cors_origins|allowed_hosts|trusted_hosts|schema_extra|json_schema_extra|responses)$|origin/i;
const readsEnvironment = new Set(['os.getenv', 'os.environ.get', 'os.environ.setdefault', 'environs.Env.str', 'environs.Env.url', 'decouple.config', 'starlette.config.Config', 'pydantic.Field', 'typer.Option', 'click.option', 'argparse.ArgumentParser.add_argument']);

/** A literal address of a service or of this machine in service code, outside its settings. */
export const noHardcodedUrl: PythonCheck = {
  name: 'http/no-hardcoded-url',
  input: 'python',
  words: ['://'],
  run({ file, project, report }) {
    if (settingsFile.test(file.path)) return;
    const services = composeNames(project);
    for (const fact of file.facts.strings) {
      const written = addressText(fact.value);
      const host = written === null ? null : internalHost(written, services);
      if (host === null || written === null || isIllustration(file, fact) || isSetting(file, fact)) continue;
      report({ range: fact.range, fields: { value: written.slice(0, 80), name: host, service: file.service?.name ?? 'this service' } });
    }
  },
};

/** The literal text, with `{}` for interpolated parts; a host that is interpolated is none of this rule's business. */
function addressText(value: ValueFact): string | null {
  if (value.kind === 'string') return value.text.length > 2_000 ? null : value.text;
  if (value.kind !== 'assembled' || value.by === 'percent') return null;
  return value.parts.map((part) => ('text' in part ? part.text : '{}')).join('');
}

/** The host of an address inside the system: this machine, a private address, a compose service, a bare name with a port. */
function internalHost(text: string, services: ReadonlySet<string>): string | null {
  const match = url.exec(text);
  const host = match?.[2];
  if (!match || host === undefined) return null;
  if (localHost.test(host) || privateAddress.test(host) || services.has(host)) return host;
  // A single-label host with a port can only be a name inside the cluster.
  return !host.includes('.') && match[3] !== undefined && /^[a-z][\w-]*$/i.test(host) ? host : null;
}

function composeNames(project: ProjectView): ReadonlySet<string> {
  return new Set(project.compose.flatMap((compose) => [...compose.services.keys()]));
}

function isIllustration(file: PythonFile, fact: StringFact): boolean {
  if (fact.boundTo !== null && illustrative.test(fact.boundTo.split('.').at(-1) ?? '')) return true;
  const call = fact.argumentOf === null ? null : file.facts.calls[fact.argumentOf];
  if (!call) return false;
  if (call.inMainGuard) return true;
  const keyword = call.arguments.find((argument) => encloses(argument, fact))?.keyword;
  if (keyword !== null && keyword !== undefined && illustrative.test(keyword)) return true;
  return /^(debug|info|warning|error|exception|critical|log|print|echo|secho)$/.test(call.name);
}

function encloses(argument: { readonly range: StringFact['range'] }, fact: StringFact): boolean {
  const { start, end } = argument.range;
  const afterStart = start.line < fact.range.start.line || (start.line === fact.range.start.line && start.character <= fact.range.start.character);
  const beforeEnd = fact.range.end.line < end.line || (fact.range.end.line === end.line && fact.range.end.character <= end.character);
  return afterStart && beforeEnd;
}

/** A default in a settings class, or of a variable read from the environment. */
function isSetting(file: PythonFile, fact: StringFact): boolean {
  const cls = fact.class === null ? null : file.facts.classes[fact.class];
  if (cls && (cls.bases.some((base) => settingsBases.has(file.resolve(base)?.name ?? '')) || /(Settings|Config|Configuration)$/.test(cls.name))) return true;
  const call = fact.argumentOf === null ? null : file.facts.calls[fact.argumentOf];
  if (!call) return false;
  const name = file.calleeOf(call);
  return (name !== null && readsEnvironment.has(name)) || /(Settings|Config)$/.test(call.name) || call.name === 'getenv';
}
