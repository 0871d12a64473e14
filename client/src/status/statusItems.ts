import * as vscode from 'vscode';
import type { ServerStatus } from '../../../server/src/protocol/model';
import type { ServerConnection } from '../server/connection';
import { statusSelector } from '../server/selector';
import { adoption, type FindingCounts, progress, statusBarText } from './statusText';

/** The language status item (what the server is doing) and the status bar item (findings of this file). */
export class StatusItems implements vscode.Disposable {
  private readonly selector: vscode.DocumentSelector;
  private readonly language: vscode.LanguageStatusItem;
  private readonly packs: vscode.LanguageStatusItem;
  private readonly bar: vscode.StatusBarItem;
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly server: ServerConnection, schemes: readonly string[]) {
    this.selector = statusSelector(schemes);
    this.language = vscode.languages.createLanguageStatusItem('archguide.server', this.selector);
    this.language.name = 'Archguide';
    this.language.command = { command: 'archguide.showOutput', title: vscode.l10n.t('Show Output') };
    this.packs = vscode.languages.createLanguageStatusItem('archguide.packs', this.selector);
    this.packs.name = vscode.l10n.t('Archguide Architecture');
    this.bar = vscode.window.createStatusBarItem('archguide.findings', vscode.StatusBarAlignment.Right, 90);
    this.bar.name = 'Archguide';
    this.bar.command = 'archguide.file.focus';
    this.subscriptions = [
      this.language, this.packs, this.bar,
      server.onStatus((status) => this.showStatus(status)),
      vscode.window.onDidChangeActiveTextEditor(() => this.showBar()),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const active = vscode.window.activeTextEditor?.document.uri.toString();
        if (uris.some((uri) => uri.toString() === active)) this.showBar();
      }),
    ];
    if (server.status !== null) this.showStatus(server.status);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private showStatus(status: ServerStatus): void {
    const done = progress(status);
    this.language.text = done === null ? titleOf(status.state) : `${titleOf(status.state)} ${done}%`;
    this.language.detail = status.problems[0]?.message ?? status.message;
    this.language.busy = status.state === 'starting' || status.state === 'indexing';
    this.language.severity = status.state === 'degraded' ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
    this.showPacks(status);
    this.showBar();
    const running = status.state !== 'starting' && status.packs.length > 0;
    void vscode.commands.executeCommand('setContext', 'archguide.running', running);
    void vscode.commands.executeCommand('setContext', 'archguide.failed', status.state === 'degraded' && !running);
  }

  private showPacks(status: ServerStatus): void {
    const { followed } = adoption(status);
    if (followed.length > 0) {
      this.packs.text = followed.join(', ');
      this.packs.detail = vscode.l10n.t('architecture of this workspace');
      this.packs.command = { command: 'archguide.openConfiguration', title: vscode.l10n.t('Configure') };
    } else {
      this.packs.text = vscode.l10n.t('No architecture adopted');
      this.packs.detail = vscode.l10n.t('universal rules only');
      this.packs.command = { command: 'archguide.adoptPack', title: vscode.l10n.t('Adopt…') };
    }
  }

  private showBar(): void {
    const document = vscode.window.activeTextEditor?.document;
    const status = this.server.status;
    if (document === undefined || status === null || vscode.languages.match(this.selector, document) === 0) {
      this.bar.hide();
      return;
    }
    const counts = countFindings(document.uri);
    this.bar.text = statusBarText(status.state, counts);
    this.bar.tooltip = tooltip(status, counts);
    const total = counts.errors + counts.warnings + counts.others;
    this.bar.accessibilityInformation = { label: vscode.l10n.t('Archguide: {0} findings in this file', total) };
    this.bar.show();
  }
}

function titleOf(state: ServerStatus['state']): string {
  switch (state) {
    case 'starting':
      return vscode.l10n.t('Archguide: starting');
    case 'indexing':
      return vscode.l10n.t('Archguide: reading the workspace');
    case 'degraded':
      return vscode.l10n.t('Archguide: needs attention');
    case 'ready':
      return vscode.l10n.t('Archguide: ready');
  }
}

function countFindings(uri: vscode.Uri): FindingCounts {
  const found = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'archguide');
  const errors = found.filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error).length;
  const warnings = found.filter(({ severity }) => severity === vscode.DiagnosticSeverity.Warning).length;
  return { errors, warnings, others: found.length - errors - warnings };
}

function tooltip(status: ServerStatus, counts: FindingCounts): string {
  const { followed } = adoption(status);
  const lines = [
    vscode.l10n.t('This file: {0} errors, {1} warnings, {2} others', counts.errors, counts.warnings, counts.others),
    ...(followed.length > 0 ? [vscode.l10n.t('Architecture: {0}', followed.join(', '))] : []),
    ...(status.state === 'ready' ? [] : [status.message]),
  ];
  return lines.filter((line) => line !== '').join('\n');
}
