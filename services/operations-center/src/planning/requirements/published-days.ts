import { Clock } from '#libs/kernel/clock';
import { dayNumber } from '#libs/workforce/forecast/civil-date';
import { driftAt, type Uncertainty } from '#libs/workforce/forecast/prediction-interval';
import { Injectable } from '@nestjs/common';
import { QueueIntervals } from '../../figures/queue-intervals.api.js';
import type { ForecastDay } from '../forecasts/make-forecast.js';
import { Opening } from '../groups/opening.js';
import { PlanningGroups } from '../groups/planning-groups.js';
import type { PlanningGroup } from '../groups/planning-group.schema.js';
import { actualOf } from '../history/actual-interval.js';
import type {
  PlannedDay,
  PlannedDayInterval,
  PlannedDays,
  SharedPeople,
  StaffRequirement,
  StaffRequirements,
} from '../planning.api.js';
import type { ForecastVersion } from '../versions/forecast-version.schema.js';
import { ForecastVersions } from '../versions/forecast-versions.js';
import { mixRequirement, poolRequirement, sharedPeople } from '../mixes/pool-requirement.js';
import { SkillMixes } from '../mixes/skill-mixes.js';
import { requiredOf, rulesOf } from './group-staffing.js';
import { PublishedForecasts } from './published-forecasts.js';

const MOST_NEIGHBOURS = 20;
/** Of a day that nothing is known of: chance alone. */
const BY_CHANCE: Uncertainty = { noise: 1, drift: 0, errors: [] };

/** What is published, as other contexts ask for it. */
@Injectable()
export class PublishedDays implements StaffRequirements, PlannedDays {
  constructor(
    private readonly groups: PlanningGroups,
    private readonly versions: ForecastVersions,
    private readonly forecasts: PublishedForecasts,
    private readonly mixes: SkillMixes,
    private readonly figures: QueueIntervals,
    private readonly clock: Clock,
  ) {}

  async required(planningGroupId: string, from: string, to: string): Promise<StaffRequirement> {
    const pool = await this.mixes.ofPool(planningGroupId);
    if (pool) return poolRequirement(pool, await this.mixes.staffed(pool.mix.id, from, to));
    const mix = await this.mixes.find(planningGroupId);
    if (mix) return mixRequirement(mix, await this.mixes.staffed(mix.id, from, to));
    const { content } = await this.groups.get(planningGroupId);
    const { timeZone: timezone, intervalMinutes } = content;
    const opening = new Opening(content);
    const days = (await this.forecasts.days(planningGroupId, from, to)).map(({ date, day }) => {
      const required = day ? requiredOf(day, intervalMinutes, rulesOf(content)) : [];
      return { date, agents: opening.wholeDay(required.map(({ rostered }) => rostered)) };
    });
    return { planningGroupId, timezone, intervalMinutes, days };
  }

  async basis(planningGroupId: string, from: string, to: string): Promise<Record<string, string>> {
    return Object.fromEntries(await this.forecasts.weeks(planningGroupId, from, to));
  }

  async require(planningGroupId: string): Promise<void> {
    await this.groups.get(planningGroupId);
  }

  async today(planningGroupId: string): Promise<PlannedDay> {
    const group = await this.groups.get(planningGroupId);
    const { content } = group;
    const opening = new Opening(content);
    const date = opening.dateAt(this.clock.ms());
    const [versionId = null] = (await this.forecasts.weeks(planningGroupId, date, date)).values();
    const uncertainty = versionId ? uncertaintyOn(date, await this.versions.get(versionId)) : BY_CHANCE;
    const [day] = versionId ? await this.versions.days(versionId, date, date) : [];
    return {
      ...{
        planningGroupId,
        name: group.name,
        skills: content.skills,
        skillLevel: content.skillLevel ?? 1,
        date,
        versionId,
        uncertainty,
      },
      ...{ timezone: content.timeZone, intervalMinutes: content.intervalMinutes },
      ...{ rules: rulesOf(content), goalShare: content.goal.serviceLevelPercent / 100 },
      intervals: await this.#intervals(group, opening, date, day),
      sharing: await this.#sharing(planningGroupId, opening, date),
    };
  }

  async #sharing(planningGroupId: string, opening: Opening, date: string): Promise<SharedPeople[]> {
    const sharing: SharedPeople[] = [];
    for (const mix of await this.mixes.ofGroup(planningGroupId))
      sharing.push(sharedPeople(mix, await this.mixes.staffed(mix.id, date, date), opening.places));
    return sharing;
  }

  async neighbours(planningGroupId: string): Promise<readonly string[]> {
    const { content } = await this.groups.get(planningGroupId);
    const { items } = await this.groups.list({ limit: 200 });
    return items
      .filter(({ id, content: { timeZone, intervalMinutes } }) => {
        return id !== planningGroupId && timeZone === content.timeZone && intervalMinutes === content.intervalMinutes;
      })
      .slice(0, MOST_NEIGHBOURS)
      .map(({ id }) => id);
  }

  async #intervals(
    { content }: PlanningGroup,
    opening: Opening,
    date: string,
    day: ForecastDay | undefined,
  ): Promise<PlannedDayInterval[]> {
    const intervals = opening.of(date);
    const period = { from: intervals[0]!.from, to: intervals.at(-1)!.to };
    const none = new Array<number>(intervals.length).fill(0);
    const nothing = { contacts: none, handleSeconds: none.map(() => content.handleSeconds) };
    const planned = requiredOf(day ?? nothing, content.intervalMinutes, rulesOf(content));
    const actual = actualOf(intervals, await this.figures.counted(content, period));
    const atWork = await this.figures.atWork(content, period);
    const now = this.clock.ms();
    return intervals.map((interval, at) => ({
      ...{ at: opening.nameOf(at), ...interval, planned: planned[at]!, actual: actual[at]! },
      atWork: atWorkIn(interval, atWork, now),
    }));
  }
}

/** Of that day alone. */
function uncertaintyOn(date: string, { uncertainty, historyTo }: ForecastVersion): Uncertainty {
  const drift = driftAt(uncertainty, dayNumber(date) - dayNumber(historyTo));
  return { noise: uncertainty.noise, drift, errors: uncertainty.errors };
}

const QUARTER_MS = 15 * 60_000;

/** Time at work, of the time that was; quarters in equal parts. */
function atWorkIn({ from, to }: { from: number; to: number }, quarters: ReadonlyMap<number, number>, now: number) {
  let ms = 0;
  let lasted = 0;
  for (let quarter = from - (from % QUARTER_MS); quarter < to; quarter += QUARTER_MS) {
    const begun = Math.max(0, Math.min(QUARTER_MS, now - quarter));
    if (begun === 0) continue;
    const share = (Math.min(to, quarter + QUARTER_MS, now) - Math.max(from, quarter)) / begun;
    if (share <= 0) continue;
    ms += (quarters.get(quarter) ?? 0) * share;
    lasted += begun * share;
  }
  return lasted > 0 ? ms / lasted : 0;
}
