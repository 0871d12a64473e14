import { moduleIdOf, resolvePath } from '../moduleId';
import type { PackProblem } from '../model';
import type { CheckedPage, PackPages } from './pageCheck';
import { isIndexPage, problemAt, titleRange } from './pageCheck';

/** What lists the pages: the navigation of pack.yaml where it has one, and the index page where there is one. */
export interface PackIndexes {
  /** Ids that the navigation of pack.yaml lists; null where it declares none. */
  readonly navigation: ReadonlySet<string> | null;
}

/** `docs/not-indexed`: a page that readers cannot find, because pack.yaml or the index page does not list it. */
export function checkIndexing(pack: PackPages, indexes: PackIndexes): PackProblem[] {
  const root = [...pack.pages.values()].find(({ module }) => /^(?:index|readme)$/i.test(module.id));
  const reached = root ? reachedFrom(root, pack) : null;
  const problems: PackProblem[] = [];
  for (const page of pack.pages.values()) {
    const { id, rules } = page.module;
    const owns = rules.length === 0 ? '' : ` Its rules (${rules.map((rule) => `\`${rule}\``).join(', ')}) speak all the same.`;
    if (indexes.navigation && !indexes.navigation.has(id)) {
      problems.push(problemAt(page, 'docs/not-indexed', titleRange(page), `The navigation of pack.yaml does not list this page.${owns} Add \`${id}\` to a group.`, 'warning'));
    } else if (root && reached && !reached.has(id)) {
      problems.push(problemAt(page, 'docs/not-indexed', titleRange(page), `\`${root.path}\` does not list this page.${owns} Link it there.`, 'warning'));
    }
  }
  return problems;
}

/** Ids linked from the index page, or from an index page that it links. */
function reachedFrom(root: CheckedPage, pack: PackPages): ReadonlySet<string> {
  const reached = new Set([root.module.id]);
  const waiting = [root];
  for (let page = waiting.pop(); page; page = waiting.pop()) {
    for (const { href } of page.reading.body.links) {
      const path = resolvePath(page.path, href.replace(/[?#].*$/s, ''));
      const target = path === null ? undefined : pack.pages.get(moduleIdOf(path));
      if (!target || reached.has(target.module.id)) continue;
      reached.add(target.module.id);
      if (isIndexPage(target.module.id)) waiting.push(target);
    }
  }
  return reached;
}
