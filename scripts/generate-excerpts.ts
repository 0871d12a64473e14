// Writes the blocks of pages that show an excerpt of examples/ (docs/pack-format.md, Excerpts), so that a page and the code
// that runs never say two things. Usage: npx tsx scripts/generate-excerpts.ts [--check]
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { excerptBlock, excerptOf, readExcerptReference } from '../server/src/core/pack/excerpts';
import { loadPack } from '../server/src/core/pack/packLoader';
import { readPackFolder } from '../server/src/node/bundle';
import { repository } from './generatedText';

const bundle = join(repository, 'docs-bundle');

/** The text of an excerpt. @throws where the fence names nothing that is there */
function excerptText(value: string): string {
  const reference = readExcerptReference(value);
  if (!reference) throw new Error(`\`${value}\` names no file of the repository`);
  const file = join(repository, reference.path);
  if (!existsSync(file)) throw new Error(`there is no file ${reference.path}`);
  const excerpt = excerptOf(reference, readFileSync(file, 'utf8'));
  if ('missing' in excerpt) throw new Error(`${reference.path} has no \`${excerpt.missing}\``);
  return excerpt.text;
}

async function main(): Promise<void> {
  const isCheck = process.argv.includes('--check');
  for (const pack of readdirSync(bundle).filter((name) => existsSync(join(bundle, name, 'pack.yaml')))) {
    const { sources } = loadPack(await readPackFolder(join(bundle, pack)), { id: pack, bundled: true, root: null });
    for (const source of sources.values()) {
      const path = `docs-bundle/${pack}/${source.id}.md`;
      const lines = source.text.replaceAll('\r\n', '\n').split('\n');
      // From the end, so that the lines of earlier blocks stay where they are.
      for (const block of [...source.blocks].reverse()) {
        const value = block.attributes.get('excerpt');
        if (value === undefined) continue;
        try {
          const fresh = excerptBlock(block.code, excerptText(value));
          if (fresh === block.code) continue;
          if (isCheck) throw new Error(`the block is not what ${value} says: run \`npx tsx scripts/generate-excerpts.ts\``);
          lines.splice(block.line, block.code.split('\n').length - 1, ...fresh.split('\n').slice(0, -1));
        } catch (error) {
          console.error(`${path}:${block.line}: ${error instanceof Error ? error.message : String(error)}`);
          process.exitCode = 1;
        }
      }
      const fresh = lines.join('\n');
      if (isCheck || fresh === source.text.replaceAll('\r\n', '\n')) continue;
      writeFileSync(join(repository, path), fresh);
      console.log(`${path} written`);
    }
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
