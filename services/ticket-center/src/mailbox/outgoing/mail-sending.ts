import { Clock } from '#libs/kernel/clock';
import { MailFailure } from '#libs/mail/mail-failure';
import type { OutgoingMail } from '#libs/mail/outgoing-mail';
import type { SmtpSender } from '#libs/mail/smtp-sender';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { IsNull, LessThanOrEqual, Not } from 'typeorm';
import { TicketIntake } from '../../ticket/ticket-intake.api.js';
import { MailConnections } from '../settings/mail-connections.js';
import type { MailboxRow } from '../settings/mailbox.schema.js';
import { Mailboxes } from '../settings/mailboxes.js';
import { ThreadTokens } from '../thread/thread-tokens.js';
import { OutgoingMailSchema, type OutgoingMailRow } from './outgoing-mail.schema.js';
import { plusAddressOf, referencesOf } from './outgoing-mails.js';

const EVERY_MS = 2_000;
const LEASE_MS = 60_000;
/** In one round of one tenant: others have their turn. */
const AT_ONCE = 50;
/** Waits after each attempt in s; then it is given up. Two days in all, as mail servers do. */
const WAITS_S = [60, 300, 900, 3_600, 10_800, 21_600, 43_200, 86_400];

/**
 * Sends what is due. An attempt is counted, and the next one set, before the server is spoken to: whoever is killed leaves the message
 * for later, under the same Message-ID, so that a copy is known for one.
 */
@Injectable()
export class MailSending {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly mailboxes: Mailboxes,
    private readonly connections: MailConnections,
    private readonly tokens: ThreadTokens,
    private readonly intake: TicketIntake,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'mail-sending',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'mail was not sent',
      nextDue: () => this.#next(),
      work: (round) => round.inEachTenant(() => this.#sendDue(round)),
    });
  }

  async #sendDue(round: Rounds): Promise<void> {
    if (!(await round.isOurs())) return;
    const where = { dueAt: LessThanOrEqual(this.clock.now()) };
    const reader = await this.database.reader();
    const due = await reader.find(OutgoingMailSchema, { where, order: { dueAt: 'ASC', id: 'ASC' }, take: AT_ONCE });
    for (const [mailboxId, mails] of Map.groupBy(due, (mail) => mail.mailboxId))
      await this.#sendFrom(round, await this.mailboxes.get(mailboxId), mails);
  }

  async #next(): Promise<Date | undefined> {
    const where = { dueAt: Not(IsNull()) };
    const next = await (await this.database.reader()).findOne(OutgoingMailSchema, { where, order: { dueAt: 'ASC' } });
    return next?.dueAt ?? undefined;
  }

  /** Over one connection. */
  async #sendFrom(round: Rounds, mailbox: MailboxRow, mails: readonly OutgoingMailRow[]): Promise<void> {
    let sender: SmtpSender | undefined;
    try {
      for (const mail of mails) {
        if (!(await round.isOurs()) || !(await this.#claim(mail))) continue;
        await this.#attempt(mail, mailbox, async (written) => {
          sender ??= await this.connections.smtp(mailbox);
          await sender.send(written);
        });
      }
    } finally {
      sender?.close();
    }
  }

  /** False: somebody else has it. */
  async #claim({ id, attempts }: OutgoingMailRow): Promise<boolean> {
    const again = new Date(this.clock.ms() + (WAITS_S[attempts] ?? 0) * 1_000);
    return this.database.transaction(async (tx) => {
      const taken = { id, attempts, state: 'waiting' as const };
      const { affected } = await tx.update(OutgoingMailSchema, taken, { attempts: attempts + 1, dueAt: again });
      return affected === 1;
    });
  }

  async #attempt(mail: OutgoingMailRow, mailbox: MailboxRow, send: (written: OutgoingMail) => Promise<void>) {
    try {
      await send(this.#written(mail, mailbox));
    } catch (error) {
      if (!(error instanceof MailFailure)) throw error;
      return this.#failed(mail, error);
    }
    const sent = { state: 'sent' as const, sentAt: this.clock.now(), dueAt: null, failure: null };
    await this.#change(mail, sent);
  }

  async #failed(mail: OutgoingMailRow, { permanent, reason, smtpCode }: MailFailure): Promise<void> {
    const failure = [reason, smtpCode].filter(Boolean).join(' ');
    if (!permanent && mail.attempts + 1 < WAITS_S.length) return this.#change(mail, { failure });
    this.logger.warn({ mail: mail.id, failure }, 'a mail was given up');
    await this.database.transaction(async () => {
      await this.#change(mail, { state: 'failed', failure, dueAt: null });
      await this.intake.note(mail.ticketId, `A message by mail could not be sent (${failure}).`, 'mailbox');
    });
  }

  async #change({ id }: OutgoingMailRow, change: Partial<OutgoingMailRow>): Promise<void> {
    await this.database.transaction((tx) => tx.update(OutgoingMailSchema, { id, state: 'waiting' }, change));
  }

  #written(mail: OutgoingMailRow, mailbox: MailboxRow): OutgoingMail {
    const replyTo = plusAddressOf(mailbox, this.tokens.sign(mail.ticketId));
    const from = { name: mailbox.name, address: mailbox.address };
    return {
      from,
      to: [{ address: mail.recipient }],
      ...(replyTo === null ? {} : { replyTo: { name: mailbox.name, address: replyTo } }),
      subject: mail.subject,
      text: mail.text,
      messageId: mail.messageId,
      ...(mail.inReplyTo === null ? {} : { inReplyTo: mail.inReplyTo }),
      references: referencesOf(mail),
      headers: { 'X-Loop': mailbox.address, ...AUTOMATIC[mail.kind] },
    };
  }
}

const AUTOMATIC: Readonly<Record<OutgoingMailRow['kind'], Readonly<Record<string, string>>>> = {
  reply: {},
  'automatic-reply': { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' },
  acknowledgement: { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All', Precedence: 'bulk' },
};
