import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import { WatcherSchema, type Watcher } from './watcher.schema.js';

/** An event has to hold them all. */
const MOST = 500;

export class TooManyWatchers extends domainError('too-many-watchers', 'conflict') {}

/** Who follows which ticket. */
@Injectable()
export class Watchers {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Whoever follows it already goes on as they do. @throws TooManyWatchers */
  async add(ticketId: string, personId: string, reason: Watcher['reason'], by: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (await tx.existsBy(WatcherSchema, { ticketId, personId })) return;
      if ((await tx.countBy(WatcherSchema, { ticketId })) >= MOST)
        throw new TooManyWatchers(`A ticket has ${MOST} watchers at most.`, { ticketId });
      const row = { ticketId, personId, reason, addedBy: by, since: this.clock.now() };
      await tx.insert(WatcherSchema, row).catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
      });
    });
  }

  /** Who does not follow it is no reason to complain. */
  async remove(ticketId: string, personId: string): Promise<void> {
    await this.database.transaction((tx) => tx.delete(WatcherSchema, { ticketId, personId }));
  }

  /** Those who have followed it longest first; all of them. */
  async of(ticketId: string): Promise<Watcher[]> {
    const order = { since: 'ASC', personId: 'ASC' } as const;
    return (await this.database.reader()).find(WatcherSchema, { where: { ticketId }, order });
  }
}
