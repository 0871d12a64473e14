import './styles.css';
import type { PanelState, ToUi } from '../messages';
import { Diagrams, engineBeside, type EngineSource } from './diagrams';
import { element } from './dom';
import { connect, type Host } from './host';
import { followLinks, scrollToAnchor } from './links';
import { messageView, pageView } from './page';

/** Told at once and then at most this often, since the panel may be hidden at any moment. */
const scrollPauseMs = 100;

/** The script of the doc browser: shows what the extension sends, and tells it what the user does. */
class DocBrowserUi {
  private readonly host: Host;
  private readonly status = element('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
  private readonly content = element('div', { class: 'content' });
  private state: PanelState | null = null;
  private scrollTimer: ReturnType<typeof setTimeout> | undefined;
  private marks: IntersectionObserver | null = null;
  private readonly diagrams: Diagrams;

  constructor(root: HTMLElement, engine: EngineSource | null) {
    this.diagrams = new Diagrams(engine);
    root.append(this.content, this.status);
    this.host = connect((message) => this.show(message));
    followLinks(this.content, this.host);
    window.addEventListener('scroll', () => this.scrolled(), { passive: true });
    // The side buttons of a mouse.
    window.addEventListener('mouseup', (event) => {
      if (event.button === 3) this.host.send({ type: 'back' });
      if (event.button === 4) this.host.send({ type: 'forward' });
    });
    this.host.send({ type: 'ready' });
  }

  private show(message: ToUi): void {
    clearTimeout(this.scrollTimer);
    this.scrollTimer = undefined;
    const top = window.scrollY;
    const announce = (text: string): void => { this.status.textContent = text; };
    if (message.type === 'message') {
      this.content.replaceChildren(messageView(message, this.host));
      return;
    }
    this.state = message.state;
    this.host.keep(message.state);
    this.content.replaceChildren(pageView(message, this.host, announce));
    this.markHeadings();
    void this.diagrams.show(this.content);
    const { place } = message;
    if (place === null) {
      window.scrollTo(0, top);
    } else if ('top' in place) {
      this.focusPage();
      window.scrollTo(0, place.top);
    } else if (!scrollToAnchor(place.anchor)) {
      this.focusPage();
      window.scrollTo(0, 0);
    }
  }

  /** A new page begins at its title for keyboard and screen reader. */
  private focusPage(): void {
    const title = this.content.querySelector('h1');
    if (title === null) return;
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
  }

  private scrolled(): void {
    if (this.scrollTimer !== undefined) return;
    this.keepPlace();
    this.scrollTimer = setTimeout(() => {
      this.scrollTimer = undefined;
      this.keepPlace();
    }, scrollPauseMs);
  }

  private keepPlace(): void {
    if (this.state === null) return;
    const { entries, index } = this.state;
    const top = Math.round(window.scrollY);
    if (entries[index]?.top === top) return;
    this.state = { index, entries: entries.map((entry, at) => (at === index ? { ...entry, top } : entry)) };
    this.host.keep(this.state);
    this.host.send({ type: 'scrolled', top });
  }

  /** Marks in the contents where the reader is. */
  private markHeadings(): void {
    this.marks?.disconnect();
    const links = new Map([...this.content.querySelectorAll<HTMLAnchorElement>('.contents a')].map((link) => [link.getAttribute('href')?.slice(1) ?? '', link]));
    if (links.size === 0) return;
    const observer = new IntersectionObserver((entries) => {
      const seen = entries.find((entry) => entry.isIntersecting);
      if (seen === undefined) return;
      for (const [slug, link] of links) {
        if (slug === seen.target.id) link.setAttribute('aria-current', 'location');
        else link.removeAttribute('aria-current');
      }
    }, { rootMargin: '-40px 0px -75% 0px' });
    this.marks = observer;
    for (const slug of links.keys()) {
      const heading = document.getElementById(slug);
      if (heading !== null) observer.observe(heading);
    }
  }
}

const root = document.getElementById('app');
if (root !== null) new DocBrowserUi(root, engineBeside(document.currentScript));
