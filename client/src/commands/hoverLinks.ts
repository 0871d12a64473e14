/** Arguments of the links in a hover's Markdown that open a module, in order, not yet validated. */
export function moduleLinks(markdown: string): unknown[] {
  return [...markdown.matchAll(/command:archguide\.openModule\?([^\s)"]+)/g)].flatMap((match) => {
    try {
      const parsed: unknown = JSON.parse(decodeURIComponent(match[1] ?? ''));
      return Array.isArray(parsed) ? (parsed as unknown[]).slice(0, 1) : [];
    } catch {
      return [];
    }
  });
}
