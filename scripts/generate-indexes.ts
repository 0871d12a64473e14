// Writes the sections of each pack's index page (INDEX.md, or else README.md) that its pack.yaml says: one for each reading
// list, by its title, and `All Pages` from the navigation. What stands around them is written by hand.
// Usage: npx tsx scripts/generate-indexes.ts [--check]
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NavigationGroup, Pack, ReadingList } from '../server/src/core/pack/model';
import { loadPack } from '../server/src/core/pack/packLoader';
import { readPackFolder } from '../server/src/node/bundle';
import { repository, table } from './generatedText';

const bundle = join(repository, 'docs-bundle');
const everything = 'All Pages';

function link(pack: Pack, id: string): string {
  return `[${pack.modules.get(id)?.title ?? id}](${id}.md)`;
}

function listPart(pack: Pack, list: ReadingList): string {
  const links = (modules: readonly string[]): string => modules.map((id) => link(pack, id)).join(', ');
  const body = list.ordered
    ? list.entries.map(({ title, note, modules }, at) => `${at + 1}. **${title}**${note === '' ? '' : `, ${note}`}: ${links(modules)}`).join('\n')
    : table(['', 'Pages'], list.entries.map(({ title, note, modules }) => [note === '' ? title : `${title}: ${note}`, links(modules)]));
  return list.description === '' ? body : `${list.description}\n\n${body}`;
}

function groupPart(pack: Pack, group: NavigationGroup, level: number): string {
  const parts = [`${'#'.repeat(level)} ${group.title}`];
  if (group.modules.length > 0) parts.push(group.modules.map((id) => `- ${link(pack, id)}`).join('\n'));
  return [...parts, ...group.groups.map((inner) => groupPart(pack, inner, level + 1))].join('\n\n');
}

/** The page with the section under `## title` replaced. @throws where it has no such section */
function withSection(page: string, path: string, title: string, body: string): string {
  const heading = `\n## ${title}\n`;
  const from = page.indexOf(heading);
  if (from < 0) throw new Error(`${path} has no section "## ${title}": add the heading where it is to stand.`);
  const next = page.indexOf('\n## ', from + heading.length);
  return `${page.slice(0, from + heading.length)}\n${body}\n${next < 0 ? '' : page.slice(next)}`;
}

async function main(): Promise<void> {
  for (const folder of readdirSync(bundle).filter((name) => existsSync(join(bundle, name, 'pack.yaml')))) {
    const { pack } = loadPack(await readPackFolder(join(bundle, folder)), { id: folder, bundled: true, root: null });
    const index = ['INDEX.md', 'README.md'].find((name) => existsSync(join(bundle, folder, name)));
    if (index === undefined) {
      console.error(`docs-bundle/${folder} has neither INDEX.md nor README.md.`);
      process.exitCode = 1;
      continue;
    }
    const path = join(bundle, folder, index);
    const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
    let fresh = text;
    for (const list of pack.readingLists) fresh = withSection(fresh, path, list.title, listPart(pack, list));
    fresh = withSection(fresh, path, everything, pack.navigation.map((group) => groupPart(pack, group, 3)).join('\n\n'));
    if (fresh === text) continue;
    if (!process.argv.includes('--check')) {
      writeFileSync(path, fresh);
      console.log(`docs-bundle/${folder}/${index} written`);
    } else {
      console.error(`docs-bundle/${folder}/${index} is not what pack.yaml says: run \`npx tsx scripts/generate-indexes.ts\`.`);
      process.exitCode = 1;
    }
  }
}

void main();
