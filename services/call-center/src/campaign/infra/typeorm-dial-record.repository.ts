import { campaignAttemptEnded, campaignRecordClosed } from '#libs/contracts/call-center/campaign-events';
import { Clock } from '#libs/kernel/clock';
import { Outbox, outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { KeysAtHand } from '#libs/personal-data/keys/keys-at-hand';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { LessThanOrEqual, Not } from 'typeorm';
import { DialRecordNotFound } from '../domain/campaign.errors.js';
import type { DialRecord } from '../domain/dial-record.aggregate.js';
import type { DialRecordEvent } from '../domain/dial-record.events.js';
import { DialRecords } from '../domain/dial-record.repository.js';
import { DialRecordJournalSchema, DialRecordSchema, type DialRecordRow } from './dial-record.schema.js';

@Injectable()
export class TypeormDialRecords extends AggregateStore<DialRecord> implements DialRecords {
  constructor(
    database: Database,
    outbox: Outbox,
    private readonly time: Clock,
    private readonly keys: KeysAtHand,
  ) {
    super(database, outbox, time, {
      schema: DialRecordSchema,
      notFound: (id) => new DialRecordNotFound('There is no such record.', { id }),
      publish: publishDialRecord,
      journal: DialRecordJournalSchema,
    });
  }

  async lock(id: string): Promise<DialRecord> {
    const lock = this.database.rowLock;
    const row = await (await this.database.reader()).findOne(DialRecordSchema, { where: { id }, ...lock });
    if (!row) throw new DialRecordNotFound('There is no such record.', { id });
    return row as unknown as DialRecord;
  }

  async addAll(records: readonly DialRecord[]): Promise<void> {
    const stamp = { version: 1, updatedAt: this.time.now() };
    const rows = records.map((record) => ({ ...(record as unknown as DialRecordRow), ...stamp }));
    await this.database.transaction((tx) => tx.insert(DialRecordSchema, rows));
  }

  async known(campaignId: string, sourceKeys: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (sourceKeys.length === 0) return new Map();
    const query = (await this.database.reader()).createQueryBuilder<DialRecordRow>(DialRecordSchema, 'each');
    const keyOf = new Map(
      sourceKeys.flatMap((key) => this.keys.formsOf('dial-source', key).map((form) => [form, key])),
    );
    query.select(['each.id', 'each.sourceKey']).where('each.campaignId = :campaignId', { campaignId });
    const rows = await query.andWhere('each.sourceKey IN (:...forms)', { forms: [...keyOf.keys()] }).getMany();
    return new Map(rows.map(({ sourceKey, id }) => [keyOf.get(sourceKey)!, id]));
  }

  async ofTask(taskId: string): Promise<string[]> {
    const where = { taskId, status: Not('done' as const) };
    const rows = await (await this.database.reader()).find(DialRecordSchema, { select: { id: true }, where });
    return rows.map(({ id }) => id);
  }

  async due(campaignId: string, now: Date, most: number): Promise<string[]> {
    const where = { campaignId, status: 'waiting' as const, dueAt: LessThanOrEqual(now) };
    const order = { priority: 'DESC', dueAt: 'ASC', id: 'ASC' } as const;
    const options = { select: { id: true }, where, order, take: most } as const;
    return (await (await this.database.reader()).find(DialRecordSchema, options)).map(({ id }) => id);
  }

  async reserved(campaignId: string): Promise<{ id: string; agentId: string; until: Date }[]> {
    const rows = await (await this.database.reader()).findBy(DialRecordSchema, { campaignId, status: 'reserved' });
    return rows.map(({ id, agentId, reservedUntil }) => ({ id, agentId: agentId!, until: reservedUntil! }));
  }
}

/** Ids, codes and times: no number leaves. */
function publishDialRecord(event: DialRecordEvent, { id: recordId, campaignId, taskId }: DialRecord): OutgoingEvent {
  const of = { recordId, campaignId, taskId, at: event.at.toISOString() };
  if (event.type === 'dial-record-closed') {
    return outgoing(campaignRecordClosed, { ...of, why: event.why, result: event.result });
  }
  const { attemptId, outcome, live, agentId, contactId, result } = event;
  return outgoing(campaignAttemptEnded, { ...of, attemptId, outcome, live, agentId, contactId, result });
}
