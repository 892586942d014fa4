import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { PlanTasks, type TaskTally } from '../../task/task.api.js';
import { conversionDifference } from '../domain/conversion.js';
import { Plans } from '../domain/plan.repository.js';
import { PlanTargetSchema, type TargetState } from '../infra/plan.schema.js';
import type { PlanResults } from '../plan.dto.js';

export class GetPlanResults extends Query<PlanResults> {
  constructor(readonly planId: string) {
    super();
  }
}

interface TargetTally {
  readonly segment: string;
  readonly state: TargetState;
  readonly count: number;
  readonly converted: number;
}

@QueryHandler(GetPlanResults)
export class GetPlanResultsHandler implements IQueryHandler<GetPlanResults> {
  constructor(
    private readonly plans: Plans,
    private readonly tasks: PlanTasks,
    private readonly database: Database,
  ) {}

  /** Two statements, each of them over an index of the plan. */
  async execute({ planId }: GetPlanResults): Promise<PlanResults> {
    const { segments } = (await this.plans.get(planId)).treatment;
    const people = await this.tasks.tally(planId);
    const targets = await this.#targets(planId);
    return { segments: segments.map(({ name }) => segmentResult(name, people, targets)), people: [...people] };
  }

  async #targets(planId: string): Promise<TargetTally[]> {
    const query = (await this.database.reader()).createQueryBuilder(PlanTargetSchema, 'target');
    query.select('target.segment', 'segment').addSelect('target.state', 'state').addSelect('COUNT(*)', 'count');
    query.addSelect('SUM(COALESCE(target.converted, 0))', 'converted').where('target.planId = :planId', { planId });
    query.andWhere('target.state IS NOT NULL').groupBy('target.segment').addGroupBy('target.state');
    const rows = await query.getRawMany<TargetTally>();
    return rows.map((row) => ({ ...row, count: Number(row.count), converted: Number(row.converted) }));
  }
}

function segmentResult(segment: string, people: readonly TaskTally[], targets: readonly TargetTally[]) {
  const of = (state: TargetState) => targets.find((row) => row.segment === segment && row.state === state);
  const rate = (state: TargetState) => ({ of: of(state)?.count ?? 0, converted: of(state)?.converted ?? 0 });
  const [treated, control] = [rate('task'), rate('control')];
  const mine = people.filter((row) => row.segment === segment);
  const sum = (name: Exclude<keyof TaskTally, 'segment' | 'personId'>) => mine.reduce((all, row) => all + row[name], 0);
  return {
    segment,
    waiting: of('waiting')?.count ?? 0,
    suppressed: of('suppressed')?.count ?? 0,
    ...{ tasks: sum('tasks'), open: sum('open'), completed: sum('completed'), dropped: sum('dropped') },
    ...{ reached: sum('reached'), converted: sum('converted'), value: sum('value') },
    treated,
    control,
    difference: conversionDifference(treated, control),
  };
}
