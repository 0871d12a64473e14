import type { ServiceKind } from '../../server/src/core/pack/ruleDeclaration';
import { readExpectations, type Expectation } from './expectations';

/** A small workspace written in one text. */
export interface Fixture {
  readonly files: ReadonlyMap<string, string>;
  readonly expected: readonly (Expectation & { readonly path: string })[];
}

export interface FixtureOptions {
  /** Kind of the service that the text without headers is a file of. */
  readonly kind?: ServiceKind;
  /** Whether an `archguide.yaml` that names the pack is added; without it the workspace is as found in the wild. */
  readonly follows?: boolean;
  /** End of each line; the texts are written with `\n`. */
  readonly newline?: '\n' | '\r\n';
}

const header = /^\/\/- (\S+)(?: kind:([\w-]+))?\s*$/;
const pack = 'improved-hybrid';

/**
 * Reads a fixture: files behind headers such as `//- services/orders_api/src/main.py kind:api`, with expectations drawn
 * under their lines. A text without headers is `src/main.py` of an api service. `kind:` declares the folder
 * `services/NAME`; without it the kind is inferred. The workspace follows improved-hybrid unless it brings its own
 * `archguide.yaml`, or `follows` is false.
 */
export function readFixture(source: string, options: FixtureOptions = {}): Fixture {
  const lines = dedent(source);
  const files = new Map<string, string>();
  const kinds = new Map<string, string>();
  const expected: (Expectation & { path: string })[] = [];
  const close = (path: string | null, content: readonly string[]): void => {
    if (path === null) return;
    const { text, expected: drawn } = readExpectations(content.join('\n'));
    files.set(path, text);
    expected.push(...drawn.map((one) => ({ ...one, path })));
  };
  const isBare = !header.test(lines[0] ?? '');
  let path: string | null = isBare ? 'services/orders_api/src/main.py' : null;
  if (isBare) kinds.set('services/orders_api', options.kind ?? 'api');
  let content: string[] = [];
  for (const line of lines) {
    const match = header.exec(line);
    if (!match) {
      content.push(line);
      continue;
    }
    close(path, [...content, '']);
    content = [];
    path = match[1] ?? '';
    if (match[2] !== undefined) kinds.set(/^[^/]+\/[^/]+(?=\/)/.exec(path)?.[0] ?? '.', match[2]);
  }
  close(path, [...content, '']);
  if (options.follows !== false && !files.has('archguide.yaml')) files.set('archguide.yaml', configuration(kinds));
  const newline = options.newline ?? '\n';
  return { files: newline === '\n' ? files : new Map([...files].map(([name, text]) => [name, text.replaceAll('\n', newline)])), expected };
}

function configuration(kinds: ReadonlyMap<string, string>): string {
  const services = [...kinds].map(([folder, kind]) => `  ${folder}: ${kind}\n`).join('');
  return `packs: [${pack}]\n${services === '' ? '' : `services:\n${services}`}`;
}

/** Lines without the template literal's first and last empty one, and without their common indentation. */
export function dedent(source: string): string[] {
  const lines = source.replace(/^\n/, '').replace(/\n[ \t]*$/, '').split('\n');
  const depths = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const depth = depths.length === 0 ? 0 : Math.min(...depths);
  return lines.map((line) => line.slice(depth));
}
