export { fillSnippet, type FilledSnippet } from '../../server/src/core/features/scaffold/snippetText';
