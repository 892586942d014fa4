import { Repository } from '#libs/kernel/repository';
import type { DialRecord } from './dial-record.aggregate.js';

export abstract class DialRecords extends Repository<DialRecord> {
  /** The record, nobody else's until the transaction ends. @throws DialRecordNotFound */
  abstract lock(id: string): Promise<DialRecord>;
  /** Many at once; nothing has happened to them yet. */
  abstract addAll(records: readonly DialRecord[]): Promise<void>;
  /** The ids of those the campaign has, by their source. */
  abstract known(campaignId: string, sourceKeys: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Not over, of any campaign. */
  abstract ofTask(taskId: string): Promise<string[]>;
  /** Waiting and due, the most urgent first. */
  abstract due(campaignId: string, now: Date, most: number): Promise<string[]>;
  /** Shown to agents. */
  abstract reserved(campaignId: string): Promise<{ id: string; agentId: string; until: Date }[]>;
}
