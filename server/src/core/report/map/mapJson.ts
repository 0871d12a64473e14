import type { Evidence } from '../../project/model';
import type { Location } from '../../text/range';
import type { SystemMap } from './model';

/** The report of `map --format json`: a contract (docs/cli.md). Lines and columns count from 1, columns in UTF-16 units. */
export function mapJson(map: SystemMap, outward: (path: string) => string = (path) => path): object {
  const place = ({ path, range: { start } }: Location): object => ({ path: outward(path), line: start.line + 1, column: start.character + 1 });
  const evidence = (entries: readonly Evidence[]): object[] => entries.map(({ text, at }) => ({ text, at: at && place(at) }));
  return {
    services: map.services.map(({ info, entryPoints }) => ({
      id: info.id, name: info.name, kind: info.kind, folder: outward(info.folder), declared: info.declared, confidence: info.confidence,
      evidence: evidence(info.evidence),
      composeServices: info.composeServices.map(({ name, at }) => ({ name, at: place(at) })),
      dockerfile: info.dockerfile === null ? null : outward(info.dockerfile),
      entryPoints: entryPoints.map(({ path, attribute, via, at }) => ({ path: outward(path), attribute, via, at: place(at) })),
    })),
    infrastructure: map.infrastructure.map(({ id, name, kind, image, at }) => ({ id, name, kind, image, at: place(at) })),
    connections: map.connections.map(({ from, to, kind, evidence: why }) => ({ from, to, kind, evidence: evidence(why) })),
  };
}
