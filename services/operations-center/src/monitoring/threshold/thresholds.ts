import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Alerting } from '../alert/alerting.js';
import { WELL, type Standing } from '../domain/hysteresis.js';
import type { ThresholdBody } from './threshold.dto.js';
import { ThresholdSchema, type Threshold } from './threshold.schema.js';

/** Of a tenant: each is measured several times a minute. */
const MOST = 200;

export class ThresholdNotFound extends domainError('monitor-threshold-not-found', 'not-found') {}
export class ThresholdNameTaken extends domainError('monitor-threshold-name-taken', 'conflict') {}
export class TooManyThresholds extends domainError('monitor-threshold-too-many', 'conflict') {}

@Injectable()
export class Thresholds {
  constructor(
    private readonly database: Database,
    private readonly alerting: Alerting,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<Threshold[]> {
    return (await this.database.reader()).find(ThresholdSchema, { order: { name: 'ASC' } });
  }

  /** @throws ThresholdNotFound */
  async get(id: string): Promise<Threshold> {
    return found(await this.database.reader(), id);
  }

  /** @throws ThresholdNameTaken, TooManyThresholds */
  create(body: ThresholdBody, by: string): Promise<Threshold> {
    return this.database.transaction(async (tx) => {
      if ((await tx.count(ThresholdSchema)) >= MOST)
        throw new TooManyThresholds(`There are ${MOST} thresholds: remove one first.`);
      const now = this.clock.now();
      const threshold = { id: newId(now), version: 1, ...said(body, by, now), standing: WELL };
      await tx.insert(ThresholdSchema, threshold as object).catch(nameTaken);
      return threshold;
    });
  }

  /** What it watches begins anew: an alert it raised is cleared. @throws ThresholdNotFound, ThresholdNameTaken, StaleVersion */
  replace(id: string, body: ThresholdBody, by: string): Promise<Threshold> {
    return this.database.transaction(async (tx) => {
      const { version } = followed(await found(tx, id));
      await this.alerting.clear(causeOf(id), null);
      const next = { version: version + 1, ...said(body, by, this.clock.now()), standing: WELL };
      const { affected } = await tx.update(ThresholdSchema, { id, version }, next as object).catch(nameTaken);
      if (affected !== 1) throw changedMeanwhile(id);
      return found(tx, id);
    });
  }

  /** An alert it raised is cleared with it. @throws ThresholdNotFound, StaleVersion */
  remove(id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { version } = followed(await found(tx, id));
      await this.alerting.clear(causeOf(id), null);
      const { affected } = await tx.delete(ThresholdSchema, { id, version });
      if (affected !== 1) throw changedMeanwhile(id);
    });
  }

  /** Its number stands elsewhere now: what that means for its alert is kept with it. Nothing when it was changed meanwhile. */
  moved(threshold: Threshold, standing: Standing, value: number | null): Promise<void> {
    const { id, version } = threshold;
    return this.database.transaction(async (tx) => {
      const { affected } = await tx.update(ThresholdSchema, { id, version }, { standing });
      if (affected !== 1 || standing.isWrong === threshold.standing.isWrong) return;
      if (!standing.isWrong) return this.alerting.clear(causeOf(id), value);
      const { name, severity, steps, watched } = threshold;
      const { figure, kind: scopeKind, id: scopeId } = watched;
      await this.alerting.raise({ cause: causeOf(id), name, severity, figure, scopeKind, scopeId, steps }, value);
    });
  }
}

/** Of its alerts. */
export function causeOf(thresholdId: string): string {
  return `threshold/${thresholdId}`;
}

function said(body: ThresholdBody, changedBy: string, changedAt: Date) {
  const { name, severity, figure, window, scope, quietHours, steps, isActive, ...levels } = body;
  return {
    ...{ name, severity, levels, steps, isActive, changedBy, changedAt },
    watched: { figure, window, ...scope },
    quietHours: quietHours && { fromMinute: minuteOf(quietHours.from), toMinute: minuteOf(quietHours.to) },
  };
}

function minuteOf(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
}

async function found(reader: EntityManager, id: string): Promise<Threshold> {
  const threshold = await reader.findOneBy(ThresholdSchema, { id });
  if (!threshold) throw new ThresholdNotFound('There is no such threshold.', { id });
  return threshold;
}

function followed(threshold: Threshold): Threshold {
  if (currentContext()?.precondition?.version !== threshold.version) throw changedMeanwhile(threshold.id);
  return threshold;
}

function changedMeanwhile(id: string): StaleVersion {
  return new StaleVersion('It was changed by someone else in the meantime.', { id });
}

function nameTaken(error: unknown): never {
  throw isDuplicateKey(error) ? new ThresholdNameTaken('There is a threshold of this name.') : error;
}
