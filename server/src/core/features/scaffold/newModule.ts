import { requiredSections } from '../../pack/checks/requiredSections';
import { moduleIdOf, moduleIdProblem } from '../../pack/moduleId';
import { readManifest } from '../../pack/packManifest';
import { ScaffoldError, type NewModule, type ScaffoldContext, type ScaffoldFile, type ScaffoldPlan } from './model';

const root = '.archguide';
const longestTitle = 120;
/** Pages of a new pack that a first module can be read with. */
const index = 'INDEX';
const guide = 'README';

/**
 * A module of the workspace's own pack: a page with front matter and the sections of its category. Where there is no pack yet, its
 * `pack.yaml`, index and guide, too.
 * @throws ScaffoldError
 */
export async function planModule(request: NewModule, { files }: Pick<ScaffoldContext, 'files'>): Promise<ScaffoldPlan> {
  const id = moduleIdOf(request.id.replace(/^\.archguide\//, ''));
  const problem = moduleIdProblem(id) ?? (/^[\w.-]+(?:\/[\w.-]+)*$/.test(id) ? null : `\`${id}\` is no id of a page: letters, digits, hyphens and underscores, folders divided by slashes.`);
  if (problem !== null) throw new ScaffoldError(problem.replace(/\.$/, ''));
  const title = request.title.trim();
  if (title === '' || title.length > longestTitle || /[\r\n<>`{}[\]]/.test(title)) throw new ScaffoldError(`a title is one line of up to ${longestTitle} characters, without markup`);
  const path = `${root}/${id}.md`;
  const isThere = (await files.read(path)) !== null;
  if (isThere && !request.force) throw new ScaffoldError(`there is a page ${path} already; \`--force\` writes it anew`);
  const manifest = await files.read(`${root}/pack.yaml`);
  const pages = (await files.list(root)).filter((one) => one.startsWith(`${root}/`) && one.endsWith('.md')).map((one) => moduleIdOf(one.slice(root.length + 1)));
  const others = pages.filter((one) => one !== id);
  const pack: ScaffoldFile[] = manifest === null ? [{ path: `${root}/pack.yaml`, text: packText, change: 'create' }] : [];
  if (others.length < 2) {
    for (const [name, text] of [[index, indexText], [guide, guideText]] as const) {
      if (pages.includes(name) || id === name) continue;
      pack.push({ path: `${root}/${name}.md`, text, change: 'create' });
      others.push(name);
    }
  }
  const read = manifest === null ? null : readManifest(manifest);
  const category = request.category?.trim() ?? (id.includes('/') ? id.slice(0, id.lastIndexOf('/')) : 'guides');
  if (!/^[\w-]+(?:\/[\w-]+)*$/.test(category)) throw new ScaffoldError(`\`${category}\` is no category: words of letters, digits and hyphens, divided by slashes`);
  const sections = requiredSections(category, read?.sections ?? null).map((section) => (typeof section === 'string' ? section : section[0] ?? ''));
  const listed = `- [${title}](${id}.md)`;
  const before = id === index ? null : await files.read(`${root}/${index}.md`);
  const after = before === null ? null : withIndexEntry(before, id, listed);
  const text = pageText(title, category, id, [...new Set(sections)], relatedOf(id, others));
  return {
    files: [
      ...pack.map((file) => (file.path === `${root}/${index}.md` ? { ...file, text: withIndexEntry(file.text, id, listed) } : file)),
      { path, text, change: isThere ? 'replace' : 'create' },
      ...(after === null || after === before ? [] : [{ path: `${root}/${index}.md`, text: after, change: 'edit' } as const]),
    ],
    left: manifest === null ? [] : [`${root}/pack.yaml`],
    next: [
      `Write ${path}: what to do, why, and an INCORRECT and a CORRECT example for each rule.`,
      ...(read?.navigation ? [`Name \`${id}\` in the navigation of ${root}/pack.yaml.`] : []),
      `\`archguide verify ${root}\` proves the page by its examples.`,
    ],
  };
}

/** Two pages to read with this one: those that share most of its path come first. */
function relatedOf(id: string, others: readonly string[]): readonly string[] {
  const folders = id.split('/').slice(0, -1);
  const shared = (other: string): number => {
    const different = folders.findIndex((folder, at) => other.split('/')[at] !== folder);
    return different < 0 ? folders.length : different;
  };
  return [...others].sort((a, b) => shared(b) - shared(a) || (a < b ? -1 : 1)).slice(0, 2);
}

/** The index with a link to a page, in its list of pages. Line ends stay as they are. */
function withIndexEntry(text: string, id: string, entry: string): string {
  if (text.includes(`](${id}.md`)) return text;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r?\n/);
  const heading = lines.indexOf('## Pages');
  if (heading >= 0) {
    let last = heading + 1;
    for (let at = last; at < lines.length && !/^## /.test(lines[at] ?? ''); at++) if (/^[-*] /.test(lines[at] ?? '')) last = at;
    lines.splice(last + 1, 0, entry);
  } else {
    const related = lines.indexOf('## Related Documents');
    lines.splice(related < 0 ? lines.length : related, 0, '## Pages', '', entry, '');
  }
  return lines.join(eol);
}

function pageText(title: string, category: string, id: string, sections: readonly string[], related: readonly string[]): string {
  const up = '../'.repeat(id.split('/').length - 1);
  return [
    '---',
    `title: ${scalar(title)}`,
    `summary: ${scalar(`What we do about ${title.charAt(0).toLowerCase()}${title.slice(1)}, and what it prevents.`)}`,
    `category: ${category}`,
    'tags: []',
    'kinds: []',
    'concepts: { python: [], compose: [], images: [], variables: [], files: [], dockerfile: [], packages: [] }',
    'synonyms: []',
    'symptoms: []',
    'related:',
    ...related.map((other) => `  - { module: ${other}, reason: ${reasonFor(other)} }`),
    '# A rule, and the page proves it: an example that says `incorrect="team/my-rule"` must be flagged, every other must not.',
    '# rules:',
    '#   - id: team/my-rule',
    '#     severity: warning',
    '#     summary: What is asked for, in a sentence.',
    '#     why: What goes wrong otherwise.',
    '#     match: { call: [package.module.function] }',
    '#     message: "`{name}` is not used here; use …"',
    'rules: []',
    '---',
    `# ${title}`,
    '',
    'Say in a few sentences what this page is about, why it exists here, and when its reader needs it.',
    '',
    ...sections.flatMap((section) => [`## ${section}`, '', 'Say what to do, with figures and their reasons.', '']),
    '## Related Documents',
    '',
    ...related.map((other) => `- [${other.split('/').pop() ?? other}](${up}${other}.md): ${reasonFor(other)}`),
    '',
  ].join('\n');
}

function reasonFor(other: string): string {
  if (other === index) return 'all pages of this pack';
  return other === guide ? 'how a page is written and proved' : 'what belongs to the same subject';
}

/** A YAML scalar: plain where that is safe, else in double quotes (YAML 1.2, 7.3). */
function scalar(text: string): string {
  return /^[A-Za-z][\w ,.()/-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text) ? text : JSON.stringify(text);
}

const packText = [
  '# The architecture of this workspace. Its pages are read while they are written; bundled packs stay as they are.',
  'title: Our Architecture',
  'description: What this team has decided, beside the bundled architectures.',
  '',
].join('\n');

const indexText = [
  '---', 'title: Our Architecture', 'summary: Where the pages of this workspace begin.', 'category: index', 'related:',
  `  - { module: ${guide}, reason: how a page is written and proved }`, '---',
  '# Our Architecture', '', 'The pages of this folder say what this team does beyond the bundled architectures, and why.', '',
  '## Pages', '', '- [Writing Pages](README.md)', '',
  '## Related Documents', '', `- [${guide}](${guide}.md): how a page is written and proved`, '',
].join('\n');

const guideText = [
  '---', 'title: Writing Pages', 'summary: How a page of this pack is written, and how its rules are proved.', 'category: guides', 'related:',
  `  - { module: ${index}, reason: all pages of this pack }`, '---',
  '# Writing Pages', '',
  'A page is Markdown with front matter: what it is about, the names that it explains, and its rules. `archguide new module` makes one with the sections of its category.', '',
  'A rule is proved by the examples of its page: a block whose fence says `incorrect` with the rule\'s id must be flagged by that rule and no other, and every other block must not be flagged. `archguide verify .archguide` runs them.', '',
  '## Related Documents', '', `- [${index}](${index}.md): all pages of this pack`, '',
].join('\n');
