import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Crew } from '../../engineer/engineer.api.js';
import { rankEngineers, type EngineerFit } from '../domain/dispatch.js';
import { EngineerDays, Visits } from '../domain/visit.repository.js';
import type { VisitNeed } from '../domain/visit-assignment.js';

/** 派单: to the best engineer of the area who has the skills, works on the day and has room. */
export class DispatchVisit extends Command<void> {
  constructor(
    readonly visitId: string,
    readonly need: VisitNeed,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(DispatchVisit)
export class DispatchVisitHandler implements ICommandHandler<DispatchVisit> {
  constructor(
    private readonly database: Database,
    private readonly visits: Visits,
    private readonly days: EngineerDays,
    private readonly crew: Crew,
    private readonly clock: Clock,
  ) {}

  /** The day is counted where it is taken, so that no two dispatches share the last place of it. */
  async execute({ visitId, need, by }: DispatchVisit): Promise<void> {
    const { area, skills, day } = need;
    const onDay = await this.crew.onDay(area, day);
    const ids = onDay.map(({ id }) => id);
    await this.database.transaction(async () => {
      const planned = await this.days.planned(day, ids);
      const engineers = onDay.map((engineer) => ({
        ...engineer,
        capacity: engineer.dailyCapacity,
        planned: planned.get(engineer.id) ?? 0,
      }));
      const declinedBy = (await this.visits.get(visitId)).declinedBy();
      const ranked = rankEngineers({ area, skills }, engineers, declinedBy);
      const chosen = await this.#take(ranked, day);
      const now = this.clock.now();
      const from = await this.visits.update(visitId, (visit) => {
        const before = visit.planned;
        if (chosen === null) visit.leaveUndispatched(need, ranked, by, now);
        else visit.offer(need, chosen, ranked, by, now);
        return before;
      });
      await this.days.move(from, null);
    });
  }

  async #take(ranked: readonly EngineerFit[], day: string): Promise<string | null> {
    for (const { engineerId, unfit, capacity } of ranked) {
      if (unfit.length > 0) return null;
      if (await this.days.takeWithin({ engineerId, day }, capacity)) return engineerId;
    }
    return null;
  }
}
