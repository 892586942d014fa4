import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { checkPrecondition } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { foundWithin, type RowCircle } from '#libs/persistence/rows/within-circle';
import { Injectable } from '@nestjs/common';
import { LessThan, MoreThan } from 'typeorm';
import type { ExceptionBody, ExceptionQuery, SettingsBody } from './adherence.dto.js';
import {
  AdherenceExceptionSchema,
  AdherenceSettingsSchema,
  THE_SETTINGS,
  type AdherenceException,
  type AdherenceSettings,
} from './adherence.schema.js';

export class AdherenceExceptionNotFound extends domainError('adherence-exception-not-found', 'not-found') {}
export class AdherenceExceptionOwn extends domainError('adherence-exception-own', 'forbidden') {}

/** Deviations that were approved, and what counts as what. */
@Injectable()
export class AdherenceExceptions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @param circle whose; null: everybody's */
  async list({ agentId, from, to }: ExceptionQuery, circle: RowCircle | null): Promise<AdherenceException[]> {
    const where = {
      ...foundWithin(circle, 'agentId', agentId),
      from: LessThan(new Date(to)),
      to: MoreThan(new Date(from)),
    };
    return (await this.database.reader()).find(AdherenceExceptionSchema, { where, order: { from: 'ASC', id: 'ASC' } });
  }

  /** @throws AdherenceExceptionOwn */
  async add({ from, to, ...body }: ExceptionBody, approvedBy: string): Promise<AdherenceException> {
    if (body.agentId === approvedBy)
      throw new AdherenceExceptionOwn('Nobody approves their own deviations.', { agentId: body.agentId });
    const exception = { id: newId(this.clock.now()), version: 1, ...body, approvedBy };
    const row = { ...exception, from: new Date(from), to: new Date(to) };
    await this.database.transaction((tx) => tx.insert(AdherenceExceptionSchema, row));
    return row;
  }

  /** @throws AdherenceExceptionNotFound, StaleVersion */
  async remove(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const found = await tx.findOneBy(AdherenceExceptionSchema, { id });
      if (!found) throw new AdherenceExceptionNotFound('There is no such exception.', { id });
      checkPrecondition(found);
      await tx.delete(AdherenceExceptionSchema, { id });
    });
  }

  async settings(): Promise<AdherenceSettings> {
    return (await this.database.reader()).findOneByOrFail(AdherenceSettingsSchema, { id: THE_SETTINGS });
  }

  /** What was measured counts by them, too. @throws StaleVersion */
  replaceSettings(body: SettingsBody): Promise<AdherenceSettings> {
    return this.database.transaction(async (tx) => {
      const lock = this.database.rowLock;
      const before = await tx.findOneOrFail(AdherenceSettingsSchema, { where: { id: THE_SETTINGS }, ...lock });
      checkPrecondition(before);
      const after = { ...before, ...body, version: before.version + 1 };
      await tx.update(AdherenceSettingsSchema, { id: THE_SETTINGS }, after);
      return after;
    });
  }
}
