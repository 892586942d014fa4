import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/plain-rows';
import { actor } from '#libs/web/actor';
import { Injectable } from '@nestjs/common';
import { RevealBlockNotFound } from './domain/reveal.errors.js';
import { RevealBlockSchema, type RevealBlockRow } from './reveal.schema.js';

@Injectable()
export class RevealBlocks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<RevealBlockRow[]> {
    return (await this.database.reader()).find(RevealBlockSchema, { order: { accountId: 'ASC' } });
  }

  /** One that is blocked stays blocked as it was. */
  async block(accountId: string, reason: string): Promise<RevealBlockRow> {
    return this.database.transaction(async (tx) => {
      const known = await tx.findOneBy(RevealBlockSchema, { accountId });
      const row = known ?? { accountId, reason, blockedBy: actor(), at: this.clock.now() };
      if (!known) await insertRows(tx, RevealBlockSchema, [row]);
      return row;
    });
  }

  /** @throws RevealBlockNotFound */
  async lift(accountId: string): Promise<void> {
    const { affected } = await this.database.transaction((tx) => tx.delete(RevealBlockSchema, { accountId }));
    if (!affected) throw new RevealBlockNotFound('The account is not blocked.', { accountId });
  }
}
