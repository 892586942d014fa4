import type { LiveFiguresView } from '../answers/figure.dto.js';
import { RowChanges, type Push } from './row-changes.js';
import type { ShownRows } from './shown-rows.js';

interface Watching {
  look(): Promise<LiveFiguresView>;
  failed(error: unknown): void;
  readonly everyMs: number;
  /** Distinguishes this process's numbers from others'. */
  readonly run: string;
}

interface Watcher {
  readonly shown: string;
  /** Null: they have been greeted. */
  lastEventId: string | undefined | null;
  readonly tell: (push: Push) => void;
}

/** All who watch the figures of a tenant: one look at a time for all of them, none while there is nobody. */
export class TenantWatch {
  readonly #watchers = new Set<Watcher>();
  readonly #changes = new Map<string, RowChanges>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(private readonly watching: Watching) {}

  /** @returns how to leave; that says how many are left */
  join(shown: ShownRows, lastEventId: string | undefined, tell: (push: Push) => void): () => number {
    const watcher: Watcher = { shown: shown.name, lastEventId, tell };
    this.#watchers.add(watcher);
    if (!this.#changes.has(shown.name)) this.#changes.set(shown.name, new RowChanges(shown, this.watching.run));
    this.#timer ??= setInterval(() => void this.#look(), this.watching.everyMs).unref();
    void this.#look();
    return () => this.#leave(watcher);
  }

  /** Resolves when no look is under way. */
  async idle(): Promise<void> {
    await this.#looking;
  }

  #leave(watcher: Watcher): number {
    this.#watchers.delete(watcher);
    if (![...this.#watchers].some(({ shown }) => shown === watcher.shown)) this.#changes.delete(watcher.shown);
    if (this.#watchers.size > 0) return this.#watchers.size;
    clearInterval(this.#timer);
    this.#timer = undefined;
    return 0;
  }

  #look(): Promise<void> {
    this.#looking ??= this.watching
      .look()
      .then((view) => this.#tell(view))
      .catch((error: unknown) => this.watching.failed(error))
      .finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  #tell(view: LiveFiguresView): void {
    for (const [shown, changes] of this.#changes) {
      const theirs = [...this.#watchers].filter((watcher) => watcher.shown === shown);
      const push = changes.look(view);
      for (const watcher of theirs) {
        const { lastEventId } = watcher;
        watcher.lastEventId = null;
        const pushes = lastEventId === null ? (push ? [push] : []) : changes.since(lastEventId);
        for (const each of pushes) watcher.tell(each);
      }
    }
  }
}
