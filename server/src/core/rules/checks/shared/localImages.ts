import type { ComposeService } from '../../../facts/compose/model';
import { parseImage, type ImageReference } from '../../../facts/image';
import type { ProjectView } from '../../../project/model';
import { isOfficialImage } from './officialImages';

/**
 * Whether the image of a service is the name of what is built here, so that no registry can change it: by `build`, by a
 * service of any compose project that builds the same name, by a pull policy that never pulls, or because no registry can
 * have the name.
 */
export function isLocalImage(project: ProjectView, service: ComposeService, image: ImageReference): boolean {
  if (service.build !== null) return true;
  const policy = service.other.get('pull_policy')?.value;
  if (policy === 'never' || policy === 'build') return true;
  if (image.registry === 'localhost') return true;
  if (image.registry === null && !image.repository.includes('/') && !isOfficialImage(image.name)) return true;
  return project.compose.some((compose) => [...compose.services.values()].some((other) => {
    if (other.build === null || other.image === null) return false;
    const built = parseImage(other.image.value);
    return built.repository === image.repository && built.registry === image.registry;
  }));
}
