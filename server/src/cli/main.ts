import { version } from '../../../package.json';
import { check } from './commands/check';
import { languageServer } from './commands/languageServer';
import { map } from './commands/map';
import { create } from './commands/new';
import { search } from './commands/search';
import { verify } from './commands/verify';
import { UsageError } from './usage';

const help = `Archguide ${version}: architecture guidance for Python microservices.

Usage: archguide COMMAND [options]

  check [PATH…]     findings of files and folders (default: this folder)
                    --format text|json|sarif|github   --fail-on error|warning|information|hint (default warning)
                    --fix [--unsafe-fixes]   --baseline FILE | --write-baseline [--baseline FILE]   --jobs N   --quiet
  search QUERY      modules of the knowledge base    --format text|json   --limit N   --batch FILE
  map [PATH…]       services, their kinds and why, and what they reach    --format text|json|mermaid|svg
  new service NAME --kind api|bot|worker|data-postgres|data-mongo   [--context NAME]   [--port N]
  new use-case NAME --service SERVICE
  new module ID --title TITLE   [--category NAME]
                    files by the architecture, into this folder    --dry-run   --force   --format text|json
  verify [PACK]     proves a pack: every example against its rules (default: the bundled packs)
  lsp               language server on standard input and output
  help, version

Exit status: 0 nothing to report at or above the failing severity, 1 findings, 2 wrong use or an internal error.
Configuration: archguide.yaml. Documentation: docs/cli.md.
`;

const commands: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = { check, search, map, new: create, verify, lsp: languageServer };

/** `--help` anywhere before `--`, as people try it. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? args.length : end).some((arg) => arg === '--help' || arg === '-h');
}

/** Runs a command line; gives the exit status and never throws. */
async function run(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || asksForHelp(args)) {
    process.stdout.write(help);
    return name === undefined ? 2 : 0;
  }
  if (name === 'version' || name === '--version') {
    process.stdout.write(`${version}\n`);
    return 0;
  }
  const command = commands[name];
  try {
    if (!command) throw new UsageError(`there is no command \`${name}\``);
    return await command(rest);
  } catch (error) {
    if (error instanceof UsageError) process.stderr.write(`archguide: ${error.message}. See \`archguide help\`.\n`);
    else process.stderr.write(`archguide: internal error: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
    return 2;
  }
}

// `archguide check | head` closes the pipe early, which is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

// Who reads the report may have read enough (`| head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => { process.exit(error.code === 'EPIPE' ? process.exitCode ?? 0 : 2); });
void run(process.argv.slice(2)).then((status) => { process.exitCode = status; });
