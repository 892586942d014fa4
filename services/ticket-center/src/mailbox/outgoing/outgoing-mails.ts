import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { MailboxRow } from '../settings/mailbox.schema.js';
import type { MailThreadRow } from '../thread/mail-thread.schema.js';
import { messageKeyOf } from '../thread/message-key.js';
import { ThreadTokens } from '../thread/thread-tokens.js';
import { OutgoingMailSchema, type OutgoingMailRow } from './outgoing-mail.schema.js';

interface Words {
  /** What they come from; no second message is made of the same. */
  readonly sourceId: string;
  readonly kind: OutgoingMailRow['kind'];
  readonly text: string;
}

const CHAIN = 20;

/** Messages that are to go out, each a row before it is sent. */
@Injectable()
export class OutgoingMails {
  constructor(
    private readonly tokens: ThreadTokens,
    private readonly clock: Clock,
  ) {}

  /** Once for each conversation. */
  acknowledge(tx: EntityManager, thread: MailThreadRow, mailbox: MailboxRow, text: string): Promise<void> {
    return this.add(tx, thread, mailbox, { sourceId: thread.ticketId, kind: 'acknowledgement', text });
  }

  async add(tx: EntityManager, thread: MailThreadRow, mailbox: MailboxRow, words: Words): Promise<void> {
    const now = this.clock.now();
    const id = newId(now);
    const { ticketId, lastMessageId: inReplyTo, chain } = thread;
    const token = this.tokens.sign(ticketId);
    const messageId = `<${token}.${id.replaceAll('-', '')}@${mailbox.address.split('@')[1]}>`;
    await tx.insert(OutgoingMailSchema, {
      ...words,
      ...{ id, ticketId, mailboxId: mailbox.id, messageId, messageKey: messageKeyOf(messageId) },
      ...{ recipient: thread.address, subject: subjectOf(thread.subject, mailbox, token), inReplyTo, chain },
      ...{ state: 'waiting', attempts: 0, dueAt: now, failure: null, createdAt: now, sentAt: null },
    });
  }
}

/** As it was asked, so that it stays one conversation; with the token where the address cannot carry it. */
function subjectOf(asked: string, mailbox: MailboxRow, token: string): string {
  const bare = asked.replace(/^((re|aw|sv|antw|回复|回覆|答复)\s*[:：]\s*)+/i, '');
  const subject = `Re: ${bare}`;
  if (plusAddressOf(mailbox, token) !== null || subject.includes(token)) return subject;
  return `${subject} [ref:${token}]`;
}

/** Null: the mailbox takes none, or its name would be too long with it (RFC 5321, 4.5.3.1.1). */
export function plusAddressOf({ address, replyBy }: MailboxRow, token: string): string | null {
  const [local = '', domain = ''] = address.split('@');
  if (replyBy === 'subject' || local.length + 1 + token.length > 64) return null;
  return `${local}+${token}@${domain}`;
}

/** Message-IDs that a message refers to, the oldest first. */
export function referencesOf({ chain, inReplyTo }: Pick<OutgoingMailRow, 'chain' | 'inReplyTo'>): string[] {
  const all = inReplyTo === null ? chain : [...chain.filter((id) => id !== inReplyTo), inReplyTo];
  return all.slice(-CHAIN);
}
