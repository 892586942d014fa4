import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { RuleBody } from './process-alert.dto.js';
import { AlertRuleSchema, type AlertRule } from './process-alert.schema.js';
import { ProcessAlerts } from './process-alerts.js';

/** Of a tenant: each is measured several times a minute. */
const MOST = 100;

export class AlertRuleNotFound extends domainError('process-alert-rule-not-found', 'not-found') {}
export class AlertRuleNameTaken extends domainError('process-alert-rule-name-taken', 'conflict') {}
export class TooManyAlertRules extends domainError('process-alert-rule-too-many', 'conflict') {}

@Injectable()
export class AlertRuleService {
  constructor(
    private readonly database: Database,
    private readonly alerts: ProcessAlerts,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<AlertRule[]> {
    return (await this.database.reader()).find(AlertRuleSchema, { order: { name: 'ASC' } });
  }

  /** @throws AlertRuleNotFound */
  async get(id: string): Promise<AlertRule> {
    return found(await this.database.reader(), id);
  }

  /** @throws AlertRuleNameTaken, TooManyAlertRules */
  create(body: RuleBody, by: string): Promise<AlertRule> {
    return this.database.transaction(async (tx) => {
      if ((await tx.count(AlertRuleSchema)) >= MOST)
        throw new TooManyAlertRules(`There are ${MOST} rules: remove one first.`);
      const now = this.clock.now();
      const rule = { id: newId(now), version: 1, ...said(body, by, now), alert: null, raisedAt: null };
      await tx.insert(AlertRuleSchema, rule as object).catch(nameTaken);
      return rule;
    });
  }

  /** An alert that is raised is judged by what the rule says from now on. @throws AlertRuleNotFound, AlertRuleNameTaken, StaleVersion */
  replace(id: string, body: RuleBody, by: string): Promise<AlertRule> {
    return this.database.transaction(async (tx) => {
      const { version } = followed(await found(tx, id));
      const next = { version: version + 1, ...said(body, by, this.clock.now()) };
      const { affected } = await tx.update(AlertRuleSchema, { id, version }, next as object).catch(nameTaken);
      if (affected !== 1) throw changedMeanwhile(id);
      return found(tx, id);
    });
  }

  /** An alert that is raised is cleared with it. @throws AlertRuleNotFound, StaleVersion */
  remove(id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const rule = followed(await found(tx, id));
      await this.alerts.clear(rule, null);
      const { affected } = await tx.delete(AlertRuleSchema, { id, version: rule.version });
      if (affected !== 1) throw changedMeanwhile(id);
    });
  }
}

function said({ name, recipients, clearValue, ...watched }: RuleBody, changedBy: string, changedAt: Date) {
  return { name, watched: { ...watched, clearValue: clearValue ?? watched.value }, recipients, changedBy, changedAt };
}

async function found(reader: EntityManager, id: string): Promise<AlertRule> {
  const rule = await reader.findOneBy(AlertRuleSchema, { id });
  if (!rule) throw new AlertRuleNotFound('There is no such rule.', { id });
  return rule;
}

function followed(rule: AlertRule): AlertRule {
  if (currentContext()?.precondition?.version !== rule.version) throw changedMeanwhile(rule.id);
  return rule;
}

function changedMeanwhile(id: string): StaleVersion {
  return new StaleVersion('The rule was changed by someone else in the meantime.', { id });
}

function nameTaken(error: unknown): never {
  throw isDuplicateKey(error) ? new AlertRuleNameTaken('There is a rule of this name.') : error;
}
