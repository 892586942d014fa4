import { forecastPublished } from '#libs/contracts/operations-center/planning-events';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { addToRows } from '#libs/persistence/rows/add-to-rows';
import { Database } from '#libs/persistence/database';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { dateOf, dayNumber, weekdayOf } from '#libs/workforce/forecast/civil-date';
import { totalOf } from '#libs/workforce/forecast/history';
import { actor } from '#libs/web/access/actor';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { LessThan, type EntityManager } from 'typeorm';
import { Opening } from '../groups/opening.js';
import { PlanningGroups } from '../groups/planning-groups.js';
import { ForecastPublished, OutsideForecast } from '../planning.errors.js';
import { changedDays, type ForecastChange } from './forecast-edits.js';
import {
  ForecastDaySchema,
  ForecastEditSchema,
  ForecastVersionSchema,
  PublicationSchema,
  type ForecastEdit,
  type ForecastVersion,
} from './forecast-version.schema.js';
import { ForecastVersions } from './forecast-versions.js';

/** What people do to a version; each change is kept with who made it, and why. */
@Injectable()
export class VersionChanges {
  constructor(
    private readonly database: Database,
    private readonly groups: PlanningGroups,
    private readonly versions: ForecastVersions,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** @throws ForecastVersionNotFound, ForecastPublished, OutsideForecast, StaleVersion */
  async edit(id: string, change: ForecastChange, reason: string): Promise<ForecastVersion> {
    return this.#changing(id, async (tx, version) => {
      if (version.publishedAt) throw new ForecastPublished('It is published: copy it, and edit the copy.', { id });
      const { content } = await this.groups.get(version.groupId);
      const days = await this.versions.days(id);
      const changed = changedDays(days, change, new Opening(content));
      for (const { date, contacts, handleSeconds } of changed)
        await tx.update(ForecastDaySchema, { versionId: id, date }, { contacts, handleSeconds });
      const sum = (of: typeof days) => of.reduce((all, day) => all + totalOf(day.contacts), 0);
      const before = sum(days);
      const after = before + sum(changed) - sum(days.filter(({ date }) => changed.some((day) => day.date === date)));
      const editedAt = this.clock.now();
      const made = { id: newId(editedAt), versionId: id, change, reason, contacts: { before, after } };
      await tx.insert(ForecastEditSchema, { ...made, editedBy: actor(), editedAt });
      return {};
    });
  }

  /**
   * From now on the weeks are planned by it, whatever they were planned by before.
   * @param weeks their Mondays; all that it has days of when none is named
   * @throws ForecastVersionNotFound, OutsideForecast, StaleVersion
   */
  async publish(id: string, weeks: readonly string[]): Promise<ForecastVersion> {
    return this.#changing(id, async (tx, { groupId, publishedAt, fromDate, toDate }) => {
      const own = weeksBetween(fromDate, toDate);
      const outside = weeks.find((week) => !own.includes(week));
      if (outside !== undefined) throw new OutsideForecast('The version has no such week.', { week: outside });
      const now = this.clock.now();
      const named = weeks.length > 0 ? weeks.toSorted() : own;
      const rows = named.map((week) => ({ groupId, week, versionId: id, publishedBy: actor(), publishedAt: now }));
      await addToRows(tx, PublicationSchema, rows, { sums: [], latest: ['versionId', 'publishedBy', 'publishedAt'] });
      const about = { versionId: id, planningGroupId: groupId, weeks: named, publishedBy: actor() };
      await this.outbox.append(tx, id, now, [
        outgoing(forecastPublished, { ...about, publishedAt: now.toISOString() }),
      ]);
      return { publishedAt: publishedAt ?? now };
    });
  }

  /** Newest first. @throws ForecastVersionNotFound */
  async edits(versionId: string, { limit, cursor }: PageQuery): Promise<Page<ForecastEdit>> {
    await this.versions.get(versionId);
    const where = { versionId, ...(cursor !== undefined && { id: LessThan(decodeCursor(cursor, 1)[0]!) }) };
    const reader = await this.database.reader();
    const rows = await reader.find(ForecastEditSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  async #changing(
    id: string,
    change: (tx: EntityManager, version: ForecastVersion) => Promise<Partial<ForecastVersion>>,
  ): Promise<ForecastVersion> {
    return this.database.transaction(async (tx) => {
      const { version } = await this.versions.get(id);
      const seen = currentContext()?.precondition?.version ?? version;
      const taken = await tx.update(ForecastVersionSchema, { id, version: seen }, { version: seen + 1 });
      if (taken.affected !== 1) throw new StaleVersion('It was changed by someone else in the meantime.');
      const row = await this.versions.get(id);
      const more = await change(tx, row);
      if (more.publishedAt) await tx.update(ForecastVersionSchema, { id }, { publishedAt: more.publishedAt });
      return { ...row, ...more };
    });
  }
}

/** The Monday of a date's week. */
export function weekOf(date: string): string {
  const day = dayNumber(date);
  return dateOf(day - weekdayOf(day));
}

function weeksBetween(from: string, to: string): string[] {
  const first = dayNumber(weekOf(from));
  const count = Math.floor((dayNumber(to) - first) / 7) + 1;
  return Array.from({ length: count }, (_, at) => dateOf(first + 7 * at));
}
