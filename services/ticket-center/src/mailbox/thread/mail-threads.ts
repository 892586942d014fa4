import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { IncomingMailSchema } from '../incoming/incoming-mail.schema.js';
import { OutgoingMailSchema } from '../outgoing/outgoing-mail.schema.js';
import type { ReadMail } from '../reading/read-mail.js';
import { MailThreadSchema, type MailThreadRow } from './mail-thread.schema.js';
import { messageKeyOf } from './message-key.js';
import { ThreadTokens } from './thread-tokens.js';

type Pointers = Pick<ReadMail, 'answers' | 'to' | 'subject' | 'from'>;

/** Which conversation a message belongs to. */
@Injectable()
export class MailThreads {
  constructor(
    private readonly database: Database,
    private readonly tokens: ThreadTokens,
  ) {}

  /** Whether this tenant has signed it. */
  isOurs(messageId: string | null): boolean {
    return messageId !== null && this.tokens.find(messageId) !== null;
  }

  async of(ticketId: string): Promise<MailThreadRow | null> {
    return (await this.database.reader()).findOneBy(MailThreadSchema, { ticketId });
  }

  /**
   * By the message of ours that it answers, else by what we signed, else by a message of the same sender that it answers.
   * A number in a subject is nobody's: anybody can write one.
   */
  async find(mail: Pointers): Promise<MailThreadRow | null> {
    const ticketId =
      (await this.#byOurMessage(mail)) ?? this.#bySignature(mail) ?? (await this.#byTheirMessage(mail)) ?? null;
    return ticketId === null ? null : this.of(ticketId);
  }

  async #byOurMessage({ answers }: Pointers): Promise<string | undefined> {
    if (answers.length === 0) return undefined;
    const keys = answers.map(messageKeyOf);
    const reader = await this.database.reader();
    const found = await reader.findBy(OutgoingMailSchema, { messageKey: In(keys) });
    return nearest(keys, found)?.ticketId;
  }

  #bySignature({ answers, to, subject }: Pointers): string | undefined {
    for (const text of [...answers, ...to, subject]) {
      const ticketId = this.tokens.find(text);
      if (ticketId !== null) return ticketId;
    }
    return undefined;
  }

  async #byTheirMessage({ answers, from }: Pointers): Promise<string | undefined> {
    if (answers.length === 0) return undefined;
    const keys = answers.map(messageKeyOf);
    const where = { messageKey: In(keys), sender: from.address };
    const found = await (await this.database.reader()).findBy(IncomingMailSchema, where);
    return (
      nearest(
        keys,
        found.filter(({ ticketId }) => ticketId !== null),
      )?.ticketId ?? undefined
    );
  }
}

/** Of those found, the one that is answered most directly. */
function nearest<Row extends { messageKey: string }>(keys: readonly string[], rows: readonly Row[]): Row | undefined {
  return keys.flatMap((key) => rows.filter(({ messageKey }) => messageKey === key))[0];
}
