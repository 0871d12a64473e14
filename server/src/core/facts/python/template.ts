import type { Span, SyntaxNode } from '../../syntax/syntaxNode';

const mark = /\{%[-+]?\s*\w[^\n]*?%\}|\{\{[^\n{}]*\}\}/g;

/** Whether Jinja marks stand in a stretch of text outside strings and comments: then it is a template, and no Python yet. */
export function hasTemplateMarks(text: string, span: Span, nodes: readonly SyntaxNode[], comments: readonly Span[], isBroken: boolean): boolean {
  const part = text.slice(span.start, span.end);
  if (!part.includes('{{') && !part.includes('{%')) return false;
  for (const match of part.matchAll(mark)) {
    const at = span.start + match.index;
    const isQuoted = isInString(nodes, at) || comments.some((comment) => comment.start <= at && at < comment.end);
    if (!isQuoted && !(isBroken && isBehindQuote(text, at))) return true;
  }
  return false;
}

function isInString(nodes: readonly SyntaxNode[], at: number): boolean {
  const node = nodes.find((candidate) => candidate.start <= at && at < candidate.end);
  if (!node) return false;
  return node.type === 'string' || isInString(node.children, at);
}

/** In a string that is not closed yet: an odd number of quotes stands before on the line. */
function isBehindQuote(text: string, at: number): boolean {
  const before = text.slice(Math.max(text.lastIndexOf('\n', at) + 1, at - 500), at);
  return ['"', "'"].some((quote) => (before.split(quote).length - 1) % 2 === 1);
}
