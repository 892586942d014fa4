import { processAlertCleared, processAlertRaised } from '#libs/contracts/ticket-center/process-alert-events';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { ListAlertsQuery } from './process-alert.dto.js';
import {
  AlertRecipientSchema,
  AlertRuleSchema,
  AlertSchema,
  type Alert,
  type AlertRule,
} from './process-alert.schema.js';

export class AlertNotFound extends domainError('process-alert-not-found', 'not-found') {}

/** Alerts, one for each crossing: whoever raises or clears it second changes nothing. */
@Injectable()
export class ProcessAlerts {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** @param accounts whom it is for, those of the role among them */
  async raise(
    { id: rule, version, name, watched, recipients: { role } }: AlertRule,
    raised: number,
    accounts: string[],
  ) {
    await this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const id = newId(now);
      const quiet = { id: rule, version, alert: IsNull() };
      const { affected } = await tx.update(AlertRuleSchema, quiet, { alert: id, raisedAt: now });
      if (affected !== 1) return;
      const recipients = { accounts, role };
      const said = { id, rule, name, watched, recipients, measured: { raised, cleared: null } };
      const alert: Alert = { ...said, state: 'raised', raisedAt: now, clearedAt: null };
      await tx.insert(AlertSchema, alert);
      const theirs = role === null ? accounts : [...accounts, recipientOf(role)];
      await tx.insert(
        AlertRecipientSchema,
        theirs.map((recipient) => ({ recipient, alert: id })),
      );
      await this.outbox.append(tx, rule, now, [outgoing(processAlertRaised, { ...toldOf(alert), value: raised })]);
    });
  }

  /** Nothing happens to a rule that has none. */
  async clear({ id: rule, alert: id }: Pick<AlertRule, 'id' | 'alert'>, cleared: number | null): Promise<void> {
    if (id === null) return;
    await this.database.transaction(async (tx) => {
      const { affected } = await tx.update(AlertRuleSchema, { id: rule, alert: id }, { alert: null });
      if (affected !== 1) return;
      const now = this.clock.now();
      const alert = await tx.findOneByOrFail(AlertSchema, { id });
      const measured = { ...alert.measured, cleared };
      await tx.update(AlertSchema, { id }, { state: 'cleared', clearedAt: now, measured });
      const raisedAt = alert.raisedAt.toISOString();
      await this.outbox.append(tx, rule, now, [
        outgoing(processAlertCleared, { ...toldOf(alert), value: cleared, raisedAt }),
      ]);
    });
  }

  /** @throws AlertNotFound */
  async get(id: string): Promise<Alert> {
    const alert = await (await this.database.reader()).findOneBy(AlertSchema, { id });
    if (!alert) throw new AlertNotFound('There is no such alert.', { id });
    return alert;
  }

  /** Newest first. */
  async list({ limit, cursor, state, rule, recipient, role }: ListAlertsQuery): Promise<Page<Alert>> {
    const query = (await this.database.reader()).createQueryBuilder(AlertSchema, 'alert').where('1 = 1');
    if (state) query.andWhere('alert.state = :state', { state });
    if (rule) query.andWhere('alert.rule = :rule', { rule });
    for (const [name, whose] of Object.entries({ recipient, role: role && recipientOf(role) })) {
      if (whose === undefined) continue;
      const owned = `${name}.alert = alert.id AND ${name}.recipient = :${name}`;
      query.innerJoin('process_alert_recipient', name, owned, { [name]: whose });
    }
    if (cursor !== undefined) query.andWhere('alert.id < :before', { before: decodeCursor(cursor, 1)[0]! });
    const rows = await query
      .orderBy('alert.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(rows, limit, ({ id }) => [id]);
  }
}

function recipientOf(role: string): string {
  return `role/${role}`;
}

function toldOf({ id: alertId, rule: ruleId, name: rule, watched, recipients }: Alert) {
  const { metric, definition, node, comparison, value: threshold } = watched;
  const about = { alertId, ruleId, rule, metric, definition, node, comparison, threshold };
  return { ...about, recipients: [...recipients.accounts], role: recipients.role };
}
