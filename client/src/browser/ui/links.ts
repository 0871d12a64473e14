import { parseModulePath } from '../../../../server/src/protocol/links';
import type { Host } from './host';

/** Sends each click on a link where it belongs: a heading here, another module, or (asked first) outside. */
export function followLinks(root: HTMLElement, host: Host): void {
  root.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const target = link?.getAttribute('href') ?? null;
    if (target === null) return;
    event.preventDefault();
    if (target.startsWith('#')) {
      scrollToAnchor(target.slice(1));
    } else if (target.startsWith('archguide:')) {
      const [path, fragment] = target.slice('archguide:'.length).split('#');
      const module = parseModulePath(path ?? '', fragment ?? '');
      if (module !== null) host.send({ type: 'navigate', module });
    } else {
      host.send({ type: 'openExternal', url: target });
    }
  });
}

/** Scrolls to a heading by its slug and takes the focus there, so that the next Tab goes on from it. */
export function scrollToAnchor(slug: string): boolean {
  const heading = document.getElementById(decode(slug)) ?? document.getElementById(slug);
  if (heading === null) return false;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: 'start' });
  return true;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
