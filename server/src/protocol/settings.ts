/** THE settings schema: `package.json`'s contribution and the server's defaults are made from it, and a test compares them. */
export interface Settings {
  readonly enable: boolean;
  readonly diagnostics: { readonly workspace: boolean };
  readonly hover: { readonly enable: boolean };
  readonly completion: { readonly enable: boolean };
  readonly trace: { readonly server: 'off' | 'messages' | 'verbose' };
}

interface SettingSchema {
  readonly type: 'boolean' | 'string';
  readonly default: boolean | string;
  readonly enum?: readonly string[];
  readonly scope: 'resource' | 'window' | 'machine';
  readonly description: string;
}

export const settingsSchema: Readonly<Record<string, SettingSchema>> = {
  'archguide.enable': { type: 'boolean', default: true, scope: 'resource', description: 'Check files against the architecture.' },
  'archguide.diagnostics.workspace': { type: 'boolean', default: true, scope: 'window', description: 'Also report problems in files that are not open.' },
  'archguide.hover.enable': { type: 'boolean', default: true, scope: 'resource', description: 'Explain names and problems on hover, with a link to the module that matters.' },
  'archguide.completion.enable': { type: 'boolean', default: true, scope: 'resource', description: 'Complete images and versions of the stack, environment names and snippets.' },
  'archguide.trace.server': { type: 'string', default: 'off', enum: ['off', 'messages', 'verbose'], scope: 'window', description: 'Log the traffic between the editor and the language server.' },
};

export const defaultSettings: Settings = {
  enable: true,
  diagnostics: { workspace: true },
  hover: { enable: true },
  completion: { enable: true },
  trace: { server: 'off' },
};
