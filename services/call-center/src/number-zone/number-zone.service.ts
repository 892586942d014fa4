import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { TenantSeed } from '#libs/web/platform/service-definition';
import { Injectable } from '@nestjs/common';
import { NumberZoneSchema, type NumberZone } from './number-zone.schema.js';

export class NumberZoneNotFound extends domainError('number-zone-not-found', 'not-found') {}
export class NumberZoneThere extends domainError('number-zone-there', 'conflict') {}

/** Countries and regions with one zone. */
const SEED = [
  { prefix: '+86', zones: ['Asia/Shanghai'] },
  { prefix: '+852', zones: ['Asia/Hong_Kong'] },
  { prefix: '+853', zones: ['Asia/Macau'] },
  { prefix: '+886', zones: ['Asia/Taipei'] },
];

@Injectable()
export class NumberZoneService extends TenantSeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async list(): Promise<NumberZone[]> {
    return (await this.database.reader()).find(NumberZoneSchema, { order: { prefix: 'ASC' } });
  }

  /** @throws NumberZoneThere */
  async add(text: Pick<NumberZone, 'prefix' | 'zones'>): Promise<NumberZone> {
    const now = this.clock.now();
    const row = { id: newId(now), version: 1, updatedAt: now, ...text };
    try {
      await this.database.transaction((tx) => tx.insert(NumberZoneSchema, row));
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      throw new NumberZoneThere('The zones of this prefix are known already.', { prefix: text.prefix });
    }
    return row;
  }

  /** @throws NumberZoneNotFound */
  async remove(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { affected } = await tx.delete(NumberZoneSchema, { id });
      if (affected !== 1) throw new NumberZoneNotFound('There is no such prefix.', { id });
    });
  }

  override async seed(): Promise<void> {
    if ((await this.list()).length > 0) return;
    for (const text of SEED) await this.add(text);
  }
}
