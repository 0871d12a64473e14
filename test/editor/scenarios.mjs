// What the editor is started with for each file `suite/<name>.test.ts` (in a page: `web/`): a copy of a fixture, and whether it is trusted.
import { cpSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const fixtures = join(dirname(fileURLToPath(import.meta.url)), 'fixtures');

export const scenarios = {
  /** One folder that follows improved-hybrid by its archguide.yaml. */
  main: { folders: ['shop'] },
  /** Two folders: one follows the architecture, the other does not. */
  roots: { folders: ['shop', 'plain'] },
  /** A folder that nobody trusted, with a configuration and a pack of its own. */
  restricted: { folders: ['untrusted'], trust: true },
  /** VS Code in a page alone, on a virtual folder. */
  web: { folders: ['virtual'], page: true },
};

/** Copies the scenario's folders to a temporary place, so that tests may write; gives what the editor is to open. */
export function prepare({ folders }) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'archguide-workspace-')));
  for (const name of folders) cpSync(join(fixtures, name), join(root, name), { recursive: true });
  if (folders.length === 1) return { root, open: join(root, folders[0]) };
  const open = join(root, 'test.code-workspace');
  writeFileSync(open, JSON.stringify({ folders: folders.map((path) => ({ path })) }));
  return { root, open };
}
