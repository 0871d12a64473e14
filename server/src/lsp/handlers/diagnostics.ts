import {
  DiagnosticSeverity, DocumentDiagnosticReportKind, type Diagnostic, type DocumentDiagnosticParams, type DocumentDiagnosticReport,
  type WorkspaceDiagnosticParams, type WorkspaceDiagnosticReport, type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { ComposeFileFacts } from '../../core/facts/compose/model';
import type { CancelSignal } from '../../core/ports';
import type { Finding } from '../../core/rules/model';
import { languageOf } from '../../core/workspace/language';
import { toDiagnostic } from '../convert';
import type { Folder } from '../folder';
import type { Session } from '../session';

/** Milliseconds of work in one go while closed files are judged. */
const slice = 15;

/** Findings of documents as LSP diagnostics, pulled by clients that can and pushed to the others. */
export class Diagnostics {
  /** What was pushed last for a document, so that only what changed is sent. */
  private readonly pushed = new Map<string, string>();

  constructor(private readonly session: Session) {}

  /** textDocument/diagnostic (LSP 3.17). */
  async pull(params: DocumentDiagnosticParams): Promise<DocumentDiagnosticReport> {
    const { folder, path } = this.session.locate(params.textDocument.uri);
    const items = this.diagnosticsOf(folder, path, await folder.workspace.closedFindings(path));
    const resultId = hash(items);
    if (params.previousResultId === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    return { kind: DocumentDiagnosticReportKind.Full, items, resultId };
  }

  /** workspace/diagnostic: every file that is not open, judged in slices that give way to requests. `send` takes partial results, where the client wants them. */
  async pullWorkspace(params: WorkspaceDiagnosticParams, signal: CancelSignal, send: ((report: WorkspaceDiagnosticReport) => void) | null): Promise<WorkspaceDiagnosticReport> {
    if (!this.session.settings.diagnostics.workspace) return { items: [] };
    const previous = new Map(params.previousResultIds.map((entry) => [entry.uri, entry.value]));
    const { clock } = this.session.platform;
    let items: WorkspaceDocumentDiagnosticReport[] = [];
    for (const folder of this.session.allFolders) {
      let started = clock.now();
      for (const path of [...folder.workspace.paths].sort()) {
        if (signal.isCancelled) return { items };
        if (folder.workspace.file(path)) continue;
        const uri = folder.context.uriOf(path);
        // Of folders inside of one another, the inner one speaks.
        if (this.session.allFolders.length > 1 && this.session.locate(uri).folder !== folder) continue;
        const diagnostics = this.diagnosticsOf(folder, path, await folder.workspace.closedFindings(path));
        const resultId = hash(diagnostics);
        const before = previous.get(uri);
        previous.delete(uri);
        if (before === resultId) items.push({ kind: DocumentDiagnosticReportKind.Unchanged, uri, version: null, resultId });
        else if (diagnostics.length > 0 || before !== undefined) items.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, items: diagnostics, resultId });
        if (clock.now() - started > slice) {
          if (send && items.length > 0) {
            send({ items });
            items = [];
          }
          await new Promise<void>((resolve) => clock.after(0, resolve));
          started = clock.now();
        }
      }
    }
    // Files that are gone: what was reported for them is taken back.
    for (const uri of previous.keys()) {
      const { folder, path } = this.session.locate(uri);
      if (!folder.workspace.paths.has(path) && !folder.workspace.file(path)) items.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, items: [] });
    }
    return { items };
  }

  /** Pushes a document's diagnostics where the client does not pull, if they changed. */
  push(uri: string, version: number | null): void {
    if (this.session.client.canPull) return;
    const { folder, path } = this.session.locate(uri);
    this.send(uri, this.diagnosticsOf(folder, path, folder.workspace.findings(path)), version);
  }

  /** Takes back what was pushed for a document. */
  clear(uri: string): void {
    if (!this.session.client.canPull) this.send(uri, [], null);
  }

  private send(uri: string, diagnostics: Diagnostic[], version: number | null): void {
    const key = JSON.stringify(diagnostics);
    if (this.pushed.get(uri) === key) return;
    if (diagnostics.length === 0) {
      if (!this.pushed.delete(uri)) return;
    } else {
      this.pushed.set(uri, key);
    }
    void this.session.connection.sendDiagnostics({ uri, diagnostics, ...(version === null ? {} : { version }) });
  }

  private diagnosticsOf(folder: Folder, path: string, findings: readonly Finding[]): Diagnostic[] {
    if (!this.session.settings.enable) return [];
    const { context } = folder;
    const diagnostics = findings.map((finding) => toDiagnostic(finding, context));
    const file = folder.workspace.file(path);
    if (file?.language === 'compose') diagnostics.push(...unread(file.compose));
    const skipped = languageOf(path) === null ? null : folder.workspace.skippedReason(path);
    if (skipped !== null) {
      diagnostics.push({
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, severity: DiagnosticSeverity.Hint, source: 'archguide', code: 'file/skipped',
        message: `Archguide does not check this file: ${skipped}.`,
      });
    }
    return diagnostics;
  }
}

/** What of a compose file could not be read, and so is not judged. Hints: editors with a YAML extension tell the same louder. */
function unread(facts: ComposeFileFacts): Diagnostic[] {
  return facts.problems.filter(({ kind }) => kind === 'syntax' || kind === 'limit').slice(0, 5).map(({ message, at }) => ({
    range: at.range, severity: DiagnosticSeverity.Hint, source: 'archguide', code: 'file/unread', message: `Archguide does not check all of this file: ${message.replace(/\.$/, '')}.`,
  }));
}

/** A short name of the contents, for result ids: FNV-1a over the JSON, 32 bits, with the length. */
function hash(items: readonly Diagnostic[]): string {
  const text = JSON.stringify(items);
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return `${(value >>> 0).toString(36)}.${text.length.toString(36)}`;
}
