import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { CampaignImportNotFound } from '../domain/campaign.errors.js';
import { Campaigns } from '../domain/campaign.repository.js';
import { DialRecord } from '../domain/dial-record.aggregate.js';
import { DialRecords } from '../domain/dial-record.repository.js';
import { CampaignImportSchema, type CampaignImportRow } from '../infra/campaign.schema.js';
import type { ReadRecords, RecordLine } from './record-csv.js';

const BATCH = 200;

/** Lists for a campaign. Each batch is kept as it is read; the same list again adds nothing twice. */
@Injectable()
export class RecordImports {
  constructor(
    private readonly database: Database,
    private readonly campaigns: Campaigns,
    private readonly records: DialRecords,
    private readonly clock: Clock,
  ) {}

  /** Good lines are taken, bad ones are named. @throws CampaignNotFound, CampaignEnded */
  async take(campaignId: string, { records, bad, lines }: ReadRecords): Promise<string> {
    (await this.campaigns.get(campaignId)).refuseEnded();
    const receivedAt = this.clock.now();
    const id = newId(receivedAt);
    const progress = { totalLines: lines, readLines: lines - records.length, added: 0, known: 0, badLines: [...bad] };
    await this.database.transaction((tx) =>
      tx.insert(CampaignImportSchema, { id, campaignId, status: 'reading', receivedAt, ...progress }),
    );
    for (let from = 0; from < records.length; from += BATCH) await this.#take(id, records.slice(from, from + BATCH));
    await this.database.transaction((tx) => tx.update(CampaignImportSchema, { id }, { status: 'done' }));
    return id;
  }

  /** A task is there before its numbers are. @throws CampaignNotFound */
  async expect(campaignId: string, taskId: string, customerId: string): Promise<void> {
    const line = { sourceKey: `task:${taskId}`, taskId, customerId, numbers: [], zone: null, priority: 0 };
    await this.database.transaction(() => this.#add(campaignId, [line]));
  }

  /** @throws CampaignImportNotFound */
  async get(campaignId: string, id: string): Promise<CampaignImportRow> {
    const found = await (await this.database.reader()).findOneBy(CampaignImportSchema, { id, campaignId });
    if (!found) throw new CampaignImportNotFound('There is no such import.', { id });
    return found;
  }

  async #take(id: string, batch: readonly RecordLine[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { campaignId, readLines, added, known } = await tx.findOneByOrFail(CampaignImportSchema, { id });
      const fresh = await this.#add(campaignId, batch);
      const progress = { added: added + fresh, known: known + batch.length - fresh };
      await tx.update(CampaignImportSchema, { id }, { readLines: readLines + batch.length, ...progress });
    });
  }

  /** @returns how many can be called by that, and could not before */
  async #add(campaignId: string, batch: readonly RecordLine[]): Promise<number> {
    const now = this.clock.now();
    const lines = new Map(batch.map((line) => [line.sourceKey, line]));
    const known = await this.records.known(campaignId, [...lines.keys()]);
    const fresh = [...lines.values()].filter(({ sourceKey }) => !known.has(sourceKey));
    if (fresh.length > 0)
      await this.records.addAll(fresh.map((line) => DialRecord.add({ ...line, id: newId(now), campaignId }, now)));
    let given = 0;
    for (const [sourceKey, id] of known) given += (await this.#give(id, lines.get(sourceKey)!, now)) ? 1 : 0;
    return fresh.length + given;
  }

  async #give(recordId: string, { numbers, zone, priority }: RecordLine, now: Date): Promise<boolean> {
    if (numbers.length === 0) return false;
    if ((await this.records.get(recordId)).status !== 'without-number') return false;
    return this.records.update(recordId, (record) => record.giveNumbers(numbers, zone, priority, now));
  }
}
