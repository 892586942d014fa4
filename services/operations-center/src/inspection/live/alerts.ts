import { inspectionAlertRaised } from '#libs/contracts/operations-center/inspection-events';
import { newId } from '#libs/kernel/id';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { nextCount } from '#libs/persistence/rows/counter';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { currentContext, currentTenant } from '#libs/persistence/tenant/tenant-context';
import type { RowCircle } from '#libs/persistence/rows/within-circle';
import type { Severity } from '#libs/quality-rules/inspection/rule';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FindingRow } from '../findings/finding.schema.js';
import { reachedAs } from '../reach.js';
import type { Judged } from '../subjects/judged.js';
import type { SubjectRow } from '../subjects/subject.schema.js';
import { AlertSchema, type AlertRow } from './alert.schema.js';
import { PlacedStreams } from './placed-streams.js';

const SEVERITIES: readonly Severity[] = ['hint', 'minor', 'major', 'fatal'];
const AT_ONCE = 100;

/** What supervisors are told of while it goes on. */
@Injectable()
export class Alerts {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly streams: PlacedStreams,
  ) {}

  /** Of those findings that are severe enough. */
  async raise(
    tx: EntityManager,
    { conversationId }: SubjectRow,
    found: readonly { readonly judged: Judged; readonly row: FindingRow }[],
  ): Promise<void> {
    const severe = found.filter(({ judged, row }) => isFrom(judged.by.content.alertFrom, row.severity));
    for (const { row } of severe) {
      const { id: findingId, subjectId, kind, rule, severity, agentId, seq, raisedAt } = row;
      const no = await nextCount(this.database, 'inspection-alert');
      const id = newId(raisedAt);
      const alert = { no, id, findingId, subjectId, kind, conversationId, rule, severity, agentId, seq, raisedAt };
      await insertRows(tx, AlertSchema, [alert]);
      const subject = { kind, id: subjectId };
      const told = outgoing(inspectionAlertRaised, {
        alertId: id,
        findingId,
        subject,
        ruleId: rule,
        severity,
        agentId,
      });
      await this.outbox.append(tx, subjectId, raisedAt, [told]);
    }
    const tenant = currentTenant();
    currentContext()?.unitOfWork?.afterCommit(() => this.streams.nudge(tenant));
  }

  /** About whoever is in the circle. */
  async since(no: number, circle: RowCircle | null): Promise<AlertRow[]> {
    const query = (await this.#reached(circle)).andWhere('a.no > :no', { no });
    return query.orderBy('a.no').limit(AT_ONCE).getMany();
  }

  /** As {@link since}; the newest first. */
  async latest(limit: number, circle: RowCircle | null): Promise<AlertRow[]> {
    return (await this.#reached(circle)).orderBy('a.no', 'DESC').limit(limit).getMany();
  }

  async #reached(circle: RowCircle | null) {
    const query = (await this.database.reader()).createQueryBuilder<AlertRow>(AlertSchema, 'a');
    return query.where(...reachedAs('a', circle));
  }
}

function isFrom(least: Severity, severity: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}
