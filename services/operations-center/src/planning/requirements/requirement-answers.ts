import { togetherOf, type IntervalOutlook } from '#libs/workforce/staffing/interval-outlook';
import { Injectable } from '@nestjs/common';
import { Opening } from '../groups/opening.js';
import { PlanningGroups } from '../groups/planning-groups.js';
import { ScenarioInvalid } from '../planning.errors.js';
import { ForecastVersions } from '../versions/forecast-versions.js';
import { outlooksOf, requiredOf, rulesOf } from './group-staffing.js';
import type { OutlookView, RequirementQuery, ScenarioBody } from './requirement.dto.js';
import { scenarioDay } from './scenario.js';

/** How many people a version takes, and what if. */
@Injectable()
export class RequirementAnswers {
  constructor(
    private readonly groups: PlanningGroups,
    private readonly versions: ForecastVersions,
  ) {}

  /** @throws ForecastVersionNotFound */
  async requirement(versionId: string, { from, to }: RequirementQuery) {
    const { content, opening } = await this.#groupOf(versionId);
    const rules = rulesOf(content);
    const minutes = content.intervalMinutes;
    const days = await this.versions.days(versionId, from, to);
    return {
      intervalMinutes: minutes,
      days: days.map((day) => {
        const required = requiredOf(day, minutes, rules);
        const agents = required.map((each) => each.agents);
        const hours = (counts: readonly number[]) => (counts.reduce((sum, count) => sum + count, 0) * minutes) / 60;
        return {
          date: day.date,
          agentHours: hours(agents),
          scheduledHours: hours(required.map(({ scheduled }) => scheduled)),
          predicted: outlookView(togetherOf(outlooksOf(day, agents, minutes, rules))),
          intervals: required.map((each, at) => ({ at: opening.nameOf(at), ...each })),
        };
      }),
    };
  }

  /** @throws ForecastVersionNotFound, ScenarioInvalid */
  async scenario(versionId: string, { from, to, shrinkagePercent, redialPercent, ...body }: ScenarioBody) {
    const { content, opening } = await this.#groupOf(versionId);
    for (const [date, scheduled] of Object.entries(body.scheduled))
      if (scheduled.length !== opening.intervals)
        throw new ScenarioInvalid(`A day of the group has ${opening.intervals} intervals.`, { date });
    const rules = rulesOf(content);
    if (redialPercent !== undefined && (body.patienceSeconds ?? rules.patienceSeconds) === Infinity)
      throw new ScenarioInvalid('Nobody gives up without patience, and so nobody calls again.');
    const what = {
      ...body,
      ...(shrinkagePercent !== undefined && { shrinkage: shrinkagePercent / 100 }),
      ...(redialPercent !== undefined && { redialShare: redialPercent / 100 }),
    };
    const days = (await this.versions.days(versionId, from, to)).map((day) =>
      scenarioDay(day, content.intervalMinutes, rules, what),
    );
    return {
      baseline: outlookView(togetherOf(days.map(({ baseline }) => baseline))),
      scenario: outlookView(togetherOf(days.map(({ scenario }) => scenario))),
      days: days.map(({ date, baseline, scenario, intervals }) => ({
        ...{ date, baseline: outlookView(baseline), scenario: outlookView(scenario) },
        intervals: intervals.map((each, at) => ({
          ...{ at: opening.nameOf(at), scheduled: each.scheduled, required: each.required },
          ...{ baseline: outlookView(each.baseline), scenario: outlookView(each.scenario) },
        })),
      })),
    };
  }

  async #groupOf(versionId: string) {
    const { groupId } = await this.versions.get(versionId);
    const { content } = await this.groups.get(groupId);
    return { content, opening: new Opening(content) };
  }
}

function outlookView(outlook: IntervalOutlook): OutlookView {
  const {
    contacts,
    attempts,
    agents,
    serviceLevel,
    occupancy,
    averageSpeedOfAnswerSeconds,
    abandonShare,
    isOverloaded,
  } = outlook;
  return {
    ...{ contacts, attempts: rounded(attempts), agents, isOverloaded },
    serviceLevelPercent: rounded(serviceLevel * 100),
    occupancyPercent: rounded(occupancy * 100),
    averageSpeedOfAnswerSeconds: averageSpeedOfAnswerSeconds === null ? null : rounded(averageSpeedOfAnswerSeconds),
    abandonPercent: rounded(abandonShare * 100),
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
