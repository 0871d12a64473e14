// Type-checks the laid-out blocks with basedpyright, all in one run, against the packages of requirements.txt.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import type { Python } from './environment';
import { SetupError } from './environment';
import type { LaidOut, Layout } from './layout';
import { standIns } from './standIns';

export interface TypeFinding {
  readonly block: LaidOut;
  /** Zero-based, in the block. */
  readonly line: number;
  /**
   * `unresolved`: an import of the project's own that no block gives. `mistake`: in a block that the page shows as one.
   * `known`: what type checkers without a plugin do not know of pydantic-settings.
   */
  readonly category: 'error' | 'warning' | 'unresolved' | 'mistake' | 'known';
  readonly message: string;
}

export interface Diagnostic {
  readonly file: string;
  readonly severity: string;
  readonly message: string;
  readonly rule?: string;
  readonly range: { readonly start: { readonly line: number } };
}

/** What is asked of the examples: Python 3.12, the standard mode, and every import resolved. */
const settings = {
  pythonVersion: '3.12', pythonPlatform: 'Linux', typeCheckingMode: 'standard',
  reportMissingImports: 'error', reportMissingModuleSource: 'none', reportMissingTypeStubs: 'none', reportDeprecated: 'warning',
};

/** @throws SetupError where the checker does not run */
export function checkTypes(layout: Layout, python: Python): TypeFinding[] {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'examples-')));
  try {
    const absent = standIns(layout, python);
    writeFiles(root, layout.files);
    writeFiles(root, absent.files);
    // The same file may be the target of several blocks of one text; each is told.
    const include = [...new Set(layout.blocks.map(({ file }) => file))];
    const report = diagnose(root, { include }, python);
    const byFile = new Map(layout.blocks.map((block) => [block.file, block]));
    const unresolved = [...absent.missing].flatMap(([block, modules]) => modules.map((module): TypeFinding => ({
      block, line: 0, category: 'unresolved', message: `no block gives the module ${module}`,
    })));
    const found = report.flatMap((diagnostic): TypeFinding[] => {
      const block = byFile.get(relative(root, diagnostic.file).split(sep).join('/'));
      if (!block || diagnostic.range.start.line < block.example.linesAbove) return [];
      return concernsStandIn(diagnostic, absent.names.get(block)) ? [] : [judge(block, diagnostic)];
    });
    return [...unresolved, ...found];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/**
 * What basedpyright says of a folder, by the settings for all examples; `files` says which files and from where they import.
 * Writes its configuration into the folder. @throws SetupError where it gives no report
 */
export function diagnose(root: string, files: Readonly<Record<string, unknown>>, python: Python): readonly Diagnostic[] {
  writeFileSync(join(root, 'pyrightconfig.json'), JSON.stringify({ ...settings, ...files }));
  const args = ['-m', 'basedpyright', '--pythonpath', python.binary, '--outputjson', '-p', root];
  const { stdout, stderr } = spawnSync(python.binary, args, { encoding: 'utf8', maxBuffer: 200_000_000 });
  return readReport(stdout, stderr);
}

export function writeFiles(root: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function readReport(stdout: string, stderr: string): readonly Diagnostic[] {
  try {
    return (JSON.parse(stdout) as { generalDiagnostics: readonly Diagnostic[] }).generalDiagnostics;
  } catch {
    throw new SetupError(`basedpyright gave no report: ${(stderr || stdout).trim().slice(0, 500)}`);
  }
}

/** Of what kind a diagnostic is, by the block it stands in. Exported for its test. */
export function judge(block: LaidOut, diagnostic: Diagnostic): TypeFinding {
  const { severity, message, rule, range } = diagnostic;
  const found = { block, line: range.start.line, message: messageOf(diagnostic) };
  const line = block.example.code.split('\n')[range.start.line - block.example.linesAbove] ?? '';
  if (rule === 'reportCallIssue' && isSettings(line, message)) return { ...found, category: 'known' };
  if (severity !== 'error') return { ...found, category: 'warning' };
  return { ...found, category: block.example.isIncorrect && rule !== undefined ? 'mistake' : 'error' };
}

/** The message in one line, with the checker's own rule. */
export function messageOf({ message, rule }: Diagnostic): string {
  return `${message.replace(/\u00a0/g, ' ').split('\n').slice(0, 3).join(' ')}${rule === undefined ? '' : ` [${rule}]`}`;
}

/** Settings come from the environment, and `_env_file` and its like are taken by every class of settings; the class says neither. */
export function isSettings(line: string, message: string): boolean {
  return /^No parameter named "_(?:env_file|secrets_dir)\w*"/.test(message) || (/(?:Settings|Config)\(/.test(line) && /^Arguments? missing for parameter/.test(message));
}

/** Whether a class that stands in for a missing one was found to be another than its like. */
function concernsStandIn({ rule, message }: Diagnostic, names: ReadonlySet<string> | undefined): boolean {
  if (names === undefined || !/^report(?:ArgumentType|AssignmentType|ReturnType|GeneralTypeIssues|IncompatibleMethodOverride)$/.test(rule ?? '')) return false;
  return [...message.matchAll(/\w+/g)].some(([word]) => names.has(word));
}
