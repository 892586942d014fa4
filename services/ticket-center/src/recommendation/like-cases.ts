import { LikeTexts } from '#libs/recommendation/like-texts';
import { Clock } from '#libs/kernel/clock';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { TicketCases, wordingOf } from '../ticket/ticket-cases.api.js';

interface Closed {
  readonly ticketId: string;
  readonly ticketType: string;
  readonly solution: string | null;
}

export interface LikeCase extends Closed {
  readonly likeness: number;
  readonly words: readonly string[];
}

const FRESH_MS = 300_000;
const TENANTS = 50;
const MOST = 2_000;
const SHOWN = 5;

/** Closed tickets whose words are like others; as they were some minutes ago. */
@Injectable()
export class LikeCases {
  readonly #known = new LRUCache<string, { readonly texts: LikeTexts<Closed>; readonly madeAt: number }>({
    max: TENANTS,
  });

  constructor(
    private readonly tickets: TicketCases,
    private readonly clock: Clock,
  ) {}

  async nearest(text: string): Promise<LikeCase[]> {
    const found = (await this.#texts()).nearest(text, SHOWN);
    return found.map(({ id, likeness, words }) => ({ ...id, likeness, words }));
  }

  async #texts(): Promise<LikeTexts<Closed>> {
    const tenant = currentTenant();
    const now = this.clock.ms();
    const known = this.#known.get(tenant);
    if (known && now - known.madeAt < FRESH_MS) return known.texts;
    const closed = await this.tickets.closed(MOST);
    const texts = new LikeTexts(
      closed.map((each) => ({
        id: { ticketId: each.id, ticketType: each.ticketType, solution: each.solution },
        text: wordingOf(each),
      })),
    );
    this.#known.set(tenant, { texts, madeAt: now });
    return texts;
  }
}
