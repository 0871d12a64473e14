// Lets tests in the extension host use the real window: a local endpoint that presses keys, clicks, reads and takes screenshots.
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

/** The frame of the doc browser, or null while none is shown. */
export async function webviewFrame(page) {
  for (const frame of page.frames().reverse()) {
    if (frame === page.mainFrame()) continue;
    const found = await frame.$('#app > .content').catch(() => null);
    if (found !== null) return frame;
  }
  return null;
}

async function frameOf(page, webview, timeout) {
  if (!webview) return page.mainFrame();
  const deadline = Date.now() + timeout;
  for (;;) {
    const frame = await webviewFrame(page);
    if (frame !== null) return frame;
    if (Date.now() > deadline) throw new Error('No webview is shown.');
    await page.waitForTimeout(50);
  }
}

/** What a test may ask for. Each takes the message's own fields; `webview` means the doc browser, else the workbench. */
const actions = {
  /** Of the whole window, or of the element that `selector` names. */
  async screenshot(page, { name, selector }, folder) {
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${name.replace(/[^\w-]+/g, '-').slice(0, 80)}.png`);
    if (selector === undefined) await page.screenshot({ path });
    else await page.locator(selector).first().screenshot({ path });
    return path;
  },
  press: (page, { key }) => page.keyboard.press(key),
  type: (page, { text }) => page.keyboard.type(text),
  async click(page, { selector, webview = false, timeout = 10_000 }) {
    await (await frameOf(page, webview, timeout)).locator(selector).first().click({ timeout });
  },
  async text(page, { selector, webview = false, timeout = 10_000 }) {
    return (await frameOf(page, webview, timeout)).locator(selector).first().innerText({ timeout });
  },
  async texts(page, { selector, webview = false, timeout = 10_000 }) {
    return (await frameOf(page, webview, timeout)).locator(selector).allInnerTexts();
  },
  async attribute(page, { selector, name, webview = false, timeout = 10_000 }) {
    return (await frameOf(page, webview, timeout)).locator(selector).first().getAttribute(name, { timeout });
  },
  async evaluate(page, { expression, webview = false, timeout = 10_000 }) {
    return (await frameOf(page, webview, timeout)).evaluate(expression);
  },
  /** How many elements there are in the workbench and all frames in it. */
  async countAnywhere(page, { selector }) {
    const counts = await Promise.all(page.frames().map((frame) => frame.locator(selector).count().catch(() => 0)));
    return counts.reduce((sum, count) => sum + count, 0);
  },
  hasWebview: async (page) => (await webviewFrame(page)) !== null,
  resize: (page, { width, height }) => page.setViewportSize({ width, height }),
};

/** Opens the endpoint for a page; screenshots go to `folder`. */
export async function controlPage(page, folder) {
  const secret = randomUUID();
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = (status, body) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.method !== 'POST' || request.url !== `/${secret}`) return answer(404, { error: 'not here' });
    try {
      const { action, ...fields } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      if (!Object.hasOwn(actions, action)) return answer(400, { error: `no action ${action}` });
      return answer(200, { value: (await actions[action](page, fields, folder)) ?? null });
    } catch (error) {
      return answer(500, { error: String(error?.message ?? error) });
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}/${secret}`, close: () => server.close() };
}
