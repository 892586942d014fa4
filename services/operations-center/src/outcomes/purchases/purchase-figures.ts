import { Database } from '#libs/persistence/database';
import { named, withinCircle, type RowCircle } from '#libs/persistence/rows/within-circle';
import { Injectable } from '@nestjs/common';
import type { Interval } from '../../figures/figures.api.js';
import { PurchaseSchema, type Purchase } from './purchase.schema.js';

const DAY_MS = 86_400_000;
/** Of one customer; older ones are left out. */
const MOST = 200;

/** The last contact of the customer before the purchase, by `:withinMs` at most. */
const CONTACT_BEFORE = `c.id = (SELECT b.id FROM outcome b WHERE b.countsAs = p.countsAs AND b.kind = 'contact'
  AND b.openedAt <= p.boughtAt AND b.openedAt >= p.boughtAt - :withinMs ORDER BY b.openedAt DESC, b.id DESC LIMIT 1)`;

export const PURCHASES_BY = ['product', 'channel', 'topic', 'agent'] as const;
export type PurchasesBy = (typeof PURCHASES_BY)[number];

const KEYS: Readonly<Record<PurchasesBy, string>> = {
  product: 'p.product',
  channel: 'c.channel',
  topic: 'c.topic',
  agent: 'c.agentId',
};

/** Which purchases are seen, and how many days after a contact they still come of it. */
export interface PurchaseScope {
  readonly withinDays: number;
  /** Whose contacts they came after; null: everybody's, those after none too. */
  readonly circle: RowCircle | null;
}

export interface PurchaseGroup {
  /** Null: after no contact, or of one that nobody said it of. */
  readonly key: string | null;
  readonly purchases: number;
  readonly customers: number;
  readonly afterContact: number;
  /** In the smallest unit of each currency. */
  readonly values: readonly { readonly currency: string; readonly amount: number }[];
}

export interface PurchaseMade extends Pick<Purchase, 'id' | 'product' | 'amount' | 'currency' | 'boughtAt'> {
  /** `at` is ms since the epoch. */
  readonly after: {
    readonly contactId: string;
    readonly at: number;
    readonly channel: string | null;
    readonly topic: string | null;
    readonly agentId: string | null;
  } | null;
}

type Made = Omit<PurchaseMade, 'after'> & Record<'contactId' | 'channel' | 'topic' | 'agentId', string | null>;

/** What customers bought, and after which contacts. */
@Injectable()
export class PurchaseFigures {
  constructor(private readonly database: Database) {}

  /** The most frequent first; instants are ms, the end is excluded. */
  async sums(by: PurchasesBy, { from, to }: Interval, scope: PurchaseScope): Promise<PurchaseGroup[]> {
    const query = async () =>
      (await this.#seen(scope))
        .select(KEYS[by], 'key')
        .andWhere('p.boughtAt >= :from AND p.boughtAt < :to', { from, to })
        .groupBy(KEYS[by]);
    const counts = await (
      await query()
    )
      .addSelect('COUNT(*)', 'purchases')
      .addSelect('COUNT(DISTINCT p.countsAs)', 'customers')
      .addSelect('COUNT(c.id)', 'afterContact')
      .orderBy('purchases', 'DESC')
      .addOrderBy(KEYS[by])
      .getRawMany<{ key: string | null } & Record<'purchases' | 'customers' | 'afterContact', string | number>>();
    const values = await (
      await query()
    )
      .addSelect('p.currency', 'currency')
      .addSelect('SUM(p.amount)', 'amount')
      .andWhere('p.amount IS NOT NULL')
      .addGroupBy('p.currency')
      .orderBy('p.currency')
      .getRawMany<{ key: string | null; currency: string; amount: string | number }>();
    return counts.map(({ key, purchases, customers, afterContact }) => ({
      ...{ key, purchases: Number(purchases), customers: Number(customers), afterContact: Number(afterContact) },
      values: values
        .filter((value) => value.key === key)
        .map(({ currency, amount }) => ({ currency, amount: Number(amount) })),
    }));
  }

  /** The latest first. Whoever was merged into the customer is the customer. */
  async of(customerId: string, scope: PurchaseScope): Promise<PurchaseMade[]> {
    const query = (await this.#seen(scope)).select([]);
    for (const name of ['id', 'product', 'amount', 'currency', 'boughtAt']) query.addSelect(`p.${name}`, name);
    const rows = await query
      .addSelect(['c.id AS contactId', 'c.openedAt AS at', 'c.channel AS channel'])
      .addSelect(['c.topic AS topic', 'c.agentId AS agentId'])
      .andWhere('p.countsAs = :customerId', { customerId })
      .orderBy('p.boughtAt', 'DESC')
      .addOrderBy('p.id', 'DESC')
      .limit(MOST)
      .getRawMany<Made & { at: number | string | null }>();
    return rows.map(({ id, product, amount, currency, boughtAt, contactId, at, channel, topic, agentId }) => ({
      ...{ id, product, currency, amount: amount === null ? null : Number(amount), boughtAt: Number(boughtAt) },
      after: contactId === null ? null : { contactId, at: Number(at), channel, topic, agentId },
    }));
  }

  async #seen({ withinDays, circle }: PurchaseScope) {
    return (await this.database.reader())
      .createQueryBuilder<Purchase>(PurchaseSchema, 'p')
      .leftJoin('outcome', 'c', CONTACT_BEFORE, { withinMs: withinDays * DAY_MS })
      .where(...named(withinCircle(circle, { people: ['c.agentId'], teams: ['c.teamId'] }), 'seen'));
  }
}
