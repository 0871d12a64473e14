import type { StringFact, ValueFact } from '../../facts/python/model';
import type { ProjectView } from '../../project/model';
import { contains, type Location } from '../../text/range';
import type { PythonCheck, PythonFile } from '../model';

const url = /^((?:https?|wss?|amqps?|redis|rediss):\/\/)([^/\s@]*@)?([\w.-]+|\[[0-9a-f:]+\])?(?::(\d+|\{\}))?(?:[/?#]\S*)?$/i;
const thisMachine = /^(localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/i;
const privateAddress = /^(10(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2})$/;
const clusterName = /\.(svc|svc\.cluster\.local|internal)$/i;

/** Files and names that hold settings: where an address may be written, as a default. */
const settingsFile = /(^|\/)(settings|config|configuration|conf|env)(\/|\.py$|_\w+\.py$)|(_settings|_config)\.py$/;
/** A container's own health check asks the container itself. */
const healthFile = /(^|\/)\w*health_?check\w*\.py$/;
const settingsBases = new Set(['pydantic_settings.BaseSettings', 'pydantic.BaseSettings', 'environs.Env']);
/** Keyword arguments and names that show an address rather than use one. */
const illustrative = /^(example|examples|openapi_examples|description|summary|help|metavar|title|doc|docs_url|server_url|servers|allow_origins|allow_origin_regex|origins|cors_origins|allowed_hosts|trusted_hosts|schema_extra|json_schema_extra|responses)$|origin/i;
const readsEnvironment = new Set(['os.getenv', 'os.environ.get', 'os.environ.setdefault', 'environs.Env.str', 'environs.Env.url', 'decouple.config', 'starlette.config.Config', 'pydantic.Field', 'typer.Option', 'click.option', 'argparse.ArgumentParser.add_argument']);
/** Calls that write a text out, or look at it. */
const onlyText = /^(debug|info|warning|error|exception|critical|log|print|echo|secho|startswith|endswith|removeprefix|replace|match|fullmatch|search|compile)$/;

/** A literal address of a service or of this machine in service code, outside its settings. Fields: `value`, `name`, `problem`. */
export const noHardcodedUrl: PythonCheck = {
  name: 'http/no-hardcoded-url',
  input: 'python',
  words: ['://'],
  run({ file, project, report }) {
    if (settingsFile.test(file.path) || healthFile.test(file.path)) return;
    const services = composeServices(project);
    for (const fact of file.facts.strings) {
      const address = internalAddress(fact.value, services);
      if (address === null || isIllustration(file, fact) || isSetting(file, fact)) continue;
      const at = services.get(address.host);
      report({
        range: fact.range,
        fields: { value: address.shown, name: address.host, problem: address.problem },
        related: at ? [{ ...at, message: `the compose service \`${address.host}\`` }] : [],
      });
    }
  },
};

interface Address {
  readonly host: string;
  /** The text without credentials, of bearable length. */
  readonly shown: string;
  readonly problem: string;
}

/** An address inside the system: this machine, a private address, a compose service, a bare name with a port; else null. */
function internalAddress(value: ValueFact, services: ReadonlyMap<string, Location>): Address | null {
  const match = url.exec(addressText(value) ?? '');
  const host = match?.[3];
  if (!match || host === undefined) return null;
  const problem = problemOf(host, match[4] !== undefined, services);
  const [text, scheme = '', credentials] = match;
  const shown = credentials === undefined ? text : `${scheme}…@${text.slice(scheme.length + credentials.length)}`;
  return problem === null ? null : { host, problem, shown: shown.slice(0, 80) };
}

function problemOf(host: string, hasPort: boolean, services: ReadonlyMap<string, Location>): string | null {
  if (services.has(host)) return `fixes the address of the compose service \`${host}\` in the code`;
  if (thisMachine.test(host)) return 'means the container itself wherever this code runs in one';
  if (host === 'host.docker.internal') return 'fixes the machine of a developer in the code';
  if (privateAddress.test(host)) return 'fixes an address of one network in the code';
  // A single-label host with a port can only be a name inside the network.
  if (clusterName.test(host) || (!host.includes('.') && hasPort && /^[a-z][\w-]*$/i.test(host))) return 'fixes the address of a service in the code';
  return null;
}

/** The literal text, with `{}` for interpolated parts; a host that is interpolated is none of this rule's business. */
function addressText(value: ValueFact): string | null {
  if (value.kind === 'string') return value.text.length > 2_000 ? null : value.text;
  if (value.kind !== 'assembled' || value.by === 'percent') return null;
  return value.parts.map((part) => ('text' in part ? part.text : '{}')).join('');
}

function composeServices(project: ProjectView): ReadonlyMap<string, Location> {
  return new Map(project.compose.flatMap((compose) => [...compose.services].map(([name, service]) => [name, service.at] as const)));
}

function isIllustration(file: PythonFile, fact: StringFact): boolean {
  if (fact.boundTo !== null && illustrative.test(fact.boundTo.split('.').at(-1) ?? '')) return true;
  // `servers = [{"url": "http://localhost:8000", …}]`: within what is bound to such a name.
  const holds = ({ value, name }: { readonly value: ValueFact | null; readonly name: string | null }): boolean =>
    value !== null && name !== null && contains(value.range, fact.range.start) && illustrative.test(name);
  if (file.facts.bindings.some(holds) || file.facts.assignments.some(holds)) return true;
  const { mainGuard } = file.facts;
  if (mainGuard && contains(mainGuard, fact.range.start)) return true;
  if (isCompared(file.text.line(fact.range.start.line).slice(0, fact.range.start.character))) return true;
  const call = fact.argumentOf === null ? null : file.facts.calls[fact.argumentOf];
  if (!call) return false;
  const keyword = call.arguments.find(({ range }) => contains(range, fact.range.start) && contains(range, fact.range.end))?.keyword;
  return onlyText.test(call.name) || (keyword !== null && keyword !== undefined && illustrative.test(keyword));
}

/** A comparison asks what a text is: `url == "…"`, `url in ("…", "…")`, but not a loop over addresses. */
function isCompared(before: string): boolean {
  return /(==|!=|\bcase)\s*$|\bin\s*[([{]\s*(["'][^"']*["']\s*,\s*)*$/.test(before) && !/\bfor\b/.test(before);
}

/** A default in a settings class, or of a variable read from the environment. */
function isSetting(file: PythonFile, fact: StringFact): boolean {
  const cls = fact.class === null ? null : file.facts.classes[fact.class];
  if (cls && (cls.bases.some((base) => settingsBases.has(file.resolve(base)?.name ?? '')) || /(Settings|Config|Configuration)$/.test(cls.name))) return true;
  // `os.getenv("X") or "http://…"`
  if (/\b(getenv|environ)\b.*\b(or|else)\s*$/.test(file.text.line(fact.range.start.line).slice(0, fact.range.start.character))) return true;
  const call = fact.argumentOf === null ? null : file.facts.calls[fact.argumentOf];
  if (!call) return false;
  const name = file.calleeOf(call);
  return (name !== null && readsEnvironment.has(name)) || /(Settings|Config)$/.test(call.name) || call.name === 'getenv';
}
