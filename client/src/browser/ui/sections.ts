import type { Page, PageRule } from '../../../../server/src/protocol/model';
import { pageLink } from '../../../../server/src/protocol/links';
import type { UiStrings } from '../strings';
import { element, fill, icon, type IconName, iconButton } from './dom';
import type { Host } from './host';

/** Problems of one rule that are listed at once; the others are one click away. */
const mostProblems = 4;

/** Severity as text that has an icon; an unknown one is shown as information. */
function severityIcon(severity: string): IconName {
  return severity === 'error' || severity === 'warning' || severity === 'hint' ? severity : 'information';
}

/** The rules of a page, each with its problems in the workspace now. Null where it has none. */
export function rulesSection(page: Page, strings: UiStrings, host: Host): HTMLElement | null {
  if (page.rules.length === 0) return null;
  return element('section', { class: 'rules', 'aria-labelledby': 'rules-title' },
    element('h2', { id: 'rules-title' }, strings.rules),
    element('ul', {}, ...page.rules.map((rule) => ruleItem(rule, strings, host))));
}

function ruleItem(rule: PageRule, strings: UiStrings, host: Host): HTMLElement {
  const severity = element('span', { class: `severity ${severityIcon(rule.severity)}`, role: 'img', 'aria-label': strings.severities[rule.severity] ?? rule.severity },
    icon(severityIcon(rule.severity)));
  const count = rule.violations.length;
  const state = count === 0 ? strings.noViolations : count === 1 ? strings.oneViolation : fill(strings.violations, { count });
  const badge = count === 0
    ? element('span', { class: 'count none', title: state }, icon('check'), element('span', { class: 'visually-hidden' }, state))
    : element('span', { class: 'count' }, state);
  const head = element('div', { class: 'rule-head' }, severity, element('span', { class: 'rule-text' }, ...codeInText(rule.summary), element('code', {}, rule.id)), badge);
  if (count === 0) return element('li', {}, head);
  const problems = rule.violations.map((violation) => problemItem(violation, strings, host));
  const more = problems.splice(mostProblems);
  return element('li', {}, head,
    element('ul', { class: 'violations' }, ...problems),
    more.length === 0 ? null : element('details', {},
      element('summary', {}, icon('forward'), fill(strings.moreViolations, { count: more.length })),
      element('ul', { class: 'violations' }, ...more)));
}

function problemItem(violation: PageRule['violations'][number], strings: UiStrings, host: Host): HTMLElement {
  return element('li', {},
    element('button', {
      type: 'button', class: 'link',
      onclick: () => host.send({ type: 'showFinding', finding: { uri: violation.uri, range: violation.range } }),
    }, fileName(violation.uri), element('span', { class: 'where' }, fill(strings.line, { line: violation.range.start.line + 1 }))),
    element('span', { class: 'violation-message' }, ...codeInText(violation.message)));
}

/** Plain text whose parts between backticks become code. */
function codeInText(text: string): Node[] {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 1 ? element('code', {}, part) : document.createTextNode(part)));
}

/** Last two segments of a URI's path: enough to tell one `main.py` from another. */
function fileName(uri: string): string {
  const path = uri.replace(/[?#].*$/, '').split('/').slice(-2).join('/');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Headings of the page as links. Null where there are fewer than two. */
export function contentsSection(page: Page, strings: UiStrings): HTMLElement | null {
  const headings = page.headings.filter(({ level }) => level === 2 || level === 3);
  if (headings.length < 2) return null;
  return element('nav', { class: 'contents', 'aria-labelledby': 'contents-title' },
    element('h2', { id: 'contents-title' }, strings.contents),
    element('ul', {}, ...headings.map(({ level, text, slug }) =>
      element('li', { class: `level-${level}` }, element('a', { href: `#${slug}` }, text)))));
}

/** Modules that belong to this one, each with the reason. */
export function relatedSection(page: Page, strings: UiStrings): HTMLElement | null {
  if (page.related.length === 0) return null;
  return element('section', { class: 'related', 'aria-labelledby': 'related-title' },
    element('h2', { id: 'related-title' }, strings.related),
    element('ul', {}, ...page.related.map(({ module, reason }) => element('li', {},
      element('a', { href: pageLink({ pack: module.pack, id: module.id }), title: module.summary }, module.title),
      reason === '' ? null : element('span', { class: 'reason' }, reason)))));
}

/** Snippets of the page, each with a button that inserts it. */
export function snippetsSection(page: Page, strings: UiStrings, host: Host): HTMLElement | null {
  if (page.snippets.length === 0) return null;
  return element('section', { class: 'snippets', 'aria-labelledby': 'snippets-title' },
    element('h2', { id: 'snippets-title' }, strings.snippets),
    element('ul', {}, ...page.snippets.map(({ name, prefix, description }) => element('li', {},
      element('div', { class: 'snippet-head' },
        element('code', {}, prefix),
        iconButton('insert', fill(strings.insertSnippet, { name }), { onclick: () => host.send({ type: 'insertSnippet', name }) })),
      element('span', { class: 'reason' }, description === '' ? name : description)))));
}
