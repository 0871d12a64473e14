type Child = Node | string | null;
type Attributes = Readonly<Record<string, string | boolean | null | ((event: Event) => void)>>;

/**
 * Makes an element. An attribute that is null or false is left out, true is empty, a function listens to the event that
 * the name says (`onclick`). Strings among the children become text, never markup.
 */
export function element<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.replace(/^on/, ''), value);
    else if (value !== null && value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** Puts values into the `{name}` places of a translated text. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A button with an icon; the label is its text, or its name for those who do not see it. */
export function iconButton(name: IconName, label: string, attributes: Attributes, showLabel = false): HTMLButtonElement {
  return element('button', { type: 'button', class: showLabel ? 'text-button' : 'icon-button', title: label, 'aria-label': label, ...attributes },
    icon(name), showLabel ? element('span', {}, label) : null);
}

/** Outlines of 16 by 16 units, drawn for this page. */
const paths = {
  back: 'M9.5 3.5 5 8l4.5 4.5',
  forward: 'M6.5 3.5 11 8l-4.5 4.5',
  copy: 'M5.5 5.5h7v8h-7z M10.5 5.5v-3h-7v8h2',
  insert: 'M8 2.5v7 M5 6.8 8 9.8l3-3 M3 13h10',
  link: 'M7 9.5a2.5 2.5 0 0 0 3.6 0l2-2a2.5 2.5 0 0 0-3.6-3.6l-.8.8 M9 6.5a2.5 2.5 0 0 0-3.6 0l-2 2a2.5 2.5 0 0 0 3.6 3.6l.8-.8',
  edit: 'M3 13l.6-2.6 7-7 2 2-7 7z',
  error: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z M6 6l4 4 M10 6l-4 4',
  warning: 'M8 2.8 14 13.2H2z M8 6.5v3.2 M8 11.2v.6',
  information: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z M8 7.2v3.6 M8 5v.6',
  hint: 'M8 2.5a4 4 0 0 1 2 7.4v1.6H6V9.9a4 4 0 0 1 2-7.4z M6.5 13.5h3',
  check: 'M3.5 8.5 6.5 11.5 12.5 4.5',
} as const;

export type IconName = keyof typeof paths;

/** An icon that takes the colour of the text around it; it says nothing to a screen reader. */
export function icon(name: IconName): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('icon');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
}
