import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { nextCount } from '#libs/persistence/rows/counter';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { actor } from '#libs/web/access/actor';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { Between, In, LessThan } from 'typeorm';
import type { ForecastDay } from '../forecasts/make-forecast.js';
import { ForecastVersionNotFound } from '../planning.errors.js';
import {
  ForecastDaySchema,
  ForecastVersionSchema,
  PublicationSchema,
  type ForecastVersion,
} from './forecast-version.schema.js';

export interface NewForecast extends Omit<ForecastVersion, 'id' | 'version' | 'number' | 'publishedAt' | 'createdAt'> {
  readonly days: readonly ForecastDay[];
}

@Injectable()
export class ForecastVersions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async add({ days, ...forecast }: NewForecast): Promise<ForecastVersion> {
    return this.database.transaction(async (tx) => {
      const createdAt = this.clock.now();
      const number = await nextCount(this.database, `forecast-${forecast.groupId}`);
      const row = { ...forecast, id: newId(createdAt), version: 1, number, publishedAt: null, createdAt };
      await insertRows(tx, ForecastVersionSchema, [row]);
      await insertRows(
        tx,
        ForecastDaySchema,
        days.map((day) => ({ ...day, versionId: row.id })),
      );
      return row;
    });
  }

  /** To be edited while the first one stays. @throws ForecastVersionNotFound */
  async copy(id: string): Promise<ForecastVersion> {
    const { groupId, fromDate, toDate, models, uncertainty, backTestDays, ...from } = await this.get(id);
    const { historyFrom, historyTo, sourceDays } = from;
    return this.add({
      ...{ groupId, fromDate, toDate, models, uncertainty, backTestDays, historyFrom, historyTo, sourceDays },
      ...{ copyOf: id, createdBy: actor(), days: await this.days(id) },
    });
  }

  /** @throws ForecastVersionNotFound */
  async get(id: string): Promise<ForecastVersion> {
    const found = await (await this.database.reader()).findOneBy(ForecastVersionSchema, { id });
    if (!found) throw new ForecastVersionNotFound('There is no such version of a forecast.', { id });
    return found;
  }

  /** Newest first. */
  async list(groupId: string, { limit, cursor }: PageQuery): Promise<Page<ForecastVersion>> {
    const where = { groupId, ...(cursor !== undefined && { number: LessThan(Number(decodeCursor(cursor, 1)[0])) }) };
    const reader = await this.database.reader();
    const rows = await reader.find(ForecastVersionSchema, { where, order: { number: 'DESC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ number }) => [String(number)]);
  }

  /** In order. */
  async days(versionId: string, from = '', to = '9999'): Promise<ForecastDay[]> {
    const reader = await this.database.reader();
    const where = { versionId, date: Between(from, to) };
    return reader.find(ForecastDaySchema, { where, order: { date: 'ASC' } });
  }

  /** The weeks that are planned by it, by their Mondays. */
  async weeksOf(versionIds: readonly string[]): Promise<Map<string, string[]>> {
    const reader = await this.database.reader();
    const where = { versionId: In([...versionIds]) };
    const rows = await reader.find(PublicationSchema, { where, order: { week: 'ASC' } });
    const weeks = Map.groupBy(rows, ({ versionId }) => versionId);
    return new Map([...weeks].map(([id, published]) => [id, published.map(({ week }) => week)]));
  }
}
