import { neverCancelled } from '../../core/ports';
import { mapDrawing } from '../../core/report/map/mapDrawing';
import { mapJson } from '../../core/report/map/mapJson';
import { mapMermaid } from '../../core/report/map/mapMermaid';
import { mapText } from '../../core/report/map/mapText';
import { systemMap } from '../../core/report/map/systemMap';
import { languageOf } from '../../core/workspace/language';
import { FolderFiles } from '../../node/files';
import { commandEngine, commandWorkspace } from '../engine';
import { progressLine } from '../progress';
import { outward, target } from '../target';
import { textStyle } from '../textStyle';
import { oneOf, readArguments } from '../usage';

const options = { format: { type: 'string', default: 'text' }, quiet: { type: 'boolean', default: false } } as const;

/** `archguide map`: services, their kinds and why, and what they reach; with paths, those in them and what they are joined with. */
export async function map(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, options);
  const format = oneOf('--format', values.format, ['text', 'json', 'mermaid', 'svg'] as const);
  const { root, wanted } = await target(positionals);
  const engine = await commandEngine();
  const workspace = commandWorkspace(engine, new FolderFiles(root, { wants: (path) => languageOf(path) !== null }));
  const progress = progressLine(!values.quiet && process.stderr.isTTY);
  await workspace.index(neverCancelled, (done, total) => { progress(`reading ${done} of ${total} files`); }, true);
  progress(null);
  for (const problem of workspace.configurationProblems()) process.stderr.write(`archguide: ${outward(root, problem.path)}:${problem.range.start.line + 1}: ${problem.message}\n`);
  const found = systemMap(workspace.project, wanted);
  const from = (path: string): string => outward(root, path);
  switch (format) {
    case 'text': process.stdout.write(mapText(found, textStyle(process.stdout.isTTY, process.env).colour, from)); break;
    case 'json': process.stdout.write(`${JSON.stringify(mapJson(found, from), null, 2)}\n`); break;
    case 'mermaid': process.stdout.write(mapMermaid(found)); break;
    case 'svg': process.stdout.write(mapDrawing(found)); break;
  }
  return 0;
}
