import type { Live } from '#libs/discovery/config/live-value';
import { Clock } from '#libs/kernel/clock';
import { DomainError } from '#libs/kernel/domain-error';
import { DamagedObject, NoSuchObject } from '#libs/object-storage/storage.errors';
import { TenantKeys } from '#libs/personal-data/keys/tenant-keys';
import { Database } from '#libs/persistence/database';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { In, MoreThan, type EntityManager } from 'typeorm';
import { TicketRecords } from '../../ticket/ticket.api.js';
import { automaticReason } from '../reading/automatic-mail.js';
import { clipped } from '../reading/clipped.js';
import { readMail, UnreadableMail, type ReadMail } from '../reading/read-mail.js';
import type { MailLimits } from '#libs/contracts/settings/mail';
import { MAIL_LIMITS } from '../settings/mail-limits.js';
import type { MailboxRow } from '../settings/mailbox.schema.js';
import { Mailboxes } from '../settings/mailboxes.js';
import { MailThreads } from '../thread/mail-threads.js';
import { Bounces } from './bounces.js';
import { courseOf, type Course } from './course.js';
import { CustomerOfSender } from './customer-of-sender.js';
import { IncomingMailSchema, type IncomingMailRow } from './incoming-mail.schema.js';
import { MailParts } from './mail-parts.js';
import { MailStore } from './mail-store.js';
import { MailToTicket } from './mail-to-ticket.js';

/** Waits before the next attempts in s; then it has failed. */
const WAITS_S = [10, 60, 300, 900, 3_600, 3_600, 3_600];
const HOUR_MS = 3_600_000;
const SHOWN = 20_000;

type Known = Pick<IncomingMailRow, 'sender' | 'senderKey' | 'senderName' | 'subject' | 'text' | 'hasHtml'>;
type Ending = Pick<IncomingMailRow, 'state' | 'reason' | 'outcome' | 'ticketId'>;

const NOTHING: Ending = { state: 'handled', reason: null, outcome: null, ticketId: null };

/**
 * Makes of a stored message what becomes of it: everything remote first, then one transaction with the message's own row, whose state
 * is the guard. Whatever stops it in between, it is begun again and has one effect.
 */
