import * as vscode from 'vscode';
import { moduleUri, type OpenModuleArgument } from '../../../server/src/protocol/links';
import type { ModuleReference } from '../../../server/src/protocol/model';
import type { DocBrowser } from '../browser/docBrowser';
import type { Insertion } from '../browser/insertion';
import { parseFinding, parseModule } from '../browser/messages';
import type { ServerConnection } from '../server/connection';
import { modulesOf } from '../tree/knowledgeTree';
import { adoptPack, openConfiguration } from './configuration';
import { moduleAtCursor } from './moduleAtCursor';
import { moduleItem, searchModules } from './search';
import { newModule, newService, newUseCase } from './scaffold';
import { showFinding } from './showFinding';
import { insertSnippet } from './snippets';

export interface CommandContext {
  readonly server: ServerConnection;
  readonly browser: DocBrowser;
  readonly insertion: Insertion;
}

/** Registers the commands of the extension. Arguments come from keybindings, links and other extensions: each is read, none trusted. */
export function registerCommands({ server, browser, insertion }: CommandContext): vscode.Disposable[] {
  const openIf = async (module: OpenModuleArgument | null): Promise<void> => {
    if (module !== null) await browser.open(module);
  };
  const commands: Record<string, (...args: unknown[]) => unknown> = {
    'archguide.search': async (query) => openIf(await searchModules(server, typeof query === 'string' ? query : '')),
    'archguide.openModule': async (argument) => openIf(moduleOf(argument) ?? (await pickModule(server))),
    'archguide.openModuleAtCursor': async () => {
      const module = await moduleAtCursor();
      if (module === null) void vscode.window.showInformationMessage(vscode.l10n.t('No module explains what stands here.'));
      else await browser.open(module);
    },
    'archguide.showFinding': async (argument) => {
      const finding = parseFinding(argument);
      if (finding !== null) await showFinding(finding);
    },
    'archguide.copyModuleLink': async (argument) => {
      const module = moduleOf(argument);
      if (module?.pack !== undefined) await vscode.env.clipboard.writeText(moduleUri({ ...module, pack: module.pack }, vscode.env.uriScheme));
    },
    'archguide.insertSnippet': (argument) => insertSnippet(server, insertion, moduleOf(argument)?.id),
    'archguide.newService': (argument) => newService(server, argument),
    'archguide.newUseCase': (argument) => newUseCase(server, argument),
    'archguide.newModule': (argument) => newModule(server, argument),
    'archguide.adoptPack': (pack) => adoptPack(server, typeof pack === 'string' ? pack : undefined),
    'archguide.openConfiguration': () => openConfiguration(),
    'archguide.restartServer': () => server.restart(),
    'archguide.showOutput': () => server.showOutput(),
  };
  return Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run));
}

/** The module that a command is about: its argument, or the row of a tree that it was called on. */
function moduleOf(argument: unknown): OpenModuleArgument | null {
  if (typeof argument === 'object' && argument !== null && 'module' in argument) return parseModule((argument as { module: ModuleReference | null }).module);
  return parseModule(argument);
}

async function pickModule(server: ServerConnection): Promise<OpenModuleArgument | null> {
  const nodes = await server.ask('archguide/navigation', { by: 'navigation' });
  const picked = await vscode.window.showQuickPick(modulesOf(nodes ?? []).map(moduleItem), {
    title: vscode.l10n.t('Open Module'), matchOnDetail: true, matchOnDescription: true,
  });
  return picked?.target ?? null;
}
