import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ReadMail } from '../reading/read-mail.js';
import { MailPartSchema, type MailPartRow } from './incoming-mail.schema.js';

const keyOf = (mailId: string, name: string) => `mail/${mailId}/${name}`;
export const partKeyOf = (mailId: string, position: number) => keyOf(mailId, `part-${position}`);
export const htmlKeyOf = (mailId: string) => keyOf(mailId, 'html');

/** What a message brought beside its text, each under a key that its place gives it: putting it again changes nothing. */
@Injectable()
export class MailParts {
  constructor(private readonly storage: ObjectStorage) {}

  async put(mailId: string, { parts, html }: Pick<ReadMail, 'parts' | 'html'>): Promise<void> {
    for (const [position, { content }] of parts.entries()) await this.#put(partKeyOf(mailId, position), content);
    if (html !== null) await this.#put(htmlKeyOf(mailId), Buffer.from(html));
  }

  /** In the transaction that handles the message. */
  async keep(tx: EntityManager, mailId: string, { parts }: Pick<ReadMail, 'parts'>): Promise<void> {
    const rows: MailPartRow[] = parts.map(({ filename, contentType, contentId, content }, position) => {
      return { mailId, position, filename, contentType, contentId, bytes: content.length };
    });
    if (rows.length > 0) await tx.insert(MailPartSchema, rows);
  }

  async #put(key: string, content: Buffer): Promise<void> {
    if (await this.storage.head(key)) return;
    await this.storage.put(key, only(content));
  }
}

async function* only(content: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(content);
}
