// A Chromium page on a started editor, by Playwright.
import { pathToFileURL } from 'node:url';
import { findChromium, playwright } from './paths.mjs';

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/**
 * Opens a browser window.
 * @param {{ width?: number, height?: number, scale?: number }} [size]
 */
export async function openPage(size = {}) {
  const { chromium } = await import(pathToFileURL(playwright).href);
  const browser = await chromium.launch({ executablePath: findChromium(), args: flags });
  const context = await browser.newContext({
    viewport: { width: size.width ?? 1400, height: size.height ?? 900 },
    deviceScaleFactor: size.scale ?? 1,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  return { page, close: () => browser.close() };
}

