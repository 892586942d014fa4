import { addToRows } from '#libs/persistence/rows/add-to-rows';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { EngineerDays } from '../domain/visit.repository.js';
import type { PlannedDay } from '../domain/visit-assignment.js';
import { EngineerDaySchema } from './visit.schema.js';

@Injectable()
export class TypeormEngineerDays extends EngineerDays {
  constructor(private readonly database: Database) {
    super();
  }

  override async takeWithin({ engineerId, day }: PlannedDay, capacity: number): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      await this.#add({ engineerId, day }, 0);
      const update = tx
        .createQueryBuilder()
        .update(EngineerDaySchema)
        .set({ planned: () => 'planned + 1' });
      const { affected } = await update
        .where('engineerId = :engineerId AND day = :day AND planned < :capacity', { engineerId, day, capacity })
        .execute();
      return affected === 1;
    });
  }

  /** In the order of the keys, so that two moves never wait for each other in a circle. */
  override async move(from: PlannedDay | null, to: PlannedDay | null): Promise<void> {
    if (from?.engineerId === to?.engineerId && from?.day === to?.day) return;
    const steps = [
      { planned: from, by: -1 },
      { planned: to, by: 1 },
    ].flatMap(({ planned, by }) => (planned === null ? [] : [{ planned, by }]));
    for (const { planned, by } of steps.toSorted((a, b) => (keyOf(a.planned) < keyOf(b.planned) ? -1 : 1)))
      await this.#add(planned, by);
  }

  override async planned(day: string, engineerIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const where = { day, engineerId: In([...engineerIds]) };
    const rows = await (await this.database.reader()).findBy(EngineerDaySchema, where);
    return new Map(rows.map(({ engineerId, planned }) => [engineerId, planned]));
  }

  #add({ engineerId, day }: PlannedDay, planned: number): Promise<void> {
    return this.database.transaction((tx) =>
      addToRows(tx, EngineerDaySchema, [{ engineerId, day, planned }], { sums: ['planned'] }),
    );
  }
}

function keyOf({ engineerId, day }: PlannedDay): string {
  return `${engineerId}/${day}`;
}
