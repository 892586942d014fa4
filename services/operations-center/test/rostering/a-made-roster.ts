import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { operationsCenter } from '../../src/service.js';
import { ARosterCentre, MONDAY, PEOPLE, type Job, type Shift } from './a-roster-centre.js';

export interface Problem {
  code: string;
  fields?: { field: string }[];
}

/** Of two, some time in the two weeks. */
export const MEETING = { kind: 'meeting', agentIds: PEOPLE.slice(0, 2), minutes: 30, from: MONDAY, to: '2026-12-13' };

/** Two weeks of a centre, made by a job. */
export class AMadeRoster {
  private constructor(
    readonly service: ServiceInTest,
    readonly centre: ARosterCentre,
    readonly id: string,
    readonly job: Job,
    readonly shifts: readonly Shift[],
  ) {}

  static async start(...slots: readonly object[]): Promise<AMadeRoster> {
    const service = await startForTest(operationsCenter);
    const centre = await ARosterCentre.of(service);
    const { id } = await centre.draft();
    const job = await centre.made(id, { slots });
    return new AMadeRoster(service, centre, id, job, await centre.shifts(id));
  }

  stop(): Promise<void> {
    return this.service.stop();
  }

  get planner() {
    return this.centre.planner;
  }

  as(agentId: string) {
    return this.centre.as(agentId);
  }

  /** The shifts somebody has, as they are now. */
  async given(): Promise<Shift[]> {
    return (await this.centre.shifts(this.id)).filter(({ agentId }) => agentId !== null);
  }

  /** The hard rules that it breaks. */
  async hard(id = this.id): Promise<object[]> {
    const path = `/api/v1/rosters/${id}/violations`;
    const { body } = await this.planner.get<{ items: { isHard: boolean }[] }>(path);
    return body.items.filter(({ isHard }) => isHard);
  }
}

export const taken = (all: readonly Shift[], agentId: string) => all.filter((shift) => shift.agentId === agentId);

export const free = (all: readonly Shift[], agentId: string, date: string) =>
  !all.some((shift) => shift.agentId === agentId && shift.date === date);

export const bodyOf = ({ agentId, patternId, startsAt, endsAt, activities }: Shift) => ({
  ...{ agentId, patternId, startsAt, endsAt, activities },
});
