import { l10n } from 'vscode';

/** Texts of the page, translated where the translations are: in the extension. */
export function uiStrings() {
  return {
    back: l10n.t('Back'),
    forward: l10n.t('Forward'),
    contents: l10n.t('On this page'),
    related: l10n.t('Related modules'),
    rules: l10n.t('Rules of this page'),
    snippets: l10n.t('Snippets'),
    copy: l10n.t('Copy'),
    copied: l10n.t('Copied'),
    insert: l10n.t('Insert'),
    insertSnippet: l10n.t('Insert snippet {name}'),
    copyLink: l10n.t('Copy link'),
    openSource: l10n.t('Edit page'),
    correct: l10n.t('Correct'),
    incorrect: l10n.t('Incorrect'),
    noViolations: l10n.t('no problems here'),
    oneViolation: l10n.t('1 problem'),
    violations: l10n.t('{count} problems'),
    moreViolations: l10n.t('{count} more'),
    line: l10n.t('line {line}'),
    toolbar: l10n.t('Page navigation'),
    severities: {
      error: l10n.t('Error'),
      warning: l10n.t('Warning'),
      information: l10n.t('Information'),
      hint: l10n.t('Hint'),
    } as Record<string, string>,
  };
}

export type UiStrings = ReturnType<typeof uiStrings>;
