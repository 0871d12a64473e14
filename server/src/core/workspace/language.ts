/** Languages that the product reads. */
export type FileLanguage = 'python' | 'compose' | 'dockerfile' | 'dependencies' | 'configuration' | 'module' | 'environment';

const composeName = /^(docker-)?compose([.-][\w.-]+)?\.ya?ml$/i;
const dockerfileName = /^(Dockerfile|Containerfile)([.-][\w.-]+)?$|\.(dockerfile|containerfile)$/i;
const requirementsName = /^(requirements|constraints|dev-requirements|test-requirements)[\w.-]*\.(txt|in)$/i;

/**
 * The language of a workspace file by its path; null for a file that the product does not read. A YAML file of another
 * name may be a compose file by its content: that is for `isComposeFile` to say.
 */
export function languageOf(path: string): FileLanguage | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name.endsWith('.py')) return 'python';
  if (composeName.test(name)) return 'compose';
  if (/^archguide\.ya?ml$/.test(name)) return 'configuration';
  if (path.startsWith('.archguide/') || path.includes('/.archguide/')) return name.endsWith('.md') || name === 'pack.yaml' ? 'module' : null;
  if (dockerfileName.test(name) && !/\.(py|md|ya?ml|json|dockerignore)$/i.test(name)) return 'dockerfile';
  if (name === 'pyproject.toml' || requirementsName.test(name) || (name.endsWith('.txt') && /(^|\/)requirements\//.test(path))) return 'dependencies';
  if (name === '.env') return 'environment';
  return null;
}
