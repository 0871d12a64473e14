import DOMPurify from 'dompurify';
import type { Page } from '../../../../server/src/protocol/model';
import type { ToUi } from '../messages';
import { dressCode } from './code';
import { element, iconButton } from './dom';
import type { Host } from './host';
import { contentsSection, relatedSection, rulesSection, snippetsSection } from './sections';

type Shown = Extract<ToUi, { type: 'page' }>;

/**
 * The server renders Markdown without raw HTML; this is the second wall, since a pack may be of a workspace that nobody
 * has looked at. Ids stay (headings need them): no element that could take the place of a document's property may have a name.
 */
const purify = {
  ALLOWED_TAGS: ['a', 'blockquote', 'br', 'code', 'dd', 'del', 'dl', 'dt', 'em', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'kbd', 'li', 'ol', 'p',
    'pre', 's', 'span', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul'],
  ALLOWED_ATTR: ['href', 'id', 'class', 'title', 'start', 'data-language', 'data-verdict', 'data-rules'],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|archguide:|#)/i,
  // Without this the expression above is asked about their values, too.
  ADD_URI_SAFE_ATTR: ['start', 'data-language', 'data-verdict', 'data-rules'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  SANITIZE_DOM: false,
  RETURN_DOM_FRAGMENT: true,
} as const;

/** The whole view of a page. */
export function pageView(shown: Shown, host: Host, announce: (text: string) => void): DocumentFragment {
  const { page, strings } = shown;
  const article = element('article', {}, DOMPurify.sanitize(page.html, { ...purify, ALLOWED_TAGS: [...purify.ALLOWED_TAGS], ALLOWED_ATTR: [...purify.ALLOWED_ATTR], ADD_URI_SAFE_ATTR: [...purify.ADD_URI_SAFE_ATTR] }));
  if (article.querySelector('h1') === null) article.prepend(element('h1', {}, page.module.title));
  for (const table of article.querySelectorAll('table')) {
    const frame = element('div', { class: 'table', tabindex: '0' });
    table.replaceWith(frame);
    frame.append(table);
  }
  dressCode(article, strings, host, announce);
  const rules = rulesSection(page, strings, host);
  // Under the title, where the eye is; the page explains them below.
  if (rules !== null) article.querySelector('h1')?.after(rules);
  article.querySelector('h1')?.after(facts(page));
  const asideParts = [contentsSection(page, strings), snippetsSection(page, strings, host), relatedSection(page, strings)].filter((part) => part !== null);
  const view = document.createDocumentFragment();
  view.append(toolbar(shown, host), element('div', { class: 'columns' },
    element('main', { tabindex: '-1' }, article),
    asideParts.length === 0 ? null : element('aside', {}, ...asideParts)));
  return view;
}

/** A text in place of a page. */
export function messageView(shown: Extract<ToUi, { type: 'message' }>, host: Host): DocumentFragment {
  const view = document.createDocumentFragment();
  view.append(toolbar(shown, host), element('main', { class: 'message', role: 'status' }, element('p', {}, shown.text)));
  return view;
}

function toolbar(shown: ToUi, host: Host): HTMLElement {
  const { strings, navigation } = shown;
  const page = shown.type === 'page' ? shown.page : null;
  return element('header', { role: 'toolbar', 'aria-label': strings.toolbar },
    iconButton('back', strings.back, { disabled: !navigation.back, onclick: () => host.send({ type: 'back' }) }),
    iconButton('forward', strings.forward, { disabled: !navigation.forward, onclick: () => host.send({ type: 'forward' }) }),
    element('span', { class: 'path' }, page === null ? '' : [page.module.pack, ...page.category.split('/')].filter((part) => part !== '').join(' / ')),
    page === null ? null : iconButton('link', strings.copyLink, { onclick: () => host.send({ type: 'copyLink' }) }),
    page?.source === null || page === null ? null : iconButton('edit', strings.openSource, { onclick: () => host.send({ type: 'openSource' }) }));
}

/** What the page is about, in small: kinds of service and tags. */
function facts(page: Page): HTMLElement {
  return element('ul', { class: 'facts' }, ...[...page.kinds.map((kind) => element('li', { class: 'kind' }, kind)), ...page.tags.map((tag) => element('li', {}, tag))]);
}
