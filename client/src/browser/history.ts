import type { PanelState } from './messages';

export type Visit = PanelState['entries'][number];

const longest = 50;

/** Visited pages with their scroll positions, as a browser keeps them: going somewhere drops what lay ahead. */
export class History {
  private entries: Visit[];
  private index: number;

  constructor(state: PanelState | null = null) {
    this.entries = state === null ? [] : [...state.entries];
    this.index = state === null ? -1 : state.index;
  }

  get current(): Visit | null {
    return this.entries[this.index] ?? null;
  }

  get canGoBack(): boolean {
    return this.index > 0;
  }

  get canGoForward(): boolean {
    return this.index < this.entries.length - 1;
  }

  /** Goes to a page; to the one that is shown already it is no new entry. */
  visit(visit: Visit): void {
    const here = this.current;
    if (here !== null && here.pack === visit.pack && here.id === visit.id && here.anchor === visit.anchor) return;
    this.entries = [...this.entries.slice(0, this.index + 1), visit].slice(-longest);
    this.index = this.entries.length - 1;
  }

  /** @returns the page to show, or null where there is none */
  go(step: -1 | 1): Visit | null {
    const target = this.entries[this.index + step];
    if (target === undefined) return null;
    this.index += step;
    return target;
  }

  /** Remembers how far the shown page is scrolled, in pixels. */
  scrolled(top: number): void {
    const here = this.current;
    if (here !== null) this.entries[this.index] = { ...here, top };
  }

  state(): PanelState {
    return { entries: [...this.entries], index: this.index };
  }
}
