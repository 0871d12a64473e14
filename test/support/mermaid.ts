/** A node of a flowchart as Mermaid itself reads it. */
export interface FlowNode {
  readonly text: string;
  readonly type: string;
}

interface FlowDiagram {
  readonly db: { getVertices(): Map<string, FlowNode>; getEdges(): readonly { readonly start: string; readonly end: string; readonly text: string; readonly stroke: string }[] };
}

/** Reads a flowchart with Mermaid's own parser; rejects where it is none. Without a browser there is no sanitizer, which parsing does not need. */
export async function parseFlowchart(source: string): Promise<{ nodes: ReadonlyMap<string, FlowNode>; edges: readonly { readonly start: string; readonly end: string; readonly text: string; readonly stroke: string }[] }> {
  const { default: purify } = await import('dompurify');
  Object.assign(purify, { addHook: () => undefined, sanitize: (text: string) => text });
  const { default: mermaid } = await import('mermaid');
  // Registers the kinds of diagrams, too.
  await mermaid.parse(source);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(source) as unknown as FlowDiagram;
  return { nodes: db.getVertices(), edges: db.getEdges() };
}
