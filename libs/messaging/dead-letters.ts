import type { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import type { Database } from '#libs/persistence/database';
import { EntitySchema, LessThan } from 'typeorm';

export class DeadLetterNotFound extends domainError('dead-letter-not-found', 'not-found') {}

/** A message that could not be handled, kept until someone replays it. */
export interface DeadLetter {
  id: string;
  consumer: string;
  messageId: string;
  topic: string;
  messageKey: string;
  body: string;
  /** The error's type and message; never the payload. */
  reason: string;
  attempts: number;
  failedAt: Date;
}

export const DeadLetterSchema = new EntitySchema<DeadLetter>({
  name: 'dead_letter',
  columns: {
    id: column.id(),
    consumer: column.varchar(120),
    messageId: column.ref(),
    topic: column.varchar(64),
    messageKey: column.ref(),
    body: column.text(),
    reason: column.varchar(1000),
    attempts: column.int(),
    failedAt: column.time(),
  },
  indices: [schemaIndex('dead_letter', { columns: ['consumer', 'messageId'], unique: true })],
});

export type FailedMessage = Omit<DeadLetter, 'id' | 'failedAt'>;

/** A text column holds 65,535 bytes, of which a character may take four. */
const MOST_CHARACTERS = 16_383;

export class DeadLetters {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Keeps it once, however often it fails. What is longer than its column, as only foreign messages are, is cut. */
  async keep(failed: FailedMessage): Promise<void> {
    const failedAt = this.clock.now();
    const letter = { ...fitting(failed), id: newId(failedAt), failedAt };
    const { consumer, messageId, reason, attempts } = letter;
    await this.database.transaction(async (tx) => {
      const { affected } = await tx.update(DeadLetterSchema, { consumer, messageId }, { reason, attempts, failedAt });
      if (affected === 0) await tx.insert(DeadLetterSchema, letter);
    });
  }

  /** Newest first. */
  async list(limit: number, cursor?: string): Promise<Page<DeadLetter>> {
    const before = cursor === undefined ? undefined : decodeCursor(cursor, 1)[0];
    const db = await this.database.reader();
    const rows = await db.find(DeadLetterSchema, {
      where: before === undefined ? {} : { id: LessThan(before) },
      order: { id: 'DESC' },
      take: limit + 1,
    });
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** @throws DeadLetterNotFound */
  async get(id: string): Promise<DeadLetter> {
    const db = await this.database.reader();
    const found = await db.findOneBy(DeadLetterSchema, { id });
    if (!found) throw new DeadLetterNotFound('There is no such dead letter.', { id });
    return found;
  }

  async remove(id: string): Promise<void> {
    await this.database.transaction((tx) => tx.delete(DeadLetterSchema, { id }));
  }

  async count(): Promise<number> {
    return (await this.database.reader()).count(DeadLetterSchema);
  }
}

function fitting(failed: FailedMessage): FailedMessage {
  return {
    ...failed,
    messageId: failed.messageId.slice(0, 36),
    topic: failed.topic.slice(0, 64),
    messageKey: failed.messageKey.slice(0, 36),
    body: Buffer.byteLength(failed.body) > 65_535 ? failed.body.slice(0, MOST_CHARACTERS) : failed.body,
    reason: failed.reason.slice(0, 1_000),
  };
}
