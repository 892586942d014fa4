import { addToRows } from '#libs/persistence/rows/add-to-rows';
import { Database } from '#libs/persistence/database';
import { readRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { PlanShares } from '../domain/plan-targets.js';
import { PlanShareSchema } from './plan.schema.js';

@Injectable()
export class TypeormPlanShares extends PlanShares {
  constructor(private readonly database: Database) {
    super();
  }

  override given(planId: string, segment: string, day: string) {
    return this.database.transaction(async (tx) => {
      const forUpdate = this.database.locksRows;
      const rows = await readRows(tx, PlanShareSchema, { planId, segment }, { forUpdate });
      const shares = new Map<string, { today: number; ever: number }>();
      for (const row of rows) {
        const share = shares.get(row.personId) ?? { today: 0, ever: 0 };
        share.ever += row.given;
        if (row.day === day) share.today += row.given;
        shares.set(row.personId, share);
      }
      return shares;
    });
  }

  override async add(planId: string, segment: string, day: string, given: ReadonlyMap<string, number>): Promise<void> {
    const rows = Array.from(given, ([personId, count]) => ({ planId, segment, personId, day, given: count }));
    const inOrder = rows.toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
    await this.database.transaction((tx) => addToRows(tx, PlanShareSchema, inOrder, { sums: ['given'] }));
  }
}
