import type { FigureSource } from '../figure/figure-definition.js';
import type { Look } from '../figure/look.js';
import { BoardChannel, type Push } from './board-channel.js';
import { documentOf, type Readings, type Shown } from './board-document.js';
import { sourcesOf } from './sources-of.js';

interface Feeding {
  look(sources: ReadonlySet<FigureSource>): Promise<Look>;
  readonly readings: Readings;
  failed(error: unknown): void;
  readonly everyMs: number;
  /** Distinguishes this process's numbers from others'. */
  readonly run: string;
}

interface Watched {
  readonly shown: Shown;
  readonly sources: readonly FigureSource[];
  readonly channel: BoardChannel;
}

/** All who watch boards of a tenant: one look at a time for all of them, one document for those who see the same, none while there is nobody. */
export class TenantFeed {
  readonly #watched = new Map<string, Watched>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(private readonly feeding: Feeding) {}

  /** @param name the same for those who see the same. @returns how to leave; that says how many boards are still watched */
  join(name: string, shown: Shown, lastEventId: string | undefined, tell: (push: Push) => void): () => number {
    const watched = this.#watched.get(name) ?? this.#newlyWatched(shown);
    this.#watched.set(name, watched);
    const leave = watched.channel.join(lastEventId, tell);
    this.#timer ??= setInterval(() => void this.#look(), this.feeding.everyMs).unref();
    void this.#look();
    return () => {
      leave();
      if (watched.channel.size === 0) this.#watched.delete(name);
      if (this.#watched.size === 0) this.#rest();
      return this.#watched.size;
    };
  }

  /** Resolves when no look is under way. */
  async idle(): Promise<void> {
    await this.#looking;
  }

  #newlyWatched(shown: Shown): Watched {
    return { shown, sources: sourcesOf(shown.widgets), channel: new BoardChannel(this.feeding.run) };
  }

  #rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): Promise<void> {
    this.#looking ??= this.#show()
      .catch((error: unknown) => this.feeding.failed(error))
      .finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #show(): Promise<void> {
    const all = [...this.#watched.values()];
    const look = await this.feeding.look(new Set(all.flatMap(({ sources }) => sources)));
    for (const { shown, channel } of all)
      channel.show(await documentOf(shown, look, this.feeding.readings), look.parts.asOf);
  }
}
