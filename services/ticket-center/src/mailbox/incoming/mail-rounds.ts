import { createHash } from 'node:crypto';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { IsNull, LessThanOrEqual, Not } from 'typeorm';
import { MailboxProgressSchema } from '../settings/mailbox.schema.js';
import { IncomingMailSchema } from './incoming-mail.schema.js';
import { MailHandling } from './mail-handling.js';
import { MailboxReader } from './mailbox-reader.js';

const EVERY_MS = 5_000;
const LEASE_MS = 60_000;
const PARTITIONS = 8;
/** Mailboxes of a tenant that are read at the same time, by one process. */
const AT_ONCE = 4;
const HANDLED_AT_ONCE = 100;

/**
 * Reads mailboxes when they are due, each by the process that holds its partition. Two that believe they hold the same do no harm: a
 * message is taken by its key, and handled by its state.
 */
@Injectable()
export class MailRounds {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly reader: MailboxReader,
    private readonly handling: MailHandling,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'mail-receiving',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      partitions: PARTITIONS,
      failure: 'mailboxes were not read',
      nextDue: () => this.#next(),
      work: (round) =>
        round.inEachTenant(async () => {
          await this.#readDue(round);
          await this.#handleDue(round);
        }),
    });
  }

  async #next(): Promise<Date | undefined> {
    const db = await this.database.reader();
    const polled = { where: { nextPollAt: Not(IsNull()) }, order: { nextPollAt: 'ASC' } } as const;
    const stored = { where: { dueAt: Not(IsNull()), state: 'stored' }, order: { dueAt: 'ASC' } } as const;
    const mailbox = await db.findOne(MailboxProgressSchema, polled);
    const mail = await db.findOne(IncomingMailSchema, { ...stored, select: { id: true, dueAt: true } });
    const times = [mailbox?.nextPollAt, mail?.dueAt].flatMap((at) => at?.getTime() ?? []);
    return times.length === 0 ? undefined : new Date(Math.min(...times));
  }

  async #readDue(round: Rounds): Promise<void> {
    const where = { nextPollAt: LessThanOrEqual(this.clock.now()) };
    const db = await this.database.reader();
    const due = await db.find(MailboxProgressSchema, { where, order: { nextPollAt: 'ASC' } });
    const waiting = due.map(({ mailboxId }) => mailboxId);
    const worker = async () => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) await this.#read(round, id);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  /** One that goes wrong keeps no other from being read. */
  async #read(round: Rounds, mailboxId: string): Promise<void> {
    const isOurs = () => round.isOurs(partitionOf(mailboxId));
    if (!(await isOurs())) return;
    await this.reader
      .read(mailboxId, isOurs)
      .catch((error: unknown) => this.logger.warn({ err: error, mailbox: mailboxId }, 'a mailbox was not read'));
  }

  /** What could not be handled when it came. */
  async #handleDue(round: Rounds): Promise<void> {
    const where = { dueAt: LessThanOrEqual(this.clock.now()), state: 'stored' as const };
    const db = await this.database.reader();
    const options = { where, order: { dueAt: 'ASC' as const }, select: { id: true, mailboxId: true } };
    const due = await db.find(IncomingMailSchema, { ...options, take: HANDLED_AT_ONCE });
    for (const { id, mailboxId } of due) {
      if (await round.isOurs(partitionOf(mailboxId))) await this.handling.handle(id);
    }
  }
}

function partitionOf(mailboxId: string): number {
  return createHash('sha256').update(mailboxId).digest()[0]! % PARTITIONS;
}
