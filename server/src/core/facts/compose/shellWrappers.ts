/** What stands behind the wrappers of a command: an argument vector, or a script that a shell runs. */
export interface Unwrapped {
  readonly words: readonly string[];
  /** Text of `sh -c TEXT`; `words` is then empty. */
  readonly script: string | null;
}

/** Takes the words behind a wrapper's own name, gives those of the command it runs, or null where it runs none. */
type Wrapper = (rest: readonly string[]) => readonly string[] | null;

/**
 * Takes wrappers off a simple command, as often as one stands in front: `exec`, `env A=b`, assignments, `poetry run`,
 * `tini --`, `wait-for-it.sh host:port --`, `timeout 10`, `python -m debugpy … -m`. A name is compared without its folder.
 */
export function unwrapCommand(command: readonly string[]): Unwrapped {
  let words = command;
  for (let turn = 0; turn < 20; turn++) {
    const first = words[0];
    if (first === undefined) break;
    if (/^[A-Za-z_]\w*=/.test(first)) {
      words = words.slice(1);
      continue;
    }
    const name = first.slice(first.lastIndexOf('/') + 1);
    if (shells.has(name)) {
      const script = scriptOf(words.slice(1));
      return script === null ? { words, script: null } : { words: [], script };
    }
    const inner = wrappers.get(name)?.(words.slice(1)) ?? (/^python[\d.]*$/.test(name) ? underPython(first, words.slice(1)) : null);
    if (!inner || inner.length === 0) break;
    words = inner;
  }
  return { words, script: null };
}

const shells = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh']);

function scriptOf(rest: readonly string[]): string | null {
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i] ?? '';
    if (/^-[a-zA-Z]*c[a-zA-Z]*$/.test(word)) return rest[i + 1] ?? '';
    if (word === '-o' || word === '+o') i++;
    else if (!word.startsWith('-')) return null;
  }
  return null;
}

/** Skips options; those in `valued` take the next word with them. Ends at `--`. */
function afterOptions(valued: readonly string[] = []): Wrapper {
  return (rest) => {
    let i = 0;
    while (i < rest.length) {
      const word = rest[i] ?? '';
      if (word === '--') return rest.slice(i + 1);
      if (!word.startsWith('-')) break;
      i += valued.includes(word) ? 2 : 1;
    }
    return rest.slice(i);
  };
}

/** `poetry run cmd`: the sub-command must be the first word that is no option. */
function afterSubcommand(subcommands: readonly string[], valued: readonly string[] = []): Wrapper {
  return (rest) => {
    const from = afterOptions(valued)(rest) ?? [];
    return subcommands.includes(from[0] ?? '') ? afterOptions(valued)(from.slice(1)) : null;
  };
}

/** Skips options and then a number of words of its own: `timeout 10 cmd`, `gosu user cmd`. */
function afterWords(count: number, valued: readonly string[] = []): Wrapper {
  return (rest) => (afterOptions(valued)(rest) ?? []).slice(count);
}

/** All before `--` is its own: `wait-for-it.sh db:5432 -t 30 -- cmd`. */
const afterDashes: Wrapper = (rest) => {
  const at = rest.indexOf('--');
  return at < 0 ? null : rest.slice(at + 1);
};

const uvValued = ['--with', '--extra', '--group', '--package', '--python', '-p', '--env-file', '--directory', '--project', '--no-group', '--with-requirements', '--index-url'];

