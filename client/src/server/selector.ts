/** One entry of a document selector, in the shape that both `vscode` and the protocol take. */
export interface DocumentFilter {
  readonly scheme: string;
  readonly language?: string;
  readonly pattern?: string;
}

/**
 * Languages by id. Compose files come as `dockercompose` or `yaml`; Markdown is for packs, which may be any folder, so that
 * the server decides.
 */
const languages = ['python', 'yaml', 'dockercompose', 'dockerfile', 'toml', 'pip-requirements', 'markdown'];

/** Files that come as plain text where no extension brings their language. */
const patterns = [
  '**/pyproject.toml',
  '**/Pipfile',
  '**/{requirements,constraints}*.{txt,in}',
  '**/requirements/*.{txt,in}',
  '**/{Dockerfile,Containerfile}',
  '**/{Dockerfile,Containerfile}.*',
  '**/*.{Dockerfile,dockerfile}',
  '**/{docker-compose,compose}*.{yml,yaml}',
  '**/archguide.{yaml,yml}',
];

/** What the server is told of, in documents of these URI schemes. */
export function documentSelector(schemes: readonly string[]): DocumentFilter[] {
  return schemes.flatMap((scheme) => [
    ...languages.map((language) => ({ scheme, language })),
    ...patterns.map((pattern) => ({ scheme, pattern })),
  ]);
}

/** Languages whose files the status items speak about: Markdown is left out, since most of it is no module. */
export function statusSelector(schemes: readonly string[]): DocumentFilter[] {
  return documentSelector(schemes).filter(({ language }) => language !== 'markdown');
}
