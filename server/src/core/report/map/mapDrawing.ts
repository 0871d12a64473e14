import type { Connection, ConnectionKind, SystemMap } from './model';

interface Box {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly column: number;
  readonly isInfrastructure: boolean;
}

interface Placed extends Box {
  readonly x: number;
  readonly y: number;
}

/** Sizes in pixels. Widths of texts are those of a wide monospace font, so that no name leaves its box. */
const size = { character: 7.8, padding: 14, height: 44, row: 68, gap: 120, margin: 24, title: 13, note: 11 } as const;
const columnOfKind: Readonly<Record<string, number>> = { gateway: 0, api: 1, bot: 1, worker: 1, unknown: 1, 'data-postgres': 2, 'data-mongo': 2, library: 2 };

const style = `
  :root { color-scheme: light dark; --paper: #ffffff; --ink: #1f2328; --dim: #57606a; --line: #8c959f; --service: #ddf4ff; --data: #dafbe1; --store: #f6f8fa; }
  @media (prefers-color-scheme: dark) { :root { --paper: #0d1117; --ink: #e6edf3; --dim: #9198a1; --line: #6e7681; --service: #12304f; --data: #12361f; --store: #21262d; } }
  text { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: var(--ink); }
  .paper { fill: var(--paper); } .note { fill: var(--dim); font-size: ${size.note}px; } .name { font-size: ${size.title}px; font-weight: 600; }
  rect.box { stroke: var(--line); fill: var(--service); } rect.data { fill: var(--data); } rect.store { fill: var(--store); }
  path.edge { fill: none; stroke: var(--line); stroke-width: 1.5; } path.waits { stroke-dasharray: 4 4; } marker path { fill: var(--line); }
`;

/** The map as an SVG drawing in layers, callers to the left of what they reach. Stands alone: no script, no font, nothing loaded; light and dark. */
export function mapDrawing(map: SystemMap): string {
  const boxes = place(boxesOf(map));
  const widthOf = columnWidths(boxes);
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const right = Math.max(0, ...boxes.map((box) => box.x + (widthOf.get(box.column) ?? 0)));
  const bottom = Math.max(0, ...boxes.map((box) => box.y + size.height));
  const [width, height] = [Math.ceil(right + size.margin), Math.ceil(bottom + size.margin)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Services and what they reach">`,
    `<style>${style}</style>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 L8 4 L0 8 z"/></marker></defs>',
    `<rect class="paper" width="${width}" height="${height}"/>`,
    ...map.connections.flatMap((connection) => edge(connection, byId, widthOf)),
    ...boxes.map((box) => drawn(box, widthOf.get(box.column) ?? 0)),
    '</svg>', '',
  ].join('\n');
}

/** Brokers and caches stand beside the data services, so that lines to them pass behind no box; libraries, which nothing calls, come last. */
function boxesOf(map: SystemMap): Box[] {
  const boxes = [
    ...map.services.map(({ info }) => ({ id: info.id, name: info.name, kind: info.kind, column: columnOfKind[info.kind] ?? 1, isInfrastructure: false })),
    ...map.infrastructure.map(({ id, name, kind, image }) => ({ id, name, kind: kind === 'other' ? image : kind, column: kind === 'broker' || kind === 'cache' ? 2 : 3, isInfrastructure: true })),
  ];
  return [...boxes.filter(({ kind }) => kind !== 'library'), ...boxes.filter(({ kind }) => kind === 'library')];
}

/** Columns by what a box is, empty ones left out; rows in the order of names. */
function place(boxes: readonly Box[]): Placed[] {
  const widths = columnWidths(boxes);
  const columns = [...widths.keys()].sort((a, b) => a - b);
  const tallest = Math.max(0, ...columns.map((column) => boxes.filter((box) => box.column === column).length));
  let x: number = size.margin;
  return columns.flatMap((column) => {
    const own = boxes.filter((box) => box.column === column);
    const top = size.margin + ((tallest - own.length) * size.row) / 2;
    const left = x;
    x += (widths.get(column) ?? 0) + size.gap;
    return own.map((box, at) => ({ ...box, x: left, y: top + at * size.row }));
  });
}

function columnWidths(boxes: readonly Box[]): Map<number, number> {
  const widths = new Map<number, number>();
  for (const { column, name, kind } of boxes) widths.set(column, Math.max(widths.get(column) ?? 0, Math.max(name.length * size.character, kind.length * size.character * (size.note / size.title)) + 2 * size.padding));
  return widths;
}

function drawn({ name, kind, x, y, isInfrastructure }: Placed, width: number): string {
  const look = isInfrastructure ? ' store' : kind.startsWith('data-') ? ' data' : '';
  return `<g><rect class="box${look}" x="${x}" y="${y}" width="${width}" height="${size.height}" rx="6"/>`
    + `<text class="name" x="${x + size.padding}" y="${y + 19}">${escape(name)}</text><text class="note" x="${x + size.padding}" y="${y + 35}">${escape(kind)}</text></g>`;
}

const titles: Readonly<Record<ConnectionKind, string>> = { http: 'HTTP', database: 'database', broker: 'messages', cache: 'cache', other: 'reaches', waits: 'starts after' };

function edge({ from, to, kind, evidence }: Connection, byId: ReadonlyMap<string, Placed>, widthOf: ReadonlyMap<number, number>): string[] {
  const [source, target] = [byId.get(from), byId.get(to)];
  if (!source || !target) return [];
  const middle = (box: Placed): number => box.y + size.height / 2;
  const rightOf = (box: Placed): number => box.x + (widthOf.get(box.column) ?? 0);
  // Within a column, and backwards, the line goes around on the right.
  const isForward = target.x > source.x;
  const [startX, endX] = [rightOf(source), isForward ? target.x : rightOf(target)];
  const bend = isForward ? Math.max(40, (endX - startX) / 2) : 60;
  const path = `M${startX} ${middle(source)} C${startX + bend} ${middle(source)} ${isForward ? endX - bend : endX + bend} ${middle(target)} ${endX} ${middle(target)}`;
  const why = `${source.name} → ${target.name}: ${titles[kind]}${evidence[0] ? `, ${evidence[0].text}` : ''}`;
  return [`<path class="edge${kind === 'waits' ? ' waits' : ''}" d="${path}" marker-end="url(#tip)"><title>${escape(why)}</title></path>`];
}

/** Text in XML; characters that XML 1.0 does not allow are left out. */
function escape(text: string): string {
   
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
