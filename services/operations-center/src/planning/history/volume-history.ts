import { Database } from '#libs/persistence/database';
import { dateOf, dayNumber } from '#libs/workforce/forecast/civil-date';
import { totalOf, type HandledDay } from '#libs/workforce/forecast/history';
import { Injectable } from '@nestjs/common';
import { Between } from 'typeorm';
import { QueueIntervals } from '../../figures/queue-intervals.api.js';
import { Opening } from '../groups/opening.js';
import type { PlanningGroup } from '../groups/planning-group.schema.js';
import { actualOf, type ActualInterval } from './actual-interval.js';
import { VolumeDaySchema } from './volume.schema.js';

/** Days whose figures are read at once. */
const FIGURE_DAYS = 92;

/** What came: as it was imported, else as it was counted. */
@Injectable()
export class VolumeHistory {
  constructor(
    private readonly database: Database,
    private readonly figures: QueueIntervals,
  ) {}

  /**
   * The days from one to another, both included, on which something came, with what is special about them. A day that says nothing of handle
   * times has those of the group.
   */
  async of(group: PlanningGroup, from: string, to: string): Promise<HandledDay[]> {
    const reader = await this.database.reader();
    const where = { groupId: group.id, date: Between(from, to) };
    const days = new Map((await this.#counted(group, from, to)).map((day) => [day.date, day]));
    for (const { date, contacts, handledSeconds } of await reader.findBy(VolumeDaySchema, where))
      days.set(date, { date, values: contacts, handledSeconds: handledSeconds ?? usual(group, contacts) });
    const special = new Map(group.content.specialDays.map((day) => [day.date, day]));
    return [...days.values()]
      .filter(({ date, values }) => totalOf(values) > 0 && special.get(date)?.isOpen !== false)
      .sort((one, other) => (one.date < other.date ? -1 : 1))
      .map((day) => {
        const { events = [], drivers = {} } = special.get(day.date) ?? {};
        return { ...day, events, drivers };
      });
  }

  /** A day by its intervals as it was counted, as far as it has come. */
  async actual({ content }: PlanningGroup, date: string): Promise<ActualInterval[]> {
    const intervals = new Opening(content).of(date);
    const period = { from: intervals[0]!.from, to: intervals.at(-1)!.to };
    return actualOf(intervals, await this.figures.counted(content, period));
  }

  async #counted(group: PlanningGroup, from: string, to: string): Promise<HandledDay[]> {
    const opening = new Opening(group.content);
    const days: HandledDay[] = [];
    for (let first = dayNumber(from); first <= dayNumber(to); first += FIGURE_DAYS) {
      const last = Math.min(first + FIGURE_DAYS - 1, dayNumber(to));
      const dates = Array.from({ length: last - first + 1 }, (_, at) => dateOf(first + at));
      const period = { from: opening.of(dates[0]!)[0]!.from, to: opening.of(dates.at(-1)!).at(-1)!.to };
      const quarters = await this.figures.counted(group.content, period);
      const byDate = Map.groupBy(quarters, (quarter) => opening.dateAt(quarter.from));
      for (const date of dates.filter((each) => byDate.has(each)))
        days.push(handledDay(group, date, actualOf(opening.of(date), byDate.get(date)!)));
    }
    return days;
  }
}

function handledDay({ content }: PlanningGroup, date: string, intervals: readonly ActualInterval[]): HandledDay {
  return {
    date,
    values: intervals.map(({ contacts }) => contacts),
    handledSeconds: intervals.map(({ contacts, handled, handledSeconds }) =>
      handled > 0 ? (contacts * handledSeconds) / handled : contacts * content.handleSeconds,
    ),
  };
}

function usual({ content }: PlanningGroup, contacts: readonly number[]): number[] {
  return contacts.map((count) => count * content.handleSeconds);
}
