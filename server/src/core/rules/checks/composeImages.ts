import { parseImage } from '../../facts/image';
import type { ComposeCheck, Fix } from '../model';
import { replaceScalar } from './shared/composeEdits';

/** Images without a version: `image: redis`, `image: redis:latest`, also behind a variable's default. */
export const pinnedImage: ComposeCheck = {
  name: 'compose/pinned-image',
  input: 'compose',
  run(context) {
    for (const service of context.compose.services.values()) {
      const { image } = service;
      // With `build:` the image is the name of what is built here.
      if (image === null || service.build !== null) continue;
      if (!image.isResolved && image.value.trim() === '') continue;
      const parsed = parseImage(image.value);
      if (parsed.digest !== null || parsed.name === '') continue;
      // `image: repo:${TAG}` without a default: which tag it is cannot be told.
      if (!image.isResolved && (parsed.tag === null || parsed.tag === '')) continue;
      if (parsed.tag !== null && parsed.tag !== 'latest') continue;
      const canonical = canonicalTag(context.options, parsed.repository, parsed.name);
      const fields = { service: service.name, name: image.value, value: image.raw, problem: parsed.tag === null ? 'has no tag' : 'is `latest`', tag: canonical ?? 'a version' };
      let fix: Fix | null = null;
      if (canonical !== null && image.variables.length === 0) {
        const edit = replaceScalar(context, image.at, `${image.value.replace(/:latest$/, '')}:${canonical}`);
        fix = edit && { title: `Pin to ${parsed.name}:${canonical}`, edits: [edit] };
      }
      context.report({ path: image.at.path, range: image.at.range, fields, fix });
    }
  },
};

/** Images of the technology stack at another major or minor version than its table says. */
export const canonicalVersion: ComposeCheck = {
  name: 'compose/canonical-version',
  input: 'compose',
  run(context) {
    for (const service of context.compose.services.values()) {
      const { image } = service;
      if (image === null || service.build !== null || !image.isResolved) continue;
      const parsed = parseImage(image.value);
      if (parsed.tag === null || parsed.tag === 'latest') continue;
      const canonical = canonicalTag(context.options, parsed.repository, parsed.name);
      if (canonical === null) continue;
      const wanted = versionNumbers(canonical);
      const found = versionNumbers(parsed.tag);
      if (wanted === null || found === null || wanted.length === 0) continue;
      const isMajor = found[0] !== wanted[0];
      const isMinor = !isMajor && wanted.length > 1 && found.length > 1 && found[1] !== wanted[1];
      if (!isMajor && !isMinor) continue;
      const edit = image.variables.length === 0 ? replaceScalar(context, image.at, image.value.replace(/:[^:/@]+(?=$|@)/, `:${canonical}`)) : null;
      context.report({
        path: image.at.path,
        range: image.at.range,
        ...(isMajor ? {} : { severity: 'information' as const }),
        fields: { service: service.name, name: parsed.name, value: parsed.tag, version: canonical },
        fix: edit && parsed.digest === null ? { title: `Use ${parsed.name}:${canonical}`, edits: [edit] } : null,
      });
    }
  },
};

/** The tag that the stack's table names for an image, by repository or by name; null where the table is silent. */
function canonicalTag(options: Readonly<Record<string, unknown>>, repository: string, name: string): string | null {
  const images = options['images'];
  if (typeof images !== 'object' || images === null) return null;
  const table = images as Readonly<Record<string, unknown>>;
  const short = repository.replace(/^library\//, '');
  // An image of somebody's own repository that merely ends in a known name is not the official one.
  const tag = table[short] ?? (short === name ? table[name] : undefined);
  return typeof tag === 'string' || typeof tag === 'number' ? String(tag) : null;
}

/** Leading numbers of a tag: `3.13-management` → [3, 13]; null where it does not begin with one. */
function versionNumbers(tag: string): readonly number[] | null {
  const match = /^v?(\d+(?:\.\d+)*)/.exec(tag);
  return match?.[1] ? match[1].split('.').map(Number) : null;
}
