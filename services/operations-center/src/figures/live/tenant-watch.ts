import type { LiveFiguresView, LiveRow } from '../answers/figure.dto.js';
import { RowChanges, type Push } from './row-changes.js';

type Kind = LiveRow['kind'] | undefined;

interface Watching {
  look(): Promise<LiveFiguresView>;
  failed(error: unknown): void;
  readonly everyMs: number;
  /** Distinguishes this process's numbers from others'. */
  readonly run: string;
}

interface Watcher {
  readonly kind: Kind;
  /** Null: they have been greeted. */
  lastEventId: string | undefined | null;
  readonly tell: (push: Push) => void;
}

/** All who watch the figures of a tenant: one look at a time for all of them, none while there is nobody. */
export class TenantWatch {
  readonly #watchers = new Set<Watcher>();
  readonly #changes = new Map<Kind, RowChanges>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(private readonly watching: Watching) {}

  /** @returns how to leave; that says how many are left */
  join(kind: Kind, lastEventId: string | undefined, tell: (push: Push) => void): () => number {
    const watcher: Watcher = { kind, lastEventId, tell };
    this.#watchers.add(watcher);
    if (!this.#changes.has(kind)) this.#changes.set(kind, new RowChanges(kind, this.watching.run));
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
    for (const [kind, changes] of this.#changes) {
      const theirs = [...this.#watchers].filter((watcher) => watcher.kind === kind);
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
