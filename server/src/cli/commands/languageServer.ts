import { join } from 'node:path';

/** `archguide lsp`: the language server on standard input and output, in this process. */
export function languageServer(args: readonly string[]): Promise<number> {
  // The server's own bundle reads the transport from the command line.
  process.argv = [process.argv[0] ?? 'node', 'server.js', ...(args.length > 0 ? args : ['--stdio'])];
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle beside this one, found at run time
  require(join(__dirname, 'server.js'));
  return new Promise(() => { /* until the client ends the process */ });
}
