import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ClientRequests } from '../../../server/src/protocol/requests';

/** A virtual workspace may be a whole repository behind a network: what is looked at is bounded. */
const mostFiles = 5000;
const mostBytes = 5_000_000;
const skippedFolders = new Set(['.git', 'node_modules', '.venv', 'venv', '__pycache__', 'site-packages', '.mypy_cache', '.pytest_cache', '.tox']);

/** Answers a server that has no file system: lists and reads files of workspace folders, and of nothing else. */
export function serveWorkspaceFiles(client: BaseLanguageClient): void {
  client.onRequest('archguide/files', ({ folder }: ClientRequests['archguide/files']['params']) => list(vscode.Uri.parse(folder)));
  client.onRequest('archguide/read', ({ uri }: ClientRequests['archguide/read']['params']) => read(vscode.Uri.parse(uri)));
}

async function list(folder: vscode.Uri): Promise<string[]> {
  const root = vscode.workspace.workspaceFolders?.find(({ uri }) => spelling(uri) === spelling(folder));
  if (root === undefined) return [];
  const found: string[] = [];
  const waiting = [''];
  for (let path = waiting.shift(); path !== undefined && found.length < mostFiles; path = waiting.shift()) {
    for (const [name, type] of await entries(path === '' ? root.uri : vscode.Uri.joinPath(root.uri, path))) {
      const child = path === '' ? name : `${path}/${name}`;
      // A link's type has both bits; links to folders are not followed, so that a loop costs nothing.
      if (type === vscode.FileType.Directory && !skippedFolders.has(name)) waiting.push(child);
      else if ((type & vscode.FileType.File) !== 0) found.push(child);
    }
  }
  return found;
}

/** A folder with or without a slash at its end is the same: the root of a virtual file system has one. */
function spelling(uri: vscode.Uri): string {
  return uri.toString().replace(/\/$/, '');
}

async function entries(folder: vscode.Uri): Promise<[string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}

async function read(uri: vscode.Uri): Promise<string | null> {
  if (vscode.workspace.getWorkspaceFolder(uri) === undefined) return null;
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > mostBytes) return null;
    const bytes = await vscode.workspace.fs.readFile(uri);
    return bytes.subarray(0, 8192).includes(0) ? null : new TextDecoder().decode(bytes);
  } catch {
    return null;
  }
}
