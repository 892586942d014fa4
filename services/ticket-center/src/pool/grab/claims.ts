import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { TicketTaken } from '../../ticket/ticket.api.js';

const REMEMBERED = 100_000;

/** `theirs`: somebody else has it; `again`: whoever was first did not get it either. */
type Outcome = 'ours' | 'theirs' | 'again';

/**
 * Of all in this process who want the same thing one goes to the database; the others hear what became of it, so that they stand in no
 * queue for a lock there. Nothing rests on it: the database decides.
 */
@Injectable()
export class Claims {
  /** Whether it is gone by then. */
  readonly #running = new Map<string, Promise<boolean>>();
  readonly #taken = new LRUCache<string, true>({ max: REMEMBERED });

  /** An entry's id is used once: what was taken stays so. */
  isTaken(id: string): boolean {
    return this.#taken.has(id);
  }

  /** Of what is committed, or known by the database. */
  taken(id: string): void {
    this.#taken.set(id, true);
  }

  isWanted(id: string): boolean {
    return this.#running.has(id);
  }

  /**
   * Within a transaction nobody is waited for: who waits would keep a connection from the one who is waited for.
   * @param take whether it was got; @throws what it throws, to the one who was first
   */
  async attempt(id: string, take: () => Promise<boolean>): Promise<Outcome> {
    if (currentContext()?.unitOfWork) return (await take()) ? 'ours' : 'again';
    const running = this.#running.get(id);
    if (running) return (await running) ? 'theirs' : 'again';
    const attempt = take();
    const isGone = attempt.catch((error: unknown) => error instanceof TicketTaken);
    this.#running.set(id, isGone);
    return (await attempt.finally(() => this.#running.delete(id))) ? 'ours' : 'again';
  }
}
