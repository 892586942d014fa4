import type { Clock } from '#libs/kernel/clock';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import type { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { anyRow, insertRows } from '#libs/persistence/rows/plain-rows';
import { EntitySchema, LessThan, type EntityManager } from 'typeorm';

interface InboxRow {
  consumer: string;
  messageId: string;
  handledAt: Date;
}

export const InboxSchema = new EntitySchema<InboxRow>({
  name: 'inbox',
  columns: {
    consumer: column.primary(column.varchar(120)),
    messageId: column.primary(column.ref()),
    handledAt: column.time(),
  },
  indices: [schemaIndex('inbox', { columns: ['handledAt'] })],
});

/** Makes effects happen once although messages come at least once: the receipt is written in the effect's transaction. */
export class Inbox {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Runs the effect in one transaction with its receipt, unless the consumer had this message before. */
  async once(consumer: string, messageId: string, effect: () => Promise<unknown>): Promise<'handled' | 'seen'> {
    return this.database.transaction(async (tx) => {
      if (!(await this.#receive(tx, consumer, messageId))) return 'seen';
      await effect();
      return 'handled';
    });
  }

  /** Whether the consumer had this message: for handlers that must talk to others before they may write. */
  async seen(consumer: string, messageId: string): Promise<boolean> {
    const db = await this.database.reader();
    return anyRow(db, InboxSchema, { consumer, messageId });
  }

  /** Forgets receipts older than any resend could be (brokers keep messages for days, not weeks). */
  async forgetBefore(time: Date): Promise<void> {
    await this.database.transaction((tx) => tx.delete(InboxSchema, { handledAt: LessThan(time) }));
  }

  async #receive(tx: EntityManager, consumer: string, messageId: string): Promise<boolean> {
    if (await anyRow(tx, InboxSchema, { consumer, messageId })) return false;
    try {
      await insertRows(tx, InboxSchema, [{ consumer, messageId, handledAt: this.clock.now() }]);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}