@Injectable()
export class MailHandling {
  constructor(
    private readonly database: Database,
    private readonly mailboxes: Mailboxes,
    private readonly store: MailStore,
    private readonly threads: MailThreads,
    private readonly records: TicketRecords,
    private readonly customers: CustomerOfSender,
    private readonly parts: MailParts,
    private readonly bounces: Bounces,
    private readonly toTicket: MailToTicket,
    private readonly clock: Clock,
    private readonly keys: TenantKeys,
    @Inject(MAIL_LIMITS) private readonly limits: Live<MailLimits>,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Does not reject: what goes wrong is kept with the message. */
  async handle(id: string): Promise<void> {
    const row = await (await this.database.reader()).findOneBy(IncomingMailSchema, { id, state: 'stored' });
    if (!row || row.sourceKey === null) return;
    try {
      await this.#handle(row, await readMail(await this.store.source(row.sourceKey)));
    } catch (error) {
      await this.#failed(row, error);
    }
  }

  async #handle(row: IncomingMailRow, mail: ReadMail): Promise<void> {
    const mailbox = await this.mailboxes.get(row.mailboxId);
    const senderKey = (await this.keys.cipher()).index('email', mail.from.address);
    const known = { ...knownOf(mail), senderKey };
    const bounced = await this.bounces.of(mail);
    if (bounced) return this.#end(row, known, (tx) => this.bounces.record(tx, bounced));
    const course = await this.#course(row, mail, mailbox, senderKey);
    if (course.kind === 'ignore') return this.#end(row, known, ending({ state: 'ignored', reason: course.reason }));
    if (course.kind === 'hold') return this.#end(row, known, ending({ state: 'held', reason: course.reason }));
    await this.parts.put(row.id, mail);
    const customerId = course.kind === 'open' ? await this.customers.of(mail.from, row.id) : null;
    await this.#end(row, known, async (tx) => {
      await this.parts.keep(tx, row.id, mail);
      return { ...NOTHING, ...(await this.toTicket.go(tx, course, { mail, mailbox, customerId })) };
    });
  }

  async #course(row: IncomingMailRow, mail: ReadMail, mailbox: MailboxRow, senderKey: string): Promise<Course> {
    const automatic = automaticReason(
      { from: mail.from.address, headers: mail.headers },
      { address: mailbox.address, sent: this.threads.isOurs(mail.messageId) },
    );
    const thread = await this.threads.find(mail);
    const facts = thread && (await this.records.findFacts(thread.ticketId));
    return courseOf({
      automatic,
      tooMany: await this.#tooMany(row, senderKey),
      thread: thread && {
        ticketId: thread.ticketId,
        isParticipant: thread.participants.includes(mail.from.address),
        hasEnded: facts === null || facts['status'] === 'closed' || facts['status'] === 'merged',
      },
    });
  }

  async #tooMany({ id, mailboxId }: IncomingMailRow, senderKey: string): Promise<boolean> {
    const { perSenderAndHour } = this.limits.current;
    const since = MoreThan(new Date(this.clock.ms() - HOUR_MS));
    const where = { mailboxId, senderKey, receivedAt: since, state: 'handled' as const };
    const reader = await this.database.reader();
    const before = await reader.find(IncomingMailSchema, { where, select: { id: true }, take: perSenderAndHour + 1 });
    return before.filter((each) => each.id !== id).length >= perSenderAndHour;
  }

  /** Once: whoever comes second finds it done, and its transaction comes to nothing. */
  async #end(row: IncomingMailRow, known: Known, effect: (tx: EntityManager) => Promise<Ending>): Promise<void> {
    await this.database.transaction(async (tx) => {
      const taken = { id: row.id, state: 'stored' as const, attempts: row.attempts };
      const { affected } = await tx.update(IncomingMailSchema, taken, { attempts: row.attempts + 1, dueAt: null });
      if (affected !== 1) return;
      const done = await effect(tx);
      await tx.update(IncomingMailSchema, { id: row.id }, { ...known, ...done, handledAt: this.clock.now() });
    });
  }

  async #failed(row: IncomingMailRow, error: unknown): Promise<void> {
    const reason = lastingReason(error);
    const attempts = row.attempts + 1;
    const wait = WAITS_S[row.attempts];
    const isOver = reason !== null || wait === undefined;
    const now = this.clock.now();
    if (reason === null) this.logger.warn({ err: error, mail: row.id, attempts }, 'a mail was not handled');
    const next = isOver
      ? { state: 'failed' as const, reason: reason ?? 'gave-up', dueAt: null, handledAt: now }
      : { dueAt: new Date(now.getTime() + wait * 1_000) };
    const where = { id: row.id, state: In(['stored']), attempts: row.attempts };
    await this.database.transaction((tx) => tx.update(IncomingMailSchema, where, { attempts, ...next }));
  }
}

/** A code where another attempt would end the same; null: it may go better. */
function lastingReason(error: unknown): string | null {
  if (error instanceof UnreadableMail) return error.reason;
  if (error instanceof DomainError && error.kind !== 'conflict') return error.code.slice(0, 64);
  return error instanceof DamagedObject || error instanceof NoSuchObject ? 'source-lost' : null;
}

function ending(some: Partial<Ending>): () => Promise<Ending> {
  return () => Promise.resolve({ ...NOTHING, ...some });
}

function knownOf({ from, subject, text, html }: ReadMail): Omit<Known, 'senderKey'> {
  return {
    sender: from.address,
    senderName: from.name === '' ? null : from.name,
    subject: clipped(subject, 300),
    text: clipped(text, SHOWN),
    hasHtml: html !== null,
  };
}
