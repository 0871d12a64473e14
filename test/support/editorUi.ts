/**
 * The real window, for tests in the extension host: keys, clicks, screenshots. `test/editor/run.mjs` answers; under
 * @vscode/test-electron there is no such window to drive, and `available` is false.
 */
export class EditorUi {
  private readonly address = process.env['ARCHGUIDE_UI'] ?? '';

  get available(): boolean {
    return this.address !== '';
  }

  /** Takes a picture of the window, or of one element of it. @returns its path */
  screenshot(name: string, selector?: string): Promise<string> {
    return this.ask('screenshot', selector === undefined ? { name } : { name, selector }) as Promise<string>;
  }

  /** @param key as Playwright names it: `Control+F`, `Escape` */
  async press(key: string): Promise<void> {
    await this.ask('press', { key });
  }

  async type(text: string): Promise<void> {
    await this.ask('type', { text });
  }

  async click(selector: string, where: { webview?: boolean } = {}): Promise<void> {
    await this.ask('click', { selector, ...where });
  }

  text(selector: string, where: { webview?: boolean } = {}): Promise<string> {
    return this.ask('text', { selector, ...where }) as Promise<string>;
  }

  texts(selector: string, where: { webview?: boolean } = {}): Promise<string[]> {
    return this.ask('texts', { selector, ...where }) as Promise<string[]>;
  }

  attribute(selector: string, name: string, where: { webview?: boolean } = {}): Promise<string | null> {
    return this.ask('attribute', { selector, name, ...where }) as Promise<string | null>;
  }

  /** The value of a JavaScript expression there. */
  evaluate(expression: string, where: { webview?: boolean } = {}): Promise<unknown> {
    return this.ask('evaluate', { expression, ...where });
  }

  /** Elements in the workbench and in all frames in it. */
  countAnywhere(selector: string): Promise<number> {
    return this.ask('countAnywhere', { selector }) as Promise<number>;
  }

  /** Whether the doc browser is on screen now. */
  hasWebview(): Promise<boolean> {
    return this.ask('hasWebview', {}) as Promise<boolean>;
  }

  private async ask(action: string, fields: object): Promise<unknown> {
    const response = await fetch(this.address, { method: 'POST', body: JSON.stringify({ action, ...fields }) });
    const answer = (await response.json()) as { value?: unknown; error?: string };
    if (!response.ok) throw new Error(`${action} ${JSON.stringify(fields)}: ${answer.error ?? response.statusText}`);
    return answer.value;
  }
}
