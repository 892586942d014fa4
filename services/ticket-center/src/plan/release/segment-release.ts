import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { CustomerFamilies } from '#libs/web/customer-families';
import { Injectable } from '@nestjs/common';
import { PLAIN_DESIGN, PlanTasks, type TaskDesign } from '../../task/task.api.js';
import { distribute, type TargetToGive } from '../domain/distribution.js';
import type { Plan } from '../domain/plan.aggregate.js';
import type { Segment } from '../domain/plan-design.js';
import { PlanShares, PlanTargets, type WaitingTarget } from '../domain/plan-targets.js';
import { Contactable } from './contactable.js';

const BATCH = 200;
const DAY_MS = 86_400_000;
/** Whoever takes it. */
const ANYBODY = '';

interface Batch {
  /** The last target that was looked at; null: nothing is left to look at today. */
  readonly after: string | null;
}

interface Gift {
  readonly targetId: string;
  readonly personId: string;
}

/** Makes tasks of the targets of a segment, as many as the day has room for. */
@Injectable()
export class SegmentRelease {
  constructor(
    private readonly database: Database,
    private readonly targets: PlanTargets,
    private readonly shares: PlanShares,
    private readonly tasks: PlanTasks,
    private readonly contactable: Contactable,
    private readonly families: CustomerFamilies,
    private readonly clock: Clock,
  ) {}

  async run(plan: Plan, segment: Segment, day: string): Promise<void> {
    let after: string | null = '';
    while (after !== null) after = (await this.#batch(plan, segment, day, after)).after;
  }

  /** One transaction, so that a crash leaves no target with two tasks and none that is counted without one. */
  async #batch(plan: Plan, segment: Segment, day: string, after: string): Promise<Batch> {
    const expected = await this.targets.waiting(plan.id, segment.name, after, BATCH);
    const families = await this.families.ofAll(expected.map(({ customerId }) => customerId));
    return this.database.transaction(async () => {
      const waiting = await this.targets.waiting(plan.id, segment.name, after, BATCH);
      const shares = await this.shares.given(plan.id, segment.name, day);
      const today = [...shares.values()].reduce((sum, share) => sum + share.today, 0);
      const room = segment.perDay === null ? BATCH : Math.max(0, segment.perDay - today);
      if (waiting.length === 0 || room === 0) return { after: null };
      const may = await this.contactable.of(waiting, plan.treatment, families, this.clock.now());
      const contactable = waiting.filter(({ id }) => may.has(id)).slice(0, room);
      const gifts = await this.#share(segment, contactable, shares);
      await this.#make(plan, segment, contactable, gifts);
      await this.targets.suppress(waiting.filter(({ id }) => !may.has(id)).map(({ id }) => id));
      await this.shares.add(plan.id, segment.name, day, countsOf(gifts));
      return { after: waiting.length < BATCH ? null : waiting.at(-1)!.id };
    });
  }

  async #share(
    { people, rule, match }: Segment,
    targets: readonly WaitingTarget[],
    shares: ReadonlyMap<string, { today: number; ever: number }>,
  ): Promise<readonly Gift[]> {
    if (people.length === 0) return targets.map(({ id }) => ({ targetId: id, personId: ANYBODY }));
    const loads = await this.tasks.loads(people.map(({ id }) => id));
    const standing = people.map((person) => {
      const { today, ever } = shares.get(person.id) ?? { today: 0, ever: 0 };
      return { ...person, today, given: ever, load: loads.get(person.id) ?? 0 };
    });
    return distribute(targets.map(toGive), standing, rule, match).given;
  }

  async #make(plan: Plan, segment: Segment, targets: readonly WaitingTarget[], gifts: readonly Gift[]): Promise<void> {
    const customers = new Map(targets.map(({ id, customerId }) => [id, customerId]));
    const wanted = gifts.map(({ targetId, personId }) => ({
      customerId: customers.get(targetId)!,
      design: this.#designOf(plan, segment, personId),
    }));
    const taskIds = await this.tasks.create(plan.kind, plan.id, wanted);
    await this.targets.noteTasks(gifts.map(({ targetId }, index) => ({ targetId, taskId: taskIds[index]! })));
  }

  #designOf({ treatment }: Plan, segment: Segment, personId: string): TaskDesign {
    const { name, channel, campaignId, template, questionnaire } = segment;
    const { expiresAfterDays: days } = treatment;
    return {
      ...PLAIN_DESIGN,
      ...{ segment: name, channel, campaignId, template, questionnaire },
      agentId: personId === ANYBODY ? null : personId,
      expiresAt: days === null ? null : new Date(this.clock.ms() + days * DAY_MS),
    };
  }
}

function toGive({ id, attributes: { area, skill } }: WaitingTarget): TargetToGive {
  return { id, area: typeof area === 'string' ? area : null, skill: typeof skill === 'string' ? skill : null };
}

function countsOf(gifts: readonly Gift[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { personId } of gifts) counts.set(personId, (counts.get(personId) ?? 0) + 1);
  return counts;
}
