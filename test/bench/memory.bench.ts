import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { ownServer } from './latency/servers';
import { writeLargeTree } from './large/tree';
import type { Bench, BenchTable } from './model';

const sizes = [500, 5_000];

export const bench: Bench = {
  name: 'memory',
  title: 'Memory of the language server',
  async run(context) {
    const { root, temporary } = context;
    const rows: (string | number | null)[][] = [];
    for (const files of sizes) {
      const folder = join(temporary, `memory-${files}`);
      const lines = await writeLargeTree(folder, files, true);
      context.progress(`${files} files`);
      const { rss, peak, took } = await indexed(root, folder);
      rows.push([files, lines, rss, peak, took]);
    }
    const table: BenchTable = {
      title: 'A workspace that follows improved-hybrid, read whole', columns: ['Python files', 'lines', 'resident MB', 'most MB', 'read in ms'], rows,
      notes: ['Resident memory of the process two seconds after the workspace is read (from /proc; Linux alone), with no document open.'],
    };
    return [table];
  },
};

/** Opens a folder in the server and waits until it is read. */
async function indexed(root: string, folder: string): Promise<{ readonly rss: number | null; readonly peak: number | null; readonly took: number }> {
  const { command, args } = ownServer(root);
  const child = spawn(command, args, { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const begin = performance.now();
  const ready = new Promise<number>((resolve) => {
    connection.onNotification('archguide/statusChanged', (status: { readonly state: string }) => { if (status.state !== 'indexing') resolve(performance.now() - begin); });
  });
  connection.onRequest(() => null);
  connection.listen();
  try {
    const uri = `file://${folder}`;
    await connection.sendRequest('initialize', { processId: process.pid, rootUri: uri, workspaceFolders: [{ uri, name: 'bench' }], capabilities: {} });
    void connection.sendNotification('initialized', {});
    const took = await ready;
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const status = await readFile(`/proc/${child.pid ?? 0}/status`, 'utf8').catch(() => '');
    return { rss: megabytes(status, 'VmRSS'), peak: megabytes(status, 'VmHWM'), took };
  } finally {
    const exited = new Promise((resolve) => child.once('exit', resolve));
    connection.dispose();
    child.kill();
    await exited;
  }
}

function megabytes(status: string, key: string): number | null {
  const found = new RegExp(`^${key}:\\s*(\\d+) kB`, 'm').exec(status)?.[1];
  return found === undefined ? null : Number(found) / 1024;
}
