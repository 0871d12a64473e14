import tseslint from 'typescript-eslint';
import importX from 'eslint-plugin-import-x';

/** Who may import whom (DESIGN.md, Layers). Each entry: files, and what they may not import. */
const coreOrder = ['text', 'syntax', 'facts', 'pack', 'project', 'rules', 'workspace', 'features', 'report'];
const allowedInCore = {
  text: [],
  syntax: ['text'],
  facts: ['text', 'syntax'],
  pack: ['text', 'syntax', 'facts'],
  project: ['text', 'syntax', 'facts', 'pack'],
  rules: ['text', 'syntax', 'facts', 'pack', 'project'],
  workspace: ['text', 'syntax', 'facts', 'pack', 'project', 'rules'],
  features: ['text', 'syntax', 'facts', 'pack', 'project', 'rules', 'workspace'],
  report: ['text', 'syntax', 'facts', 'pack', 'project', 'rules'],
};
const zones = coreOrder.flatMap((layer) =>
  coreOrder
    .filter((other) => other !== layer && !allowedInCore[layer].includes(other))
    .map((other) => ({
      target: `./server/src/core/${layer}`,
      from: `./server/src/core/${other}`,
      message: `core/${layer} may not import core/${other}: see docs/architecture.md.`,
    })),
);

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', '.cache/**', 'examples/**', 'docs-bundle/**'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: {
      parserOptions: { project: ['./tsconfig.json', './client/src/browser/ui/tsconfig.json'], tsconfigRootDir: import.meta.dirname },
    },
    settings: { 'import-x/resolver': { node: { extensions: ['.ts'] } }, 'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] } },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-restricted-paths': ['error', {
        zones: [
          ...zones,
          { target: './server/src/core', from: './server/src', except: ['./core'], message: 'core imports only itself.' },
          { target: './server/src/node', from: './server/src', except: ['./core', './node'], message: 'node imports core.' },
          { target: './server/src/protocol', from: './server/src', except: ['./protocol'], message: 'protocol imports nothing.' },
          { target: './server/src/cli', from: './server/src/lsp', except: ['./main.ts'], message: 'faces do not import each other.' },
          { target: './server/src/lsp', from: './server/src/cli', message: 'faces do not import each other.' },
          { target: './client/src', from: './server/src', except: ['./protocol'], message: 'the client knows the protocol alone.' },
          { target: './server/src/core/rules/checks/!(registry).ts', from: './server/src/core/rules/checks', message: 'a rule never imports a rule.', except: ['./registry.ts', './shared'] },
        ],
      }],
    },
  },
  {
    files: ['server/src/core/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ regex: '^(node:|fs$|path$|os$|worker_threads$|child_process$|vscode)', message: 'core knows no Node and no editor; use a port.' }] }],
      'no-restricted-globals': ['error', 'process', 'Buffer', 'require', '__dirname', 'console', 'setTimeout', 'setInterval'],
      'no-restricted-syntax': ['error', { selector: 'Program > VariableDeclaration[kind="let"]', message: 'No state at module level.' }],
    },
  },
  {
    files: ['test/**/*.ts', 'scripts/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': 'off',
      'no-console': 'off',
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['server/src/cli/**/*.ts'], rules: { 'no-console': 'off' } },
);
