import {
  CodeActionKind, CompletionItemKind, DiagnosticSeverity, DiagnosticTag, InsertTextFormat, MarkupKind,
  type CodeAction, type CompletionItem, type Diagnostic, type DocumentLink, type Hover, type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Action } from '../core/features/actions';
import type { Completion } from '../core/features/proposal';
import type { HoverInfo } from '../core/features/hover';
import type { Link } from '../core/features/links';
import type { Module } from '../core/pack/model';
import type { Severity } from '../core/pack/ruleDeclaration';
import type { FileEdit, Finding } from '../core/rules/model';
import type { FindingReference, ModuleReference } from '../protocol/model';
import { moduleUri, openModuleCommandLink } from '../protocol/links';
import { commands, serverCommands } from '../protocol/requests';

/** What conversions need to know of the client and of where files are. */
export interface ConvertContext {
  uriOf(path: string): string;
  /** Scheme of addresses that the editor opens. */
  readonly uriScheme: string;
  /** The client runs `command:` links in trusted Markdown (VS Code). */
  readonly hasCommandLinks: boolean;
  module(pack: string, id: string): Module | null;
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error, warning: DiagnosticSeverity.Warning, information: DiagnosticSeverity.Information, hint: DiagnosticSeverity.Hint,
};

/** A finding as an LSP diagnostic. `data` says which finding it is, so that a code action can be asked for later. */
export function toDiagnostic(finding: Finding, context: ConvertContext): Diagnostic {
  return {
    range: finding.range,
    severity: severities[finding.severity],
    code: finding.rule,
    codeDescription: { href: moduleUri({ pack: finding.pack, id: finding.module }, context.uriScheme) },
    source: 'archguide',
    message: finding.message,
    ...(finding.rule === 'suppression/unused' ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(finding.related.length > 0
      ? { relatedInformation: finding.related.map((related) => ({ location: { uri: context.uriOf(related.path), range: related.range }, message: related.message })) }
      : {}),
  };
}

/** Edits grouped by file. */
export function toWorkspaceEdit(edits: readonly FileEdit[], context: ConvertContext): WorkspaceEdit {
  const changes: Record<string, { range: FileEdit['range']; newText: string }[]> = {};
  for (const edit of edits) (changes[context.uriOf(edit.path)] ??= []).push({ range: edit.range, newText: edit.newText });
  return { changes };
}

/** Suppressing is a quick fix that clients may list apart. */
const suppressKind = `${CodeActionKind.QuickFix}.suppress`;
/** Fixes all problems of this source, as `editor.codeActionsOnSave` names it. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.archguide`;

export function toCodeAction(action: Action, context: ConvertContext): CodeAction {
  const diagnostics = action.findings.map((finding) => toDiagnostic(finding, context));
  switch (action.kind) {
    case 'fix': return { title: action.title, kind: CodeActionKind.QuickFix, diagnostics, isPreferred: action.isPreferred, edit: toWorkspaceEdit(action.edits, context) };
    case 'fix-all': return { title: action.title, kind: fixAllKind, edit: toWorkspaceEdit(action.edits, context) };
    case 'suppress': return { title: action.title, kind: suppressKind, diagnostics, edit: toWorkspaceEdit(action.edits, context) };
    case 'open-module': return {
      title: action.title, kind: CodeActionKind.QuickFix, diagnostics,
      command: { title: action.title, command: context.hasCommandLinks ? commands.openModule : serverCommands.showPage, arguments: [{ pack: action.module.pack, id: action.module.id }] },
    };
  }
}

/** The hover as Markdown: what is wrong and why, then the module; names with a digest of the module that explains them. */
export function toHover(info: HoverInfo, context: ConvertContext): Hover {
  const parts: string[] = [];
  for (const { finding, why, module } of info.findings) {
    // VS Code shows the message of the diagnostic above the hover: it is not said twice.
    const rule = `**${escape(finding.rule)}**`;
    const lines = [context.hasCommandLinks && why !== '' ? rule : `${rule} — ${escape(finding.message)}`];
    if (why !== '') lines.push(escape(why));
    if (module) lines.push(`→ ${moduleLink(module, context)}`);
    parts.push(lines.join('\n\n'));
  }
  for (const { name, module, more } of info.concepts) {
    const others = more.length > 0 ? `\n\nSee also: ${more.map((entry) => moduleLink(entry, context)).join(', ')}` : '';
    parts.push(`\`${name.replaceAll('`', '')}\` — ${escape(module.summary)}\n\n→ ${moduleLink(module, context)}${others}`);
  }
  if (info.service) {
    const why = info.service.evidence.slice(0, 4).map((text) => `- ${escape(text)}`).join('\n');
    parts.push(`Service **${escape(info.service.name)}**: kind \`${info.service.kind}\`${why === '' ? '' : `\n\n${why}`}`);
  }
  return { contents: { kind: MarkupKind.Markdown, value: parts.join('\n\n---\n\n') }, range: info.range };
}

function moduleLink(module: Module, context: ConvertContext): string {
  const target = context.hasCommandLinks ? openModuleCommandLink({ pack: module.pack, id: module.id }) : moduleUri({ pack: module.pack, id: module.id }, context.uriScheme);
  return `[${escape(module.title)}](${target})`;
}

/** Text of messages and front matter as plain text in Markdown; code spans stay. */
function escape(text: string): string {
  return text.split(/(`[^`]*`)/).map((part, at) => (at % 2 === 1 ? part : part.replace(/[\\*_{}[\]<>#|~]/g, '\\$&'))).join('');
}

export function toDocumentLink(link: Link, context: ConvertContext): DocumentLink {
  const target = link.module ? moduleUri({ pack: link.module.pack, id: link.module.id }, context.uriScheme) : context.uriOf(link.path ?? '');
  return { range: link.range, target, tooltip: link.tooltip };
}

const completionKinds: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  value: CompletionItemKind.Value, variable: CompletionItemKind.Variable, snippet: CompletionItemKind.Snippet, key: CompletionItemKind.Property,
};

export function toCompletionItem(completion: Completion): CompletionItem {
  return {
    label: completion.label,
    kind: completionKinds[completion.kind],
    detail: completion.detail,
    documentation: completion.documentation,
    insertTextFormat: completion.isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    ...(completion.range ? { textEdit: { range: completion.range, newText: completion.insertText } } : { insertText: completion.insertText }),
  };
}

export function toModuleReference(module: Module): ModuleReference {
  return { pack: module.pack, id: module.id, title: module.title, summary: module.summary };
}

export function toFindingReference(finding: Finding, context: ConvertContext): FindingReference {
  const module = context.module(finding.pack, finding.module);
  return { uri: context.uriOf(finding.path), range: finding.range, message: finding.message, severity: finding.severity, rule: finding.rule, module: module && toModuleReference(module) };
}
