import type { PageCheck, SectionTable } from './pageCheck';
import { isIndexPage, isTemplate, problemAt, titleRange } from './pageCheck';

/** What docs/pack-format.md lists; a pack's own `sections` take its place. Categories that are not named are free. */
const standard: SectionTable = new Map<string, readonly (string | readonly string[])[]>([
  ['architecture', ['Guiding Rules', 'When to Use', 'Anti-Patterns to Avoid']],
  ['services', ['Prerequisites', 'Project Structure', ['Dependencies', 'Implementation'], ['Entry Point', 'Implementation'], 'Checklist']],
  ['integrations', ['Configuration', 'Best Practices', ['Observability', 'Testing', 'Failure Scenarios']]],
  ['infrastructure', ['Structure', 'Best Practices', 'Configuration Examples']],
  ['testing', ['Setup', 'Test Patterns', 'Assertions']],
  ['observability', ['Configuration', 'Implementation Examples', 'Best Practices']],
  ['databases', ['Setup', 'Connection Management', 'Best Practices', 'Performance Considerations']],
  ['security', ['Configuration', 'Implementation Examples', 'Best Practices', 'Threat Mitigation']],
  ['real-time', ['Setup', 'Implementation Examples', 'Connection Management', 'Best Practices']],
  ['file-storage', ['Configuration', 'Upload and Download Patterns', 'Best Practices']],
  ['external-integrations', ['Configuration', 'Client Setup', 'Best Practices', 'Error Handling']],
]);

export const relatedSection = 'Related Documents';

/** Sections that a category requires, the nearest declared category deciding; a list is a choice. */
export function requiredSections(category: string, own: SectionTable | null): readonly (string | readonly string[])[] {
  const table = own ?? standard;
  for (let name = category; name !== ''; name = name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : '') {
    const sections = table.get(name) ?? table.get(`${name}/*`);
    if (sections) return sections;
  }
  return [];
}

/** `docs/required-section`: a section of level 2 that the page's category asks for is not there. */
export const checkRequiredSections: PageCheck = (page, pack) => {
  if (isTemplate(page.module.id) || isIndexPage(page.module.id)) return [];
  const present = page.reading.body.headings.filter(({ level }) => level === 2).map(({ text }) => text);
  const has = (wanted: string): boolean => present.some((heading) => answers(heading, wanted));
  const problems = [];
  for (const wanted of [...requiredSections(page.module.category, pack.sections), relatedSection]) {
    const choice = typeof wanted === 'string' ? [wanted] : wanted;
    if (choice.some(has)) continue;
    const names = choice.map((name) => `\`## ${name}\``).join(' or ');
    const category = wanted === relatedSection ? 'Every page' : `A page of \`${page.module.category}\``;
    problems.push(problemAt(page, 'docs/required-section', titleRange(page), `${category} has a section ${names}, and this one has none. Add it.`, 'warning'));
  }
  return problems;
};

/** `Configuration Examples` answers for `Configuration`, in any case. */
function answers(heading: string, wanted: string): boolean {
  const have = heading.toLowerCase();
  const want = wanted.toLowerCase();
  return have === want || have.startsWith(`${want} `) || have.startsWith(`${want}:`);
}
