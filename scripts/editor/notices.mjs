// The notices that the licences of bundled packages ask for.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {readonly string[]} packages names of the packages
 * @param {string} modules the folder node_modules
 * @throws where a package brings no text of its licence
 */
export function thirdPartyNotices(packages, modules) {
  const notices = packages.map((name) => {
    const folder = join(modules, name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const text = licenceText(folder);
    if (text === null) throw new Error(`${name} brings no licence text.`);
    return `## ${name} ${version} (${license})\n\n${text}\n`;
  });
  return `# Third-party notices\n\nArchguide contains code of these packages.\n\n${notices.join('\n')}`;
}

/** The file of the licence, else what the package's README says below a heading "License"; null where there is neither. */
function licenceText(folder) {
  const entries = readdirSync(folder);
  const file = entries.find((entry) => /^(licen[cs]e|copying)(\.|-|$)/i.test(entry));
  if (file !== undefined) return readFileSync(join(folder, file), 'utf8').trim();
  const readme = entries.find((entry) => /^readme(\.|$)/i.test(entry));
  const section = readme === undefined ? null : /^#+ *licen[cs]e *$([\s\S]*?)(?=^#|(?![\s\S]))/im.exec(readFileSync(join(folder, readme), 'utf8'))?.[1]?.trim() ?? null;
  return section !== null && /permission is hereby granted/i.test(section) ? section : null;
}
