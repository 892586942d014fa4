import type { Logger } from 'pino';
import { OpenStreams } from '../own/open-streams.api.js';
import type { Asking } from '../own/own-operation.api.js';
import type { BreakerBoard } from './breaker-board.js';
import type { Scope, WrongNow, WrongNowPage } from './wrong-now.js';

/** A breaker that changes is told this soon. */
const SOON_MS = 100;

/** Tells those who watch what is wrong: every few seconds, and when a breaker changes. Works only while somebody watches. */
export class LiveAssurance {
  readonly #streams = new OpenStreams<Scope>();
  #timer: NodeJS.Timeout | undefined;
  #dueAt = Infinity;

  /** @param everyMs from one telling to the next */
  constructor(
    private readonly page: WrongNowPage,
    board: BreakerBoard,
    private readonly everyMs: number,
    private readonly logger: Logger,
  ) {
    board.onChange(() => this.#tellWithin(SOON_MS));
  }

  /** @throws Refusal 429 `too-many-streams` */
  open(asking: Asking, scope: Scope): void {
    this.#streams.open(asking, scope);
    this.#tellWithin(0);
  }

  endAll(): void {
    clearTimeout(this.#timer);
    this.#streams.endAll();
  }

  #tellWithin(ms: number): void {
    const at = performance.now() + ms;
    if (this.#streams.size === 0 || at >= this.#dueAt) return;
    clearTimeout(this.#timer);
    this.#dueAt = at;
    this.#timer = setTimeout(() => void this.#tell(), ms).unref();
  }

  /** Many watch the same: it is found out once for all of them. */
  async #tell(): Promise<void> {
    this.#dueAt = Infinity;
    const pages = new Map<string, Promise<WrongNow>>();
    const told = Array.from(this.#streams.all(), async ([stream, scope]) => {
      const key = JSON.stringify([scope.tenant, scope.service, scope.traceId]);
      const page = pages.get(key) ?? this.page.of(scope, undefined);
      pages.set(key, page);
      stream.tell('assurance', await page);
    });
    await Promise.all(told).catch((error: unknown) =>
      this.logger.error({ err: error }, 'could not tell what is wrong'),
    );
    this.#tellWithin(this.everyMs);
  }
}
