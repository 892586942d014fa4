import { dateOf, dayNumber } from '#libs/workforce/forecast/civil-date';
import { Injectable } from '@nestjs/common';
import { Opening } from '../groups/opening.js';
import { PlanningGroups } from '../groups/planning-groups.js';
import { PublishedForecasts } from '../requirements/published-forecasts.js';
import { rulesOf } from '../requirements/group-staffing.js';
import type { MixedDay, MixedGroup } from './staffed-day.js';
import type { WholeMix } from './skill-mixes.js';

const VOICE = 'voice';

/** What is published for the groups of a mix. */
@Injectable()
export class MixedDays {
  constructor(
    private readonly groups: PlanningGroups,
    private readonly forecasts: PublishedForecasts,
  ) {}

  /** Days that all groups have published, each from midnight on. @param to included */
  async of(mix: WholeMix, from: string, to: string): Promise<MixedDay[]> {
    const ids = [...new Set(mix.pools.flatMap(({ takes }) => takes.map((each) => each.planningGroupId)))];
    const byDate = new Map<string, MixedGroup[]>();
    for (const id of ids)
      for (const { date, group } of await this.#groupDays(id, from, to))
        byDate.set(date, [...(byDate.get(date) ?? []), group]);
    const dates = Array.from({ length: dayNumber(to) - dayNumber(from) + 1 }, (_, at) => dateOf(dayNumber(from) + at));
    return dates.flatMap((date) => {
      const groups = byDate.get(date) ?? [];
      return groups.length < ids.length
        ? []
        : [
            {
              date,
              intervalMinutes: mix.intervalMinutes,
              groups,
              pools: mix.pools.map(({ id, takes }) => ({ id, takes })),
            },
          ];
    });
  }

  async #groupDays(id: string, from: string, to: string): Promise<{ date: string; group: MixedGroup }[]> {
    const { content } = await this.groups.get(id);
    const opening = new Opening(content);
    const about = { id, channel: content.channels[0] ?? VOICE, rules: rulesOf(content) };
    const share = content.goal.serviceLevelPercent / 100;
    return (await this.forecasts.days(id, from, to)).map(({ date, day }) => ({
      date,
      group: {
        ...{ ...about, share, contacts: opening.wholeDay(day?.contacts ?? []) },
        handleSeconds: opening.wholeDay(day?.handleSeconds ?? []),
      },
    }));
  }
}