const wrappers = new Map<string, Wrapper>([
  ['exec', afterOptions(['-a'])],
  ['command', afterOptions()],
  ['env', (rest) => afterAssignments(afterOptions(['-u', '-C', '-S'])(rest) ?? [])],
  ['nohup', afterOptions()],
  ['time', afterOptions()],
  ['timeout', afterWords(1, ['-k', '-s'])],
  ['nice', afterOptions(['-n'])],
  ['stdbuf', afterOptions(['-o', '-e', '-i'])],
  ['setsid', afterOptions()],
  ['sudo', afterOptions(['-u', '-g', '-H'])],
  ['gosu', afterWords(1)],
  ['su-exec', afterWords(1)],
  ['runuser', afterOptions(['-u', '-g'])],
  ['tini', afterOptions(['-p', '-e'])],
  ['dumb-init', afterOptions(['-r', '--rewrite'])],
  ['catatonit', afterOptions()],
  ['poetry', afterSubcommand(['run'], ['-C', '--directory', '-P', '--project'])],
  ['uv', afterSubcommand(['run'], uvValued)],
  ['pipenv', afterSubcommand(['run'])],
  ['pdm', afterSubcommand(['run'], ['-p', '--project'])],
  ['hatch', afterSubcommand(['run'], ['-e', '--env'])],
  ['rye', afterSubcommand(['run'])],
  ['pixi', afterSubcommand(['run'], ['-e', '--environment'])],
  ['conda', afterSubcommand(['run'], ['-n', '--name', '-p', '--prefix'])],
  ['doppler', afterSubcommand(['run'], ['--config', '-c', '--project', '-p'])],
  ['newrelic-admin', afterSubcommand(['run-program', 'run-python'])],
  ['wait-for-it', afterDashes],
  ['wait-for-it.sh', afterDashes],
  ['wait-for', afterDashes],
  ['wait-for.sh', afterDashes],
  ['wait_for_it.sh', afterDashes],
  ['wait-for-postgres.sh', afterDashes],
  ['wait', afterDashes],
  ['dockerize', afterOptions(['-wait', '-timeout', '-template', '-stdout', '-stderr', '-wait-retry-interval', '-delims', '-wait-http-header'])],
  ['watchmedo', (rest) => (rest[0] === 'auto-restart' ? afterDashes(rest) ?? afterOptions(['-d', '--directory', '-p', '--pattern', '--patterns'])(rest.slice(1)) : null)],
  ['watchfiles', (rest) => watched(afterOptions(['--filter', '--target-type', '--sigint-timeout', '--ignore-paths', '--args'])(rest) ?? [])],
  ['ddtrace-run', afterOptions()],
  ['opentelemetry-instrument', afterOptions(['--traces_exporter', '--metrics_exporter', '--logs_exporter', '--service_name', '--exporter_otlp_endpoint'])],
  ['xvfb-run', afterOptions(['-s', '-n', '--server-args'])],
]);

function afterAssignments(words: readonly string[]): readonly string[] {
  let i = 0;
  while (/^[A-Za-z_]\w*=/.test(words[i] ?? '')) i++;
  return words.slice(i);
}

/** `watchfiles "cmd with words" path`: the first argument is a whole command line. */
function watched(rest: readonly string[]): readonly string[] | null {
  const target = rest[0];
  return target === undefined ? null : target.split(/\s+/).filter(Boolean);
}

/** `python -m debugpy --listen 5678 -m uvicorn a:b` and `python -m coverage run -m …` run what stands behind. */
function underPython(python: string, rest: readonly string[]): readonly string[] | null {
  const at = rest.findIndex((word) => !/^-(?:[uOBEIsSvqdi]+|X|W)$/.test(word));
  const module = rest[at + 1];
  if (rest[at] !== '-m' || (module !== 'debugpy' && module !== 'coverage')) return null;
  const own = rest.slice(at + 2);
  const from = module === 'coverage' ? (own[0] === 'run' ? 1 : own.length) : 0;
  const inner = afterOptionsBefore(own.slice(from), ['--listen', '--connect', '--log-to', '--rcfile', '--source', '--omit', '--include', '--configure-subProcess']);
  return inner.length > 0 ? [python, ...inner] : null;
}

/** Skips a tool's options up to `-m module`, `-c code` or a script, which are kept. */
function afterOptionsBefore(rest: readonly string[], valued: readonly string[]): readonly string[] {
  let i = 0;
  while (i < rest.length) {
    const word = rest[i] ?? '';
    if (word === '-m' || word === '-c' || !word.startsWith('-')) break;
    i += valued.includes(word) ? 2 : 1;
  }
  return rest.slice(i);
}
