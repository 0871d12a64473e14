/** The parts of a container image reference; see {@link parseImage}. */
export interface ImageReference {
  /** `registry:5000`, `ghcr.io`; null for Docker Hub by default. */
  readonly registry: string | null;
  /** Path without registry, tag and digest: `library/postgres`, `team/app`, `postgres`. */
  readonly repository: string;
  /** Last segment of the path: `postgres`. */
  readonly name: string;
  readonly tag: string | null;
  /** `sha256:…` */
  readonly digest: string | null;
}

/**
 * Splits an image reference by the grammar of the distribution project (`reference/reference.go`): the first segment is
 * a registry where it has a dot or a colon, or is `localhost`. Tolerant: any text gives some parts.
 */
export function parseImage(text: string): ImageReference {
  let rest = text.trim();
  let digest: string | null = null;
  const at = rest.indexOf('@');
  if (at >= 0) {
    digest = rest.slice(at + 1) || null;
    rest = rest.slice(0, at);
  }
  let registry: string | null = null;
  const slash = rest.indexOf('/');
  const first = slash < 0 ? '' : rest.slice(0, slash);
  if (first === 'localhost' || /[.:]/.test(first)) {
    registry = first;
    rest = rest.slice(slash + 1);
  }
  let tag: string | null = null;
  const colon = rest.lastIndexOf(':');
  if (colon > rest.lastIndexOf('/')) {
    tag = rest.slice(colon + 1) || null;
    rest = rest.slice(0, colon);
  }
  return { registry, repository: rest, name: rest.slice(rest.lastIndexOf('/') + 1), tag, digest };
}
