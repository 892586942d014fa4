import { Database } from '#libs/persistence/database';
import { named, withinCircle, type RowCircle } from '#libs/persistence/rows/within-circle';
import { Injectable } from '@nestjs/common';
import type { Interval } from '../../figures/figures.api.js';
import type { Outcome } from '../rows/outcome.js';
import { OutcomeSchema } from '../rows/outcome.schema.js';

const DAY_MS = 86_400_000;
const TOP_BOX = 5;

export const PROFILES_BY = ['kind', 'role', 'segment', 'tag', 'relation', 'channel'] as const;
export type ProfilesBy = (typeof PROFILES_BY)[number];

/** How long they had been a customer when they came. */
const RELATION = `CASE WHEN u.since IS NULL THEN NULL WHEN o.openedAt - u.since < ${30 * DAY_MS} THEN 'first-month'
  WHEN o.openedAt - u.since < ${365 * DAY_MS} THEN 'first-year' ELSE 'longer' END`;

const COUNTS = {
  contacts: "o.kind = 'contact'",
  tickets: "o.kind = 'ticket' AND o.mergedAt IS NULL",
  rated: 'o.score IS NOT NULL',
  satisfied: `o.score = ${TOP_BOX}`,
} as const;

export interface ProfileSums extends Record<keyof typeof COUNTS, number> {
  /** Null: no group, or not known. */
  readonly key: string | null;
  readonly customers: number;
  /** Customers with a contact, and with more than one. */
  readonly inContact: number;
  readonly repeated: number;
}

const SUMMED = ['contacts', 'tickets', 'rated', 'satisfied'] as const;

/** What came of contacts and tickets, by what their customers are told apart by. */
@Injectable()
export class ProfileFigures {
  constructor(private readonly database: Database) {}

  /** Of what began in the time, the largest group first; a customer is in each of their groups. Instants are ms, the end is excluded. */
  async sums(by: ProfilesBy, { from, to }: Interval, circle: RowCircle | null): Promise<ProfileSums[]> {
    const each = await this.#byCustomer(by, circle);
    each.andWhere('o.openedAt >= :from AND o.openedAt < :to', { from, to });
    const query = (await this.database.reader())
      .createQueryBuilder()
      .select('e.code', 'code')
      .addSelect('COUNT(*)', 'customers')
      .addSelect('SUM(CASE WHEN e.contacts >= 1 THEN 1 ELSE 0 END)', 'inContact')
      .addSelect('SUM(CASE WHEN e.contacts >= 2 THEN 1 ELSE 0 END)', 'repeated')
      .from(`(${each.getQuery()})`, 'e')
      .setParameters(each.getParameters())
      .groupBy('e.code')
      .orderBy('customers', 'DESC')
      .addOrderBy('e.code');
    for (const name of SUMMED) query.addSelect(`SUM(e.${name})`, name);
    const rows = await query.getRawMany<{ code: string | null } & Record<string, string | number>>();
    return rows.map(({ code, ...row }) => {
      const numbers = Object.entries(row).map(([name, value]) => [name, Number(value)]);
      return { ...Object.fromEntries(numbers), key: code } as ProfileSums;
    });
  }

  /** A row for each customer and group. */
  async #byCustomer(by: ProfilesBy, circle: RowCircle | null) {
    const query = (await this.database.reader())
      .createQueryBuilder<Outcome>(OutcomeSchema, 'o')
      .select([])
      .where('o.countsAs IS NOT NULL')
      .andWhere(...named(withinCircle(circle, { people: ['o.agentId'], teams: ['o.teamId'] }), 'seen'));
    if (by === 'relation') query.leftJoin('outcome_customer', 'u', 'u.id = o.countsAs');
    else if (by !== 'channel')
      query.leftJoin('outcome_customer_group', 'g', 'g.customerId = o.countsAs AND g.dimension = :by', { by });
    const code = by === 'relation' ? RELATION : by === 'channel' ? 'o.channel' : 'g.code';
    query.addSelect(code, 'code').addSelect('o.countsAs', 'customer').groupBy('code').addGroupBy('o.countsAs');
    for (const name of SUMMED) query.addSelect(`SUM(CASE WHEN ${COUNTS[name]} THEN 1 ELSE 0 END)`, name);
    return query;
  }
}
