import { Repository } from '#libs/kernel/repository';
import type { DialRecord } from './dial-record.aggregate.js';

export abstract class DialRecords extends Repository<DialRecord> {
  /** The record, nobody else's until the transaction ends. @throws DialRecordNotFound */
  abstract lock(id: string): Promise<DialRecord>;
  abstract bySource(campaignId: string, sourceKey: string): Promise<DialRecord | null>;
  /** Not over, of any campaign. */
  abstract ofTask(taskId: string): Promise<string[]>;
  /** Waiting and due, the most urgent first. */
  abstract due(campaignId: string, now: Date, most: number): Promise<string[]>;
  /** Shown to agents. */
  abstract reserved(campaignId: string): Promise<{ id: string; agentId: string; until: Date }[]>;
}
