import { parseTOML } from 'toml-eslint-parser';
import { parseAllDocuments } from 'yaml';
import { LineIndex } from '../../text/lineIndex';
import { isTooDeep } from '../yamlData';
import type { ParseCheck, ParseFault } from './model';

/** The languages that can be told right or wrong here; the host adds those that need its parsers. */
export const dataLanguages: ReadonlyMap<string, ParseCheck> = new Map<string, ParseCheck>([
  ['yaml', yamlFault], ['yml', yamlFault], ['json', jsonFault], ['toml', tomlFault],
]);

/** Several documents and any tag are allowed: `!reset` is compose's, `!reference` is GitLab's. */
function yamlFault(code: string): ParseFault | null {
  if (isTooDeep(code)) return { line: 0, message: 'this YAML is nested too deeply to be read' };
  try {
    const documents = parseAllDocuments(code, { prettyErrors: false, logLevel: 'silent' });
    const error = Array.isArray(documents) ? documents.flatMap((document) => document.errors)[0] : undefined;
    return error ? { line: new LineIndex(code).positionAt(Math.min(error.pos[0], code.trimEnd().length)).line, message: error.message } : null;
  } catch (error) {
    return { line: 0, message: reason(error) };
  }
}

function jsonFault(code: string): ParseFault | null {
  try {
    JSON.parse(code);
    return null;
  } catch (error) {
    const message = reason(error);
    const at = /position (\d+)/.exec(message)?.[1];
    const end = /end of JSON/.test(message) ? code.trimEnd().length : 0;
    return { line: new LineIndex(code).positionAt(at === undefined ? end : Number(at)).line, message };
  }
}

function tomlFault(code: string): ParseFault | null {
  try {
    parseTOML(code);
    return null;
  } catch (error) {
    const line = (error as { lineNumber?: unknown }).lineNumber;
    return { line: typeof line === 'number' ? line - 1 : 0, message: reason(error) };
  }
}

function reason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
