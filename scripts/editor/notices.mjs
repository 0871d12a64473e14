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
    const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|-|$)/i.test(entry));
    if (file === undefined) throw new Error(`${name} brings no licence text.`);
    return `## ${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  });
  return `# Third-party notices\n\nArchguide contains code of these packages.\n\n${notices.join('\n')}`;
}
