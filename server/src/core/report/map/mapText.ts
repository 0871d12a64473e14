import type { Evidence } from '../../project/model';
import type { MappedService, SystemMap } from './model';

/** The map for people: a table of the services, then each with why it is taken for what it is, where it begins and what it reaches. */
export function mapText(map: SystemMap, colour: boolean, outward: (path: string) => string = (path) => path): string {
  if (map.services.length === 0) return 'No services found.\n';
  const paint = (code: string, text: string): string => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const lines = table(map, outward).map((line, at) => (at === 0 ? paint('1', line) : line));
  const names = namesById(map);
  for (const service of map.services) {
    lines.push('', `${paint('1', service.info.name)}  ${paint('36', kindOf(service))}`);
    const section = (title: string, entries: readonly string[]): void => {
      entries.forEach((entry, at) => lines.push(`  ${paint('90', (at === 0 ? title : '').padEnd(8))} ${entry}`));
    };
    section('because', service.info.evidence.length > 0 ? service.info.evidence.map((entry) => sentence(entry, outward)) : ['nothing says what it does; `services` of archguide.yaml can']);
    section('begins', service.entryPoints.map(({ path, attribute, via, at }) => `${outward(path)}${attribute === null ? '' : `:${attribute}`} (${via}, ${outward(at.path)}:${at.range.start.line + 1})`));
    section('reaches', map.connections.filter(({ from }) => from === service.info.id)
      .map(({ to, kind, evidence }) => `${names.get(to) ?? to} (${kind}): ${evidence.slice(0, 2).map((entry) => sentence(entry, outward)).join('; ')}`));
  }
  return `${lines.join('\n')}\n`;
}

/** Names by which the ends of connections are shown. */
export function namesById(map: SystemMap): ReadonlyMap<string, string> {
  return new Map([...map.services.map(({ info }): [string, string] => [info.id, info.name]), ...map.infrastructure.map(({ id, name }): [string, string] => [id, name])]);
}

function table(map: SystemMap, outward: (path: string) => string): string[] {
  const rows = [
    ['SERVICE', 'KIND', 'FOLDER', 'COMPOSE'],
    ...map.services.map((service) => [service.info.name, kindOf(service), folderOf(service, outward), [...new Set(service.info.composeServices.map(({ name }) => name))].join(', ') || '-']),
    ...map.infrastructure.map(({ name, kind, image }) => [name, kind, '-', image]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}

/** A gateway that is only an image has no folder. */
function folderOf({ info: { id, folder } }: MappedService, outward: (path: string) => string): string {
  return folder === '' && id.startsWith('#') ? '-' : outward(folder) || '.';
}

function kindOf({ info }: MappedService): string {
  return info.confidence === 'strong' ? info.kind : `${info.kind} (${info.confidence === 'declared' ? 'declared' : 'a guess'})`;
}

/** The place is told by the path in the sentence itself, where that is in it. */
function sentence({ text, at }: Evidence, outward: (path: string) => string): string {
  if (at === null) return text;
  const place = `${outward(at.path)}:${at.range.start.line + 1}`;
  return text.includes(`\`${at.path}\``) ? text.replace(`\`${at.path}\``, () => `\`${place}\``) : `${text} (${place})`;
}
