import type { ServiceKind } from '../../pack/ruleDeclaration';
import type { ConnectionKind, InfrastructureKind, SystemMap } from './model';

/** Brackets of a node's shape (Mermaid, flowchart syntax, node shapes). */
const shapes: Readonly<Record<ServiceKind | InfrastructureKind, readonly [open: string, close: string]>> = {
  api: ['[', ']'], bot: ['([', '])'], worker: ['[[', ']]'], 'data-postgres': ['[/', '/]'], 'data-mongo': ['[/', '/]'], gateway: ['{{', '}}'], library: ['>', ']'], unknown: ['[', ']'],
  database: ['[(', ')]'], cache: ['[(', ')]'], broker: ['>', ']'], other: ['[', ']'],
};
const labels: Readonly<Record<ConnectionKind, string>> = { http: 'HTTP', database: 'SQL', broker: 'messages', cache: 'cache', other: '', waits: 'starts after' };

/** The map as a Mermaid flowchart. Names are quoted and escaped, so that none of them is syntax. */
export function mapMermaid(map: SystemMap): string {
  const ids = new Map<string, string>();
  const idOf = (id: string): string => {
    const known = ids.get(id) ?? `n${ids.size}`;
    ids.set(id, known);
    return known;
  };
  const lines = ['flowchart LR'];
  const node = (id: string, name: string, kind: ServiceKind | InfrastructureKind): void => {
    const [open, close] = shapes[kind];
    lines.push(`  ${idOf(id)}${open}"${escape(name)}<br/>${escape(kind)}"${close}`);
  };
  for (const { info } of map.services) node(info.id, info.name, info.kind);
  for (const { id, name, kind } of map.infrastructure) node(id, name, kind);
  for (const { from, to, kind } of map.connections) {
    const label = kind === 'database' && !isSql(map, to) ? 'queries' : labels[kind];
    lines.push(`  ${idOf(from)} ${kind === 'waits' ? '-.->' : '-->'}${label === '' ? '' : `|${label}|`} ${idOf(to)}`);
  }
  return `${lines.join('\n')}\n`;
}

function isSql(map: SystemMap, id: string): boolean {
  const image = map.infrastructure.find((entry) => entry.id === id)?.image ?? '';
  return /postgres|postgis|timescale|pg|mysql|mariadb|percona|cockroach/.test(image);
}

/** Entity codes as Mermaid reads them (flowchart syntax, "Entity codes to escape characters"). */
function escape(text: string): string {
  return text.replace(/[^\p{L}\p{N} _./-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`);
}
