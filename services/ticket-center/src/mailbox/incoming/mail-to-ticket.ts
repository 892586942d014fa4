import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TicketIntake } from '../../ticket/ticket-intake.api.js';
import { TicketHandling, TicketRecords, type TicketFacts } from '../../ticket/ticket.api.js';
import { OutgoingMails } from '../outgoing/outgoing-mails.js';
import { clipped } from '../reading/clipped.js';
import { wantsNoAnswer } from '../reading/automatic-mail.js';
import type { ReadMail } from '../reading/read-mail.js';
import type { MailboxRow } from '../settings/mailbox.schema.js';
import { MailThreadSchema, type MailThreadRow } from '../thread/mail-thread.schema.js';
import type { Course } from './course.js';
import type { IncomingMailRow } from './incoming-mail.schema.js';

interface Brought {
  readonly mail: ReadMail;
  readonly mailbox: MailboxRow;
  /** Of the sender; null: no ticket is opened. */
  readonly customerId: string | null;
}

type Effect = Pick<IncomingMailRow, 'outcome' | 'ticketId'>;
type Going = Exclude<Course, { kind: 'ignore' | 'hold' }>;
type Opening = Extract<Course, { kind: 'open' }>;

/** Who does it, in the journals of tickets. */
const BY = 'mailbox';
const LONGEST = 20_000;
const SUBJECT = 300;
const MOST_PARTICIPANTS = 50;
const CHAIN = 20;

/** What a message does to tickets, all in the transaction that handles it. */
@Injectable()
export class MailToTicket {
  constructor(
    private readonly intake: TicketIntake,
    private readonly handling: TicketHandling,
    private readonly records: TicketRecords,
    private readonly outgoing: OutgoingMails,
  ) {}

  async go(tx: EntityManager, course: Going, brought: Brought): Promise<Effect> {
    switch (course.kind) {
      case 'open':
        return { outcome: 'opened', ticketId: await this.#open(tx, course, brought) };
      case 'word':
        await this.#word(tx, course.ticketId, brought);
        return { outcome: 'continued', ticketId: course.ticketId };
      case 'note':
        await this.intake.note(course.ticketId, noteOf(course.why, brought.mail), BY);
        return { outcome: 'noted', ticketId: course.ticketId };
    }
  }

  async #open(tx: EntityManager, { followsUp }: Opening, { mail, mailbox, customerId }: Brought): Promise<string> {
    const subject = clipped(mail.subject, SUBJECT) || '(no subject)';
    const before = followsUp === null ? null : await this.records.findFacts(followsUp);
    const text = wordsOf(mail);
    const description = before ? `Follow-up to ${numberOf(before)}\n\n${text}` : text;
    const { ticketType, categoryId, teamId } = mailbox;
    const request = { ticketType, categoryId, subject, description: clipped(description, LONGEST) };
    const ticketId = await this.intake.open({ ...request, customerId: customerId!, channel: 'email' }, BY);
    if (teamId !== null) await this.handling.assignTeam(ticketId, teamId, BY);
    const thread: MailThreadRow = {
      ticketId,
      mailboxId: mailbox.id,
      address: mail.from.address,
      participants: participantsOf([mail.from.address], mail, mailbox),
      subject,
      lastMessageId: mail.messageId,
      chain: mail.messageId === null ? [] : [mail.messageId],
      followsUp,
    };
    await tx.insert(MailThreadSchema, thread);
    if (mailbox.acknowledgement !== null && !wantsNoAnswer({ from: mail.from.address, headers: mail.headers })) {
      const number = numberOf(await this.records.facts(ticketId));
      await this.outgoing.acknowledge(tx, thread, mailbox, mailbox.acknowledgement.replaceAll('{number}', number));
    }
    return ticketId;
  }

  async #word(tx: EntityManager, ticketId: string, { mail, mailbox }: Brought): Promise<void> {
    await this.intake.hear(ticketId, wordsOf(mail));
    const { status, processInstanceId } = await this.records.facts(ticketId);
    if (status === 'solved' && processInstanceId === null)
      await this.intake.reopen(ticketId, 'The customer wrote again.', BY);
    const thread = await tx.findOneByOrFail(MailThreadSchema, { ticketId });
    const { messageId } = mail;
    await tx.update(
      MailThreadSchema,
      { ticketId },
      {
        participants: participantsOf(thread.participants, mail, mailbox),
        lastMessageId: messageId ?? thread.lastMessageId,
        chain: messageId === null ? thread.chain : [...thread.chain, messageId].slice(-CHAIN),
      },
    );
  }
}

const numberOf = ({ number }: TicketFacts) => (typeof number === 'string' ? number : '');

function wordsOf({ text, fullText }: ReadMail): string {
  return clipped(text || fullText || '(no text)', LONGEST);
}

function noteOf(why: 'automatic' | 'stranger', mail: ReadMail): string {
  const kind = why === 'automatic' ? 'Automatic answer' : 'Not from somebody of this conversation';
  return clipped(`${kind} (${mail.from.address}):\n\n${wordsOf(mail)}`, LONGEST);
}

/** Whom one of them writes to takes part as well; not the mailbox itself, also not with a `+`. */
function participantsOf(known: readonly string[], { to }: ReadMail, { address }: MailboxRow): string[] {
  const [local = '', domain = ''] = address.split('@');
  const isOwn = (each: string) => each === address || (each.startsWith(`${local}+`) && each.endsWith(`@${domain}`));
  return [...new Set([...known, ...to.filter((each) => !isOwn(each))])].slice(0, MOST_PARTICIPANTS);
}
