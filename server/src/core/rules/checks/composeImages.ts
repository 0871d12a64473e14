import type { ComposeScalar } from '../../facts/compose/model';
import { parseImage, type ImageReference } from '../../facts/image';
import type { CheckContext, ComposeCheck, Fix } from '../model';
import { replaceScalar } from './shared/composeEdits';
import { serverRole } from './shared/composeServices';
import { isLocalImage } from './shared/localImages';
import { isOfficialImage } from './shared/officialImages';

/**
 * Images without a version: `image: redis`, `image: redis:latest`, also behind a variable's default. Fields: problem (what is
 * wrong with the tag), tag (the one to write). Option `tableOf`: the rule whose option `images` is the table of tags.
 */
export const pinnedImage: ComposeCheck = {
  name: 'compose/pinned-image',
  input: 'compose',
  run(context) {
    for (const service of context.compose.services.values()) {
      const { image } = service;
      if (image === null) continue;
      const parsed = parseImage(image.value);
      if (parsed.name === '' || parsed.digest !== null || isLocalImage(context.project, service, parsed)) continue;
      if (parsed.tag !== null && parsed.tag !== 'latest' && !isFloating(parsed)) continue;
      // `image: repo:${TAG}` without a default: which tag it is cannot be told.
      if (!image.isResolved && parsed.tag === null) continue;
      const canonical = canonicalTag(context, parsed);
      const fields = {
        service: service.name, name: image.value, value: image.raw,
        problem: parsed.tag === null ? 'has no tag' : parsed.tag === 'latest' ? 'is tagged `latest`' : `is tagged \`${parsed.tag}\`, which is no version`,
        tag: canonical === null ? 'pin a version' : `pin a version, such as \`${canonical}\``,
      };
      // Without the pack nobody has chosen this version, and what `latest` has written a database of an older version does not read.
      const needsReview = serverRole(service) === 'database' && !context.project.follows(context.rule.pack);
      context.report({ path: image.at.path, range: image.at.range, fields, fix: canonical === null ? null : tagFix(context, image, parsed, canonical, { verb: 'Pin to', needsReview }) });
    }
  },
};

/** Words of a tag that name a base or an edition, and no version. */
const floating = /^(alpine|slim|stable|mainline|lts|current|edge|nightly|management|perl|otel|fpm|apache)$/;

/** `redis:alpine`, `rabbitmq:management-alpine`: the newest one on that base. Only of Docker Hub's own images is it known what such a word means. */
function isFloating({ registry, repository, tag }: ImageReference): boolean {
  return (registry === null || registry === 'docker.io') && isOfficialImage(repository.replace(/^library\//, '')) && tag !== null && tag.split('-').every((word) => floating.test(word));
}

/** Images of the technology stack at another major or minor version than its table says. Fields: value and version (the tags), name (the image), instead. */
export const canonicalVersion: ComposeCheck = {
  name: 'compose/canonical-version',
  input: 'compose',
  run(context) {
    for (const service of context.compose.services.values()) {
      const { image } = service;
      if (image === null || !image.isResolved) continue;
      const parsed = parseImage(image.value);
      if (parsed.tag === null || isLocalImage(context.project, service, parsed)) continue;
      const canonical = canonicalTag(context, parsed);
      const wanted = canonical === null ? null : versionNumbers(canonical);
      const found = versionNumbers(parsed.tag);
      if (canonical === null || wanted === null || found === null) continue;
      const isMajor = found[0] !== wanted[0];
      if (!isMajor && (wanted.length < 2 || found.length < 2 || found[1] === wanted[1])) continue;
      const tag = withBase(canonical, parsed.tag);
      const isAhead = isNewer(found, wanted);
      context.report({
        path: image.at.path,
        range: image.at.range,
        // A minor version is information at most, whatever the rule is set to.
        ...(isMajor ? {} : { atMost: 'information' as const }),
        fields: { service: service.name, name: parsed.name, value: parsed.tag, version: tag, instead: isAhead ? 'use that one, or raise the stack for all services' : 'use that one' },
        // What a newer version of a store has written, an older one does not read; a newer one may want its data migrated first.
        fix: parsed.digest !== null || (isMajor && isAhead && serverRole(service) !== null) ? null : tagFix(context, image, parsed, tag, { verb: 'Use', needsReview: isMajor && serverRole(service) !== null }),
      });
    }
  },
};

/** Writes another tag; not where a variable has a part in the value. */
function tagFix(context: CheckContext, image: ComposeScalar, parsed: ImageReference, tag: string, how: { readonly verb: string; readonly needsReview: boolean }): Fix | null {
  if (image.variables.length > 0 || image.raw.includes('$')) return null;
  const bare = parsed.tag === null ? image.value.trim() : image.value.trim().slice(0, -parsed.tag.length - 1);
  const edit = replaceScalar(context, image.at, `${bare}:${tag}`);
  return edit && { title: `${how.verb} ${parsed.name}:${tag}`, ...(how.needsReview ? { needsReview: true } : {}), edits: [edit] };
}

/** The tag that the stack's table names for an image, by repository or by name; null where the table is silent. */
function canonicalTag(context: CheckContext, image: ImageReference): string | null {
  const { tableOf } = context.options;
  const images = context.options['images'] ?? (typeof tableOf === 'string' ? context.optionsOf(tableOf)['images'] : undefined);
  if (typeof images !== 'object' || images === null) return null;
  // Mirrors keep the official images below `library/`; an image of somebody's own repository that merely ends in a known name is not the official one.
  const tag = (images as Readonly<Record<string, unknown>>)[image.repository.replace(/^(docker\/)?library\//, '')];
  return typeof tag === 'string' || typeof tag === 'number' ? String(tag) : null;
}

/** Leading numbers of a tag: `3.13-management` → [3, 13]; null where it does not begin with one. */
function versionNumbers(tag: string): readonly number[] | null {
  const match = /^v?(\d+(?:\.\d+)*)(?![a-z\d])/i.exec(tag);
  return match?.[1] ? match[1].split('.').map(Number) : null;
}

/** Whether the first number in which two versions differ is higher in the first one. */
function isNewer(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((part, index) => part !== (b[index] ?? 0));
  return (a[at] ?? 0) > (b[at] ?? 0);
}

/** Stays on Alpine where the image is on it: another C library sorts text otherwise, which breaks the indexes of a database. */
function withBase(canonical: string, found: string): string {
  return /-alpine/.test(found) && /^v?[\d.]+$/.test(canonical) ? `${canonical}-alpine` : canonical;
}
