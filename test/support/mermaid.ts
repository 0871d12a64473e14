/** A node of a flowchart as Mermaid itself reads it. */
export interface FlowNode {
  readonly text: string;
  readonly type: string;
}

interface FlowDiagram {
  readonly db: { getVertices(): Map<string, FlowNode>; getEdges(): readonly { readonly start: string; readonly end: string; readonly text: string; readonly stroke: string }[] };
}

/** Mermaid with its kinds of diagrams. Without a browser there is no sanitizer, which parsing does not need. */
async function openMermaid() {
  const { default: purify } = await import('dompurify');
  Object.assign(purify, { addHook: () => undefined, sanitize: (text: string) => text });
  return (await import('mermaid')).default;
}

/** Why Mermaid does not read a diagram; null where it does. */
export async function mermaidFault(source: string): Promise<string | null> {
  const mermaid = await openMermaid();
  return mermaid.parse(source).then(() => null, (error: unknown) => (error instanceof Error ? error.message : String(error)));
}

/** Reads a flowchart with Mermaid's own parser; rejects where it is none. */
export async function parseFlowchart(source: string): Promise<{ nodes: ReadonlyMap<string, FlowNode>; edges: readonly { readonly start: string; readonly end: string; readonly text: string; readonly stroke: string }[] }> {
  const mermaid = await openMermaid();
  // Registers the kinds of diagrams, too.
  await mermaid.parse(source);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(source) as unknown as FlowDiagram;
  return { nodes: db.getVertices(), edges: db.getEdges() };
}
