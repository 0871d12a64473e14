/** Workspace folders as URIs, and paths within them. Paths are decoded, with forward slashes (LSP 3.17, URI). */
export class FolderUris {
  private readonly prefix: string;

  constructor(readonly uri: string) {
    this.prefix = uri.endsWith('/') ? uri : `${uri}/`;
  }

  /** The path of a document within the folder; null where it lies outside. */
  pathOf(uri: string): string | null {
    if (uri.startsWith(this.prefix)) return decode(uri.slice(this.prefix.length));
    // Clients differ in what they encode (`%3A` in drive letters, brackets): compare decoded.
    const plain = decode(uri);
    const prefix = decode(this.prefix);
    return plain !== null && prefix !== null && plain.startsWith(prefix) ? plain.slice(prefix.length) : null;
  }

  uriOf(path: string): string {
    return this.prefix + path.split('/').map((segment) => encodeURIComponent(segment).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)).join('/');
  }
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
