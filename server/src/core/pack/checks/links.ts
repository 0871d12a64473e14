import type { PackProblem } from '../model';
import { moduleIdOf, resolvePath } from '../moduleId';
import type { PageLink } from '../pageBody';
import { closest } from '../suggest';
import type { CheckedPage, PackPages, PageCheck } from './pageCheck';
import { isTemplate, problemAt } from './pageCheck';
import { nearestPage } from './relatedDocuments';

const scheme = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

/** `docs/broken-link`: a link within the pack whose page or anchor is not there. Links to the outside are not followed. */
export const checkLinks: PageCheck = (page, pack) => {
  const problems: PackProblem[] = [];
  for (const link of page.reading.body.links) {
    if (scheme.test(link.href) || (isTemplate(page.module.id) && /[{}]/.test(link.href))) continue;
    const message = linkProblem(link, page, pack);
    if (message !== null) problems.push(problemAt(page, 'docs/broken-link', link.range, message, 'error'));
  }
  return problems;
};

function linkProblem(link: PageLink, page: CheckedPage, pack: PackPages): string | null {
  const hash = link.href.indexOf('#');
  const file = decoded((hash < 0 ? link.href : link.href.slice(0, hash)).replace(/\?.*$/s, ''));
  const anchor = hash < 0 ? '' : decoded(link.href.slice(hash + 1));
  if (file === '') return link.href === '' ? 'This link leads nowhere. Give it a destination.' : anchorProblem(anchor, page);
  const path = resolvePath(page.path, file);
  if (path === null) {
    return pack.bundled ? `\`${file}\` leads out of the pack. Link a page of the pack.` : null;
  }
  const target = pack.pages.get(moduleIdOf(path));
  if (target && /\.md$/i.test(path)) return anchor === '' ? null : anchorProblem(anchor, target);
  if (file.endsWith('/') || !/\.[a-z0-9]+$/i.test(path)) return folderProblem(path, file, pack);
  if (/\.md$/i.test(path)) return `There is no page \`${path}\` in this pack.${nearestPage(moduleIdOf(path), pack.pages.keys())}`;
  return pack.exists === null || pack.exists(path) ? null : `There is no file \`${path}\`. Correct the link, or add the file.`;
}

function folderProblem(path: string, file: string, pack: PackPages): string | null {
  if (pack.pages.has(path)) return `\`${file}\` lacks the ending: link \`${file}.md\`, which works outside the editor too.`;
  if (pack.exists?.(path)) return null;
  const holds = [...pack.pages.keys()].some((id) => path === '' || id.startsWith(`${path}/`));
  return holds ? null : `There is no page or folder \`${path}\` in this pack.${nearestPage(path, pack.pages.keys())}`;
}

function anchorProblem(anchor: string, target: CheckedPage): string | null {
  if (anchor === '') return null;
  const slugs = target.reading.body.headings.map(({ slug }) => slug);
  if (slugs.includes(anchor)) return null;
  const near = closest(anchor, slugs);
  return `The page \`${target.module.id}\` has no heading \`#${anchor}\`.${near ? ` Did you mean \`#${near}\`?` : ''}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
