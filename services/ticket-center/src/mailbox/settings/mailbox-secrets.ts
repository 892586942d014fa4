import { text } from 'node:stream/consumers';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

const Passwords = z.object({ imap: z.string().nullable(), smtp: z.string().nullable() });
export type Passwords = z.output<typeof Passwords>;

const NONE: Passwords = { imap: null, smtp: null };

/** Passwords of mailboxes: encrypted like all objects, each time under a new key, and read only to log in. */
@Injectable()
export class MailboxSecrets {
  constructor(private readonly storage: ObjectStorage) {}

  /** Where they lie now; null: there are none. */
  async keep(mailboxId: string, passwords: Passwords): Promise<string | null> {
    if (passwords.imap === null && passwords.smtp === null) return null;
    const key = `mailbox/${mailboxId}/${crypto.randomUUID()}`;
    await this.storage.put(key, asContent(JSON.stringify(passwords)));
    return key;
  }

  async read(key: string | null): Promise<Passwords> {
    if (key === null) return NONE;
    const { content } = await this.storage.get(key);
    return Passwords.parse(JSON.parse(await text(content)));
  }

  async forget(key: string | null): Promise<void> {
    if (key !== null) await this.storage.delete(key);
  }
}

async function* asContent(written: string): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from(written));
}
