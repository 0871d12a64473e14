/** What crosses the wire between the server and a client, beside LSP itself. Plain JSON. */

export interface ModuleReference {
  readonly pack: string;
  readonly id: string;
  readonly title: string;
  readonly summary: string;
}

/** `reading`: the packs' reading lists (by need, by role, learning paths), where a module may stand more than once. */
export type NavigationOrder = 'navigation' | 'category' | 'reading';

export interface NavigationNode {
  readonly kind: 'pack' | 'group' | 'module';
  readonly label: string;
  readonly module: ModuleReference | null;
  readonly children: readonly NavigationNode[];
}

/**
 * A rendered page for the doc browser. `html` is made by the server from Markdown without raw HTML:
 * - headings carry the slug of `headings` as `id`; the page's own level 1 heading is in it;
 * - a link to another module is `pageLink(…)` of protocol/links, within the page `#slug`, outside `https://…`;
 * - a code block is `<pre data-language="python" data-verdict="incorrect" data-rules="id id"><code>…</code></pre>`, with
 *   `data-verdict` (`correct` or `incorrect`) where the block says so, and highlight.js classes (`hljs-…`) inside `code`;
 * - no inline style and no script.
 */
export interface Page {
  readonly module: ModuleReference;
  readonly category: string;
  readonly tags: readonly string[];
  readonly kinds: readonly string[];
  readonly html: string;
  readonly headings: readonly { readonly level: number; readonly text: string; readonly slug: string }[];
  readonly related: readonly { readonly module: ModuleReference; readonly reason: string }[];
  readonly rules: readonly PageRule[];
  readonly snippets: readonly SnippetReference[];
  /** Absolute URI of the page's source where it is a workspace pack's, for editing it. */
  readonly source: string | null;
}

export interface PageRule {
  readonly id: string;
  readonly severity: string;
  readonly summary: string;
  /** Findings of this rule in the workspace now. */
  readonly violations: readonly FindingReference[];
}

export interface FindingReference {
  readonly uri: string;
  readonly range: WireRange;
  readonly message: string;
  readonly severity: string;
  readonly rule: string;
  readonly module: ModuleReference | null;
}

export interface WireRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface SnippetReference {
  readonly name: string;
  readonly prefix: string;
  readonly description: string;
  readonly language: string;
  /** LSP snippet syntax. */
  readonly body: string;
  readonly module: ModuleReference | null;
}

export interface SearchHit {
  readonly module: ModuleReference;
  readonly score: number;
  /** The section that answers best; empty for the page itself. */
  readonly section: { readonly title: string; readonly slug: string } | null;
  readonly excerpt: string;
}

/** What matters to one file, for the view *In this file*. */
export interface FileGuidance {
  readonly uri: string;
  readonly service: { readonly name: string; readonly kind: string; readonly evidence: readonly string[] } | null;
  readonly role: string;
  readonly modules: readonly { readonly module: ModuleReference; readonly reasons: readonly string[]; readonly findings: readonly FindingReference[] }[];
}

export interface ServerStatus {
  readonly state: 'starting' | 'indexing' | 'ready' | 'degraded';
  /** Short, for people; for 'degraded', what is wrong and what to do. */
  readonly message: string;
  readonly indexed: number;
  readonly total: number;
  readonly packs: readonly { readonly id: string; readonly title: string; readonly followed: boolean; readonly reason: string }[];
  readonly problems: readonly { readonly uri: string; readonly range: WireRange; readonly message: string }[];
}

export interface ServiceReference {
  readonly name: string;
  readonly kind: string;
  /** From the root of the workspace folder. */
  readonly folder: string;
}

/** Kinds of services that can be made. */
export const newServiceKinds = ['api', 'bot', 'worker', 'data-postgres', 'data-mongo'] as const;

/** `folder` is the URI of a workspace folder. Nothing that is there is overwritten. */
export type ScaffoldRequest =
  | { readonly folder: string; readonly what: 'service'; readonly name: string; readonly kind: (typeof newServiceKinds)[number] }
  | { readonly folder: string; readonly what: 'use-case'; readonly name: string; readonly service: string }
  | { readonly folder: string; readonly what: 'module'; readonly id: string; readonly title: string };

export interface ScaffoldAnswer {
  /** Why it cannot be done, in a sentence; null where it can. */
  readonly refusal: string | null;
  /** Files as they are to be; `create` where there is none. */
  readonly files: readonly { readonly uri: string; readonly path: string; readonly text: string; readonly change: 'create' | 'edit' }[];
  /** What remains to be done by hand, in sentences. */
  readonly next: readonly string[];
}
