/** Arguments of the links in a hover's Markdown that open a module, in order, not yet validated. */
export function moduleLinks(markdown: string): unknown[] {
  return [...markdown.matchAll(/command:archguide\.openModule\?([^\s)"]+)/g)].flatMap((match) => {
    try {
      const parsed: unknown = JSON.parse(decodeURIComponent(match[1] ?? ''));
      const [argument]: unknown[] = Array.isArray(parsed) ? parsed : [];
      return argument === undefined ? [] : [argument];
    } catch {
      return [];
    }
  });
}
