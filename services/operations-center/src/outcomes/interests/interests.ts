import { Database } from '#libs/persistence/database';
import { named, withinCircle, type RowCircle } from '#libs/persistence/rows/within-circle';
import { Injectable } from '@nestjs/common';
import type { Outcome } from '../rows/outcome.js';
import { OutcomeSchema } from '../rows/outcome.schema.js';
import { interestChain, type InterestChain } from './interest-chain.js';

/** Contacts and tickets of a customer; older ones are left out. */
const MOST = 1_000;

/** From which topic customers went on to which. */
export interface Follow {
  readonly topic: string;
  readonly next: string;
  readonly times: number;
}

/** What customers were interested in, by the topics of their contacts and tickets. */
@Injectable()
export class Interests {
  constructor(private readonly database: Database) {}

  /** Whoever was merged into the customer is the customer. */
  async of(customerId: string, circle: RowCircle | null): Promise<InterestChain> {
    const rows = await (
      await this.#known(circle)
    )
      .andWhere('o.countsAs = :customerId', { customerId })
      .orderBy('o.openedAt', 'DESC')
      .addOrderBy('o.id', 'DESC')
      .limit(MOST)
      .getMany();
    const asked = rows.toReversed().map(({ topic, openedAt, kind, channel }) => {
      return { topic: topic!, at: openedAt!, kind, channel };
    });
    return interestChain(asked);
  }

  /** Of all customers, the most frequent first; who comes about the same again goes on to nothing. Instants are ms since the epoch. */
  async follows({ from, to }: { from: number; to: number }, circle: RowCircle | null, most: number): Promise<Follow[]> {
    const inOrder = (await this.#known(circle))
      .select('o.topic', 'topic')
      .addSelect('LAG(o.topic) OVER (PARTITION BY o.countsAs ORDER BY o.openedAt, o.id)', 'former')
      .andWhere('o.countsAs IS NOT NULL AND o.openedAt >= :from AND o.openedAt < :to', { from, to });
    const rows = await (
      await this.database.reader()
    )
      .createQueryBuilder()
      .select(['f.former AS former', 'f.topic AS topic', 'COUNT(*) AS times'])
      .from(`(${inOrder.getQuery()})`, 'f')
      .where('f.former IS NOT NULL AND f.former <> f.topic')
      .setParameters(inOrder.getParameters())
      .groupBy('f.former')
      .addGroupBy('f.topic')
      .orderBy('times', 'DESC')
      .addOrderBy('former')
      .addOrderBy('topic')
      .limit(most)
      .getRawMany<{ former: string; topic: string; times: number | string }>();
    return rows.map(({ former, topic, times }) => ({ topic: former, next: topic, times: Number(times) }));
  }

  async #known(circle: RowCircle | null) {
    return (await this.database.reader())
      .createQueryBuilder<Outcome>(OutcomeSchema, 'o')
      .where('o.topic IS NOT NULL AND o.openedAt IS NOT NULL')
      .andWhere(...named(withinCircle(circle, { people: ['o.agentId'], teams: ['o.teamId'] }), 'seen'));
  }
}
