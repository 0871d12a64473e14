/** Gives headings their anchors as GitHub does: lower case, punctuation dropped, spaces to hyphens, repeats numbered. */
export class Slugger {
  private readonly used = new Map<string, number>();

  slug(heading: string): string {
    const base = slugOf(heading);
    let slug = base;
    for (let count = this.used.get(base) ?? 0; this.used.has(slug); ) {
      count += 1;
      this.used.set(base, count);
      slug = `${base}-${count}`;
    }
    this.used.set(slug, 0);
    return slug;
  }
}

/** The anchor of a heading that stands once on its page. */
export function slugOf(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '').replace(/ /g, '-');
}
