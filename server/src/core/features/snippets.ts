/** A snippet in VS Code's format, tied to a module. */
export interface Snippet {
  readonly name: string;
  readonly prefix: string;
  readonly description: string;
  readonly language: string;
  /** LSP snippet syntax. */
  readonly body: string;
  /** Module id, in the pack `improved-hybrid` unless it has a pack before a colon. */
  readonly module: string | null;
}

/**
 * Reads a snippet file in VS Code's format, where each snippet may carry `"module"`. Entries of the wrong shape are left out.
 * @param language of a `.json` file by its name (`python.json`); a `scope` key of the snippet takes its place.
 */
export function readSnippets(language: string, json: unknown): readonly Snippet[] {
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json as Record<string, unknown>).flatMap(([name, value]) => {
    if (typeof value !== 'object' || value === null) return [];
    const entry = value as Record<string, unknown>;
    const prefix = Array.isArray(entry['prefix']) ? entry['prefix'][0] as unknown : entry['prefix'];
    const body = Array.isArray(entry['body']) ? entry['body'].join('\n') : entry['body'];
    if (typeof prefix !== 'string' || typeof body !== 'string') return [];
    const text = (key: string): string | null => (typeof entry[key] === 'string' ? entry[key] : null);
    return [{ name, prefix, body, description: text('description') ?? name, language: text('scope') ?? language, module: text('module') }];
  });
}
