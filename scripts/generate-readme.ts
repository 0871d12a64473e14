// Writes the rules of README.md from the packs' front matter, and docs/snippets.md from snippets/.
// Usage: npx tsx scripts/generate-readme.ts [--check]
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadPack, type LoadedPack } from '../server/src/core/pack/packLoader';
import type { RuleDeclaration } from '../server/src/core/pack/ruleDeclaration';
import { readPackFolder } from '../server/src/node/bundle';
import { finish, repository, table } from './generatedText';

interface SnippetFile {
  readonly [name: string]: { readonly prefix: string; readonly description: string; readonly module: string };
}

const bundle = 'docs-bundle';
const languages: Readonly<Record<string, string>> = { python: 'Python', yaml: 'Compose', dockerfile: 'Dockerfile', toml: 'pyproject.toml' };

/** The packs that come with the product, in a sentence each. */
function packsPart(packs: readonly LoadedPack[]): string {
  return packs.map(({ pack }) => `- **${pack.title}** (\`${pack.id}\`). ${pack.description ?? ''}`.trim()).join('\n');
}

/** Every rule of the packs, by the group of its id. */
function rulesPart(packs: readonly LoadedPack[]): string {
  const rules = packs.flatMap(({ pack }) => pack.rules);
  const groups = new Map<string, RuleDeclaration[]>();
  for (const rule of [...rules].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const group = rule.id.split('/')[0] ?? '';
    groups.set(group, [...(groups.get(group) ?? []), rule]);
  }
  const modules = packs.reduce((sum, { pack }) => sum + pack.modules.size, 0);
  const universal = rules.filter((rule) => rule.universal).length;
  return [
    `${rules.length} rules on ${modules} pages; ${universal} of them are universal (●): they speak in every workspace.`,
    ...[...groups].map(([group, members]) => `**${group}**\n\n${table(['Rule', '', 'Severity', 'Asks for', 'Fix'], members.map((rule) => [
      `[\`${rule.id}\`](${bundle}/${rule.pack}/${rule.module}.md)`,
      rule.universal ? '●' : '',
      rule.severity,
      rule.summary,
      rule.fix !== null || rule.match.some((matcher) => matcher.fix !== null) ? 'yes' : '',
    ]))}`),
  ].join('\n\n');
}

/** Every snippet, by language, with the page that explains it. */
function snippetsPart(packs: readonly LoadedPack[]): string {
  const modules = new Map(packs.flatMap(({ pack }) => [...pack.modules.values()].map((module) => [module.id, { pack: pack.id, title: module.title }] as const)));
  return Object.entries(languages).map(([file, language]) => {
    const snippets = Object.values(JSON.parse(readFileSync(join(repository, 'snippets', `${file}.json`), 'utf8')) as SnippetFile);
    return `## ${language}\n\n${table(['Type', 'Get', 'Page'], snippets.map(({ prefix, description, module }) => {
      const page = modules.get(module);
      return [`\`${prefix}\``, description, page ? `[${page.title}](../${bundle}/${page.pack}/${module}.md)` : module];
    }))}`;
  }).join('\n\n');
}

async function main(): Promise<void> {
  const folders = readdirSync(join(repository, bundle), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort().reverse();
  const loaded = await Promise.all(folders.map(async (folder) => loadPack(await readPackFolder(join(repository, bundle, folder)), { id: folder, bundled: true, root: null })));
  const packs = loaded.filter(({ pack }) => pack.modules.size > 0);
  finish('npx tsx scripts/generate-readme.ts', {
    'README.md': new Map([['packs', packsPart(packs)], ['rules', rulesPart(packs)]]),
    'docs/snippets.md': new Map([['snippets', snippetsPart(packs)]]),
  });
}

void main();
