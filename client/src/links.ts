import * as vscode from 'vscode';
import { parseModulePath } from '../../server/src/protocol/links';
import type { DocBrowser } from './browser/docBrowser';

/** Opens `vscode://archguide.archguide/module/PACK/ID#heading`, from a diagnostic's code link, a chat or a browser. */
export function registerUriHandler(browser: DocBrowser): vscode.Disposable {
  return vscode.window.registerUriHandler({
    handleUri(uri) {
      const module = uri.path.startsWith('/module/') ? parseModulePath(uri.path, uri.fragment) : null;
      if (module === null) void vscode.window.showWarningMessage(vscode.l10n.t('This link leads to no module.'));
      else void browser.open(module);
    },
  });
}
