import type { Snippet } from '../snippets';
import { fillSnippet } from './snippetText';

/** Puts something in the place of a part of a text, which must be there exactly once. */
export type Edit = readonly [part: string | RegExp, by: string];

/** A text made of snippets and of what no snippet holds. */
export interface Template {
  /** Path in the service. */
  readonly path: string;
  readonly parts: readonly (string | SnippetUse)[];
  /** Applied to the whole, in order. */
  readonly edits?: readonly Edit[];
}

/** A snippet by its prefix, with values of its tab stops. */
export interface SnippetUse {
  readonly snippet: string;
  readonly values?: Readonly<Record<number, string>>;
}

export function snippet(prefix: string, values: Readonly<Record<number, string>> = {}): SnippetUse {
  return { snippet: prefix, values };
}

/** A file that is one snippet. */
export function file(path: string, prefix: string, values: Readonly<Record<number, string>> = {}, edits: readonly Edit[] = []): Template {
  return { path, parts: [snippet(prefix, values)], edits };
}

/**
 * The text of a template, which ends with one newline.
 * @throws Error where a snippet is missing or an edit does not fit it: a fault of the template, which tests find
 */
export function renderTemplate(template: Template, snippets: readonly Snippet[]): string {
  const text = template.parts.map((part) => (typeof part === 'string' ? part : snippetText(part, snippets)).replace(/\n*$/, '\n')).join('\n');
  return (template.edits ?? []).reduce((edited, edit) => applied(edited, edit, template.path), text);
}

/** The filled snippet. @throws Error where there is none of that prefix */
export function snippetText(use: SnippetUse, snippets: readonly Snippet[]): string {
  const found = snippets.find(({ prefix }) => prefix === use.snippet);
  if (!found) throw new Error(`there is no snippet ${use.snippet}`);
  return fillSnippet(found.body, use.values).text;
}

/** The text with the edit made. @throws Error where its part is not there exactly once */
export function applied(text: string, [part, by]: Edit, where: string): string {
  const count = typeof part === 'string' ? text.split(part).length - 1 : [...text.matchAll(new RegExp(part.source, `g${part.flags}`))].length;
  if (count !== 1) throw new Error(`an edit of ${where} fits ${count} times: ${String(part)}`);
  return text.replace(part, () => by);
}
