import type { DiagramEngine, DiagramTheme } from './diagramEngine';
import { element } from './dom';

/** How the engine is fetched: its address, and the nonce by which the page's policy lets it and its style sheets in. */
export interface EngineSource {
  readonly address: string;
  readonly nonce: string;
}

/** The engine stands beside the script that runs now. null where that is not known. */
export function engineBeside(script: HTMLOrSVGScriptElement | null): EngineSource | null {
  if (!(script instanceof HTMLScriptElement) || !/browser\.js(?=$|\?)/.test(script.src)) return null;
  return { address: script.src.replace(/browser\.js(?=$|\?)/, 'diagrams.js'), nonce: script.nonce };
}

/** Draws the Mermaid blocks of pages, in the colours of the editor's theme, again when that changes. A text that cannot be drawn stays as it is. */
export class Diagrams {
  private engine: Promise<DiagramEngine | null> | null = null;
  private shown: { readonly figure: HTMLElement; readonly text: string; readonly label: string }[] = [];
  private count = 0;
  private turn = 0;

  constructor(private readonly source: EngineSource | null) {
    new MutationObserver(() => void this.drawAll()).observe(document.body, { attributes: true, attributeFilter: ['class'] });
  }

  /** Takes over the blocks of a page that has just been shown. */
  async show(page: ParentNode): Promise<void> {
    this.shown = [...page.querySelectorAll<HTMLElement>('pre[data-language="mermaid"]')].flatMap((block) => {
      const figure = block.closest<HTMLElement>('figure.code');
      return figure === null ? [] : [{ figure, text: (block.textContent ?? '').trim(), label: headingBefore(figure) }];
    });
    await this.drawAll();
  }

  private async drawAll(): Promise<void> {
    const turn = ++this.turn;
    if (this.shown.length === 0 || this.source === null) return;
    this.engine ??= load(this.source);
    const engine = await this.engine;
    const theme = themeOf(document.body);
    for (const { figure, text, label } of this.shown) {
      if (engine === null || turn !== this.turn) return;
      const drawing = await engine.draw(`diagram-${++this.count}`, text, theme, this.source.nonce).catch(() => null);
      if (drawing === null || turn !== this.turn) continue;
      drawing.setAttribute('role', 'img');
      drawing.setAttribute('aria-label', label);
      place(figure, drawing);
    }
  }
}

/** The drawing in front, and the text that it is made from folded away below it. */
function place(figure: HTMLElement, drawing: SVGSVGElement): void {
  const before = figure.querySelector('.drawing');
  if (before !== null) {
    before.replaceChildren(drawing);
    return;
  }
  const block = figure.querySelector('pre');
  const head = figure.querySelector('figcaption');
  if (block === null || head === null) return;
  figure.classList.add('diagram');
  figure.prepend(element('div', { class: 'drawing', tabindex: '0' }, drawing));
  figure.append(element('details', {}, element('summary', {}, head), block));
}

function headingBefore(figure: HTMLElement): string {
  for (let at: Element | null = figure; at !== null; at = at.previousElementSibling) if (/^H[1-6]$/.test(at.tagName)) return at.textContent ?? '';
  return document.querySelector('h1')?.textContent ?? '';
}

function load({ address, nonce }: EngineSource): Promise<DiagramEngine | null> {
  return new Promise((resolve) => {
    const script = element('script', { src: address });
    script.nonce = nonce;
    script.onload = () => resolve(window.archguideDiagrams ?? null);
    script.onerror = () => resolve(null);
    document.head.append(script);
  });
}

/** Colours as the browser computes them, since Mermaid reckons with them and knows no CSS variables. */
function themeOf(body: HTMLElement): DiagramTheme {
  const probe = element('span');
  body.append(probe);
  const colour = (...candidates: readonly string[]): string => {
    for (const name of candidates) {
      probe.style.color = '';
      probe.style.color = `var(${name}, transparent)`;
      const { color } = getComputedStyle(probe);
      if (!/^rgba\(\d+, \d+, \d+, 0\)$|^transparent$/.test(color)) return opaque(color);
    }
    return body.classList.contains('vscode-light') ? '#333333' : '#cccccc';
  };
  const isContrast = body.classList.contains('vscode-high-contrast');
  const text = colour('--vscode-editor-foreground', '--vscode-foreground');
  const background = colour('--vscode-editor-background');
  const theme: DiagramTheme = {
    isDark: !body.classList.contains('vscode-light') && !body.classList.contains('vscode-high-contrast-light'),
    fontFamily: getComputedStyle(body).fontFamily,
    background, text,
    surface: isContrast ? background : colour('--vscode-editorWidget-background', '--vscode-sideBar-background', '--vscode-editor-background'),
    line: isContrast ? text : colour('--vscode-descriptionForeground', '--vscode-foreground'),
    border: isContrast ? colour('--vscode-contrastBorder', '--vscode-foreground') : colour('--vscode-textLink-foreground', '--vscode-foreground'),
  };
  probe.remove();
  return theme;
}

/** Without its part of transparency, which Mermaid would lay over what is below. */
function opaque(colour: string): string {
  const [red, green, blue] = /^rgba?\((\d+), (\d+), (\d+)/.exec(colour)?.slice(1) ?? [];
  return red === undefined ? colour : `rgb(${red}, ${green ?? '0'}, ${blue ?? '0'})`;
}
