import { Database } from '#libs/persistence/database';
import { dateOf, dayNumber } from '#libs/workforce/forecast/civil-date';
import { Injectable } from '@nestjs/common';
import { Between } from 'typeorm';
import type { ForecastDay } from '../forecasts/make-forecast.js';
import { PublicationSchema } from '../versions/forecast-version.schema.js';
import { ForecastVersions } from '../versions/forecast-versions.js';
import { weekOf } from '../versions/version-changes.js';

export interface PublishedDay {
  readonly date: string;
  /** Undefined: nobody works. */
  readonly day: ForecastDay | undefined;
}

/** What weeks are planned by. */
@Injectable()
export class PublishedForecasts {
  constructor(
    private readonly database: Database,
    private readonly versions: ForecastVersions,
  ) {}

  /** What each week is planned by, by its Monday, in order. */
  async weeks(groupId: string, from: string, to: string): Promise<Map<string, string>> {
    const reader = await this.database.reader();
    const where = { groupId, week: Between(weekOf(from), to) };
    const rows = await reader.find(PublicationSchema, { where, order: { week: 'ASC' } });
    return new Map(rows.map(({ week, versionId }) => [week, versionId]));
  }

  /** Days that are published. @param to included */
  async days(groupId: string, from: string, to: string): Promise<PublishedDay[]> {
    const dates = Array.from({ length: dayNumber(to) - dayNumber(from) + 1 }, (_, at) => dateOf(dayNumber(from) + at));
    const published: PublishedDay[] = [];
    for (const [week, versionId] of await this.weeks(groupId, from, to)) {
      const { fromDate, toDate } = await this.versions.get(versionId);
      const known = await this.versions.days(versionId, week, dateOf(dayNumber(week) + 6));
      for (const date of dates.filter((each) => weekOf(each) === week && fromDate <= each && each <= toDate))
        published.push({ date, day: known.find((each) => each.date === date) });
    }
    return published;
  }
}
