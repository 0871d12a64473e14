import DOMPurify from 'dompurify';
import mermaid from 'mermaid';

/** Colours of the editor's theme, as `rgb(…)` or hexadecimal; see {@link DiagramEngine}. */
export interface DiagramTheme {
  readonly isDark: boolean;
  readonly fontFamily: string;
  readonly background: string;
  readonly surface: string;
  readonly text: string;
  readonly line: string;
  readonly border: string;
}

/** What this script, which is loaded when the first diagram is met, leaves on the window. */
export interface DiagramEngine {
  /** The drawing of a Mermaid text. Rejects where the text is none that Mermaid reads. `nonce` lets its style sheet pass the page's policy. */
  draw(id: string, text: string, theme: DiagramTheme, nonce: string): Promise<SVGSVGElement>;
}

declare global {
  interface Window { archguideDiagrams?: DiagramEngine }
}

window.archguideDiagrams = { draw };

async function draw(id: string, text: string, theme: DiagramTheme, nonce: string): Promise<SVGSVGElement> {
  mermaid.initialize({
    startOnLoad: false, securityLevel: 'strict', suppressErrorRendering: true, theme: 'base', darkMode: theme.isDark, htmlLabels: false,
    fontFamily: theme.fontFamily, themeVariables: { ...variables(theme) },
    flowchart: { htmlLabels: false, useMaxWidth: true }, sequence: { useMaxWidth: true }, er: { useMaxWidth: true }, state: { useMaxWidth: true },
  });
  const { svg } = await withNonce(nonce, () => mermaid.render(id, text));
  return adopted(svg, nonce);
}

/**
 * Lets Mermaid style what it measures, with the page's policy as strict as it is: its style sheets get the nonce, and style
 * attributes are set by script, which a policy without `unsafe-inline` allows and `setAttribute` is not.
 */
async function withNonce<T>(nonce: string, work: () => Promise<T>): Promise<T> {
  const create = document.createElement.bind(document);
  const attribute = Object.getOwnPropertyDescriptor(Element.prototype, 'setAttribute');
  const set = attribute?.value as (this: Element, name: string, value: string) => void;
  Object.defineProperty(Element.prototype, 'setAttribute', {
    ...attribute,
    value(this: Element, name: string, value: string): void {
      if (name === 'style' && (this instanceof SVGElement || this instanceof HTMLElement)) this.style.cssText = value;
      else set.call(this, name, value);
    },
  });
  document.createElement = (name: string, options?: ElementCreationOptions): HTMLElement => {
    const made = create(name, options);
    if (made instanceof HTMLStyleElement) made.nonce = nonce;
    return made;
  };
  try {
    return await work();
  } finally {
    document.createElement = create;
    if (attribute) Object.defineProperty(Element.prototype, 'setAttribute', attribute);
  }
}

/** The drawing as an element: cleaned, its style sheet under the nonce, its style attributes set by script, which the policy allows. */
function adopted(svg: string, nonce: string): SVGSVGElement {
  const fragment = DOMPurify.sanitize(svg, { USE_PROFILES: { svg: true, svgFilters: true }, ADD_TAGS: ['style'], FORBID_TAGS: ['image', 'a', 'script'], RETURN_DOM_FRAGMENT: true });
  const drawing = document.importNode(fragment, true).querySelector('svg');
  if (drawing === null) throw new Error('Mermaid drew nothing');
  for (const sheet of drawing.querySelectorAll('style')) {
    const own = document.createElementNS('http://www.w3.org/2000/svg', 'style');
    own.nonce = nonce;
    own.textContent = (sheet.textContent ?? '').replace(/@import[^;]*;|url\((?!#)[^)]*\)/gi, '');
    sheet.replaceWith(own);
  }
  for (const styled of drawing.querySelectorAll<SVGElement>('[style]')) setStyle(styled);
  setStyle(drawing);
  return drawing;
}

function setStyle(element: SVGElement): void {
  const text = element.getAttribute('style');
  if (text === null) return;
  element.removeAttribute('style');
  element.style.cssText = text;
}

function variables({ isDark, fontFamily, background, surface, text, line, border }: DiagramTheme): Readonly<Record<string, string | boolean>> {
  const fills = { primaryColor: surface, secondaryColor: surface, tertiaryColor: background, mainBkg: surface, nodeBkg: surface, actorBkg: surface, labelBoxBkgColor: surface, noteBkgColor: surface, activationBkgColor: surface, clusterBkg: background, edgeLabelBackground: background, attributeBackgroundColorOdd: surface, attributeBackgroundColorEven: background, rowOdd: surface, rowEven: background, compositeBackground: background, altBackground: background };
  const texts = { primaryTextColor: text, secondaryTextColor: text, tertiaryTextColor: text, textColor: text, nodeTextColor: text, actorTextColor: text, signalTextColor: text, labelTextColor: text, loopTextColor: text, noteTextColor: text, titleColor: text, stateLabelColor: text, transitionLabelColor: text, classText: text, labelColor: text, sequenceNumberColor: background };
  const lines = { primaryBorderColor: border, secondaryBorderColor: border, tertiaryBorderColor: border, nodeBorder: border, clusterBorder: border, actorBorder: border, labelBoxBorderColor: border, noteBorderColor: border, activationBorderColor: border, actorLineColor: line, lineColor: line, signalColor: line, defaultLinkColor: line, transitionColor: line, specialStateColor: line };
  return { darkMode: isDark, fontFamily, fontSize: '14px', background, ...fills, ...texts, ...lines };
}
