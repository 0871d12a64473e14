/** The Python that a command line starts. */
export type CommandTarget =
  | { readonly kind: 'module'; readonly module: string; readonly attribute: string | null; readonly folder: string | null; readonly runner: string }
  /** Paths of which the first that is there is meant. */
  | { readonly kind: 'file'; readonly paths: readonly string[]; readonly attribute: string | null; readonly runner: string }
  /** An installed command, perhaps a script of the project's own. */
  | { readonly kind: 'script'; readonly name: string; readonly runner: string };

type Reader = (words: readonly string[], runner: string) => CommandTarget | null;

/** Servers take `module:attribute` as a positional argument, wherever it stands among the options. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...['uvicorn', 'gunicorn', 'hypercorn', 'granian', 'daphne', 'uwsgi', 'fastapi-cli'].map((name): [string, Reader] => [name, reference]),
  ['fastapi', fastapi],
  ['faststream', reference],
  ['taskiq', reference],
  ['arq', dotted],
  ['celery', application],
  ['flask', application],
  ['litestar', application],
  ['dramatiq', dotted],
  ['huey_consumer', dotted],
  ['huey_consumer.py', dotted],
  ['streamlit', streamlit],
]);

/** Tools that prepare or test, and start nothing of the service. */
const tools = new Set(['alembic', 'pip', 'pytest', 'coverage', 'mypy', 'ruff', 'black', 'http.server', 'compileall', 'venv', 'flake8', 'piccolo', 'aerich']);

const folderOptions = new Set(['--app-dir', '--chdir', '--working-dir', '--workdir', '-w']);
const interpreterOptionsWithValue = new Set(['-X', '-W', '--check-hash-based-pycs']);

/** What one process's argument vector (wrappers taken off, see `facts/shellProcesses`) starts; null where it is no Python of the project. */
export function commandTarget(words: readonly string[]): CommandTarget | null {
  const [first = '', ...rest] = words;
  const program = first.slice(first.lastIndexOf('/') + 1);
  if (/^(?:python|pypy)[\d.]*$/.test(program)) return interpreter(rest);
  const reader = readers.get(program);
  if (reader) return reader(rest, program);
  if (program.endsWith('.py')) return script(words);
  // An entry script hands over to the command behind it (`exec "$@"`).
  if (/\.(?:sh|bash)$/.test(program) && rest.length > 0) return commandTarget(rest);
  if (tools.has(program) || !/^[a-z][\w.-]*$/i.test(program)) return null;
  return { kind: 'script', name: program, runner: program };
}

function interpreter(words: readonly string[]): CommandTarget | null {
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (interpreterOptionsWithValue.has(word)) i++;
    else if (word === '-c' || word === '-') return null;
    else if (word === '-m' || (/^-[A-Za-z]*m$/.test(word) && !word.startsWith('--'))) return moduleRun(words.slice(i + 1));
    else if (!word.startsWith('-')) return script(words.slice(i));
  }
  return null;
}

/** `python path.py arguments`. Django's `manage.py` starts a service by some of its commands only; the others are jobs. */
function script([path = '', command = '']: readonly string[]): CommandTarget | null {
  if (/(?:^|\/)manage\.py$/.test(path) && !/^(?:runserver|runserver_plus|celery|run\w*|start\w*|bot\w*|serve\w*|worker\w*)$/.test(command)) return null;
  return { kind: 'file', paths: [path], attribute: null, runner: 'python' };
}

function moduleRun([module = '', ...rest]: readonly string[]): CommandTarget | null {
  if (module === 'debugpy') return interpreter(afterOptions(rest, new Set(['--listen', '--connect', '--log-to'])));
  const reader = readers.get(module);
  if (reader) return reader(rest, module);
  if (module === '' || tools.has(module)) return null;
  return { kind: 'module', module, attribute: null, folder: null, runner: 'python -m' };
}

/** From the first word that is no option, or from `-m`. */
function afterOptions(words: readonly string[], withValue: ReadonlySet<string>): readonly string[] {
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (withValue.has(word)) i++;
    else if (word === '-m' || !word.startsWith('-')) return words.slice(i);
  }
  return [];
}

/** `module:attribute`, the first word of that shape. */
function reference(words: readonly string[], runner: string): CommandTarget | null {
  for (const word of words) {
    const match = /^([A-Za-z_][\w./]*):([A-Za-z_][\w.]*)(?:\(.*\))?$/.exec(word);
    if (!match?.[1] || match[2] === undefined) continue;
    return { kind: 'module', module: match[1].replace(/\.py$/, '').replaceAll('/', '.'), attribute: match[2], folder: optionOf(words, folderOptions), runner };
  }
  return null;
}

/** `package.module.Name`. */
function dotted(words: readonly string[], runner: string): CommandTarget | null {
  const word = words.find((candidate) => /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?::\w+)?$/.test(candidate));
  if (word === undefined) return null;
  if (word.includes(':') || runner === 'dramatiq') return splitReference(word, words, runner);
  const dot = word.lastIndexOf('.');
  if (dot < 0) return null;
  return { kind: 'module', module: word.slice(0, dot), attribute: word.slice(dot + 1), folder: null, runner };
}

/** `-A module[:attribute]`, `--app module`. */
function application(words: readonly string[], runner: string): CommandTarget | null {
  const value = optionOf(words, new Set(['-A', '--app']));
  return value === null ? null : splitReference(value, words, runner);
}

function splitReference(value: string, words: readonly string[], runner: string): CommandTarget {
  const [module = '', attribute = null] = value.split(':');
  return { kind: 'module', module: module.replace(/\.py$/, '').replaceAll('/', '.'), attribute, folder: optionOf(words, new Set(['--workdir'])), runner };
}

/** `fastapi run|dev [path]`; without a path it looks in these places (fastapi-cli, discover.py). */
function fastapi(words: readonly string[], runner: string): CommandTarget | null {
  const at = words.findIndex((word) => word === 'run' || word === 'dev');
  if (at < 0) return null;
  const named = words.slice(at + 1).find((word) => word.endsWith('.py'));
  const attribute = optionOf(words, new Set(['--app'])) ?? 'app';
  return { kind: 'file', paths: named !== undefined ? [named] : ['main.py', 'app.py', 'api.py', 'app/main.py', 'app/app.py', 'app/api.py'], attribute, runner: `${runner} ${words[at]}` };
}

function streamlit(words: readonly string[], runner: string): CommandTarget | null {
  const file = words.find((word) => word.endsWith('.py'));
  return file === undefined ? null : { kind: 'file', paths: [file], attribute: null, runner };
}

function optionOf(words: readonly string[], names: ReadonlySet<string>): string | null {
  for (const [i, word] of words.entries()) {
    if (names.has(word)) return words[i + 1] ?? null;
    const equals = word.indexOf('=');
    if (equals > 0 && names.has(word.slice(0, equals))) return word.slice(equals + 1);
  }
  return null;
}
