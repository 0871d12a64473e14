import type { PackProblem } from '../model';
import { moduleIdOf, resolvePath } from '../moduleId';
import { closest } from '../suggest';
import { relatedSection } from './requiredSections';
import type { CheckedPage, PageCheck } from './pageCheck';
import { isIndexPage, isTemplate, problemAt, titleRange } from './pageCheck';

/** `docs/related-documents`: two or more, each in the front matter and in the section; `docs/broken-link` where one is no page. */
export const checkRelatedDocuments: PageCheck = (page, pack) => {
  const problems: PackProblem[] = [];
  const { related, id } = page.module;
  related.forEach((entry, index) => {
    if (pack.pages.has(entry.module)) return;
    const range = page.reading.rangeOf(['related', index, 'module']);
    problems.push(problemAt(page, 'docs/broken-link', range, `There is no page \`${entry.module}\` in this pack.${nearestPage(entry.module, pack.pages.keys())}`, 'error'));
  });
  if (isTemplate(id) || isIndexPage(id)) return problems;
  if (related.length < 2) {
    const message = `A page names two or more related documents, and this one ${related.length === 0 ? 'none' : 'one'}. Add to \`related\`, each with the reason to read it.`;
    problems.push(problemAt(page, 'docs/related-documents', related.length === 0 ? titleRange(page) : page.reading.rangeOf(['related']), message, 'warning'));
  }
  const linked = linkedInSection(page);
  if (!linked) return problems;
  related.forEach((entry, index) => {
    if (linked.has(entry.module) || !pack.pages.has(entry.module)) return;
    const message = `The section ${relatedSection} does not link \`${entry.module}\`. Add it there, so that readers of the page see it too.`;
    problems.push(problemAt(page, 'docs/related-documents', page.reading.rangeOf(['related', index, 'module']), message, 'warning'));
  });
  return problems;
};

/** ` Did you mean …?`: a page of the same name elsewhere, else the nearest id; empty where nothing is near. */
export function nearestPage(id: string, ids: Iterable<string>): string {
  const all = [...ids];
  const name = id.split('/').pop();
  const found = all.find((other) => other.split('/').pop() === name) ?? closest(id, all);
  return found ? ` Did you mean \`${found}\`?` : '';
}

/** Ids that the section links; null where the page has no such section. */
function linkedInSection(page: CheckedPage): ReadonlySet<string> | null {
  const { headings, links } = page.reading.body;
  const at = headings.findIndex((heading) => heading.level === 2 && heading.text.toLowerCase() === relatedSection.toLowerCase());
  const heading = headings[at];
  if (!heading) return null;
  const next = headings.slice(at + 1).find(({ level }) => level <= 2)?.range.start.line ?? Infinity;
  const ids = links
    .filter(({ range }) => range.start.line > heading.range.start.line && range.start.line < next)
    .map(({ href }) => moduleIdOf(resolvePath(page.path, href.replace(/[?#].*$/s, '')) ?? ''));
  return new Set(ids);
}
