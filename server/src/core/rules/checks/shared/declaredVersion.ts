import { staysBelow } from '../../../facts/dependencies/versions';
import type { ProjectView } from '../../../project/model';

/**
 * Whether the project that a file is in declares `packageName` (normalised by PEP 503) in a version below `limit` alone. The dependency
 * files nearest above the file decide; false where none of them pins the package so.
 */
export function isPinnedBelow(project: ProjectView, path: string, packageName: string, limit: string): boolean {
  for (let folder = parentOf(path); ; folder = parentOf(folder)) {
    const declared = [...project.dependencies].filter(([file]) => parentOf(file) === folder || parentOf(file) === joined(folder, 'requirements'))
      .flatMap(([, facts]) => facts.dependencies.filter((dependency) => dependency.name === packageName));
    if (declared.length > 0) return declared.some((dependency) => staysBelow(dependency.specifier, limit, dependency.style ?? 'pep440'));
    if (folder === '') return false;
  }
}

function parentOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
