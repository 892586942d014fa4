import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Live } from '#libs/discovery/config/live-value';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Heading, ImapFolder } from '../settings/imap-folder.js';
import type { MailLimits } from '#libs/contracts/settings/mail';
import { MAIL_LIMITS } from '../settings/mail-limits.js';
import { MailboxProgressSchema } from '../settings/mailbox.schema.js';
import { contentKeyOf, messageKeyOf } from '../thread/message-key.js';
import { IncomingMailSchema, type IncomingMailRow } from './incoming-mail.schema.js';

interface Place {
  readonly mailboxId: string;
  readonly folder: ImapFolder;
  /** Kept with the message as how far the mailbox was read; null: that is for later. */
  readonly progress: boolean;
}

type Fetched = Pick<IncomingMailRow, 'id' | 'sourceKey' | 'hash' | 'bytes'> & { readonly messageKey: string };

/** Takes messages out of mailboxes: source first, then its row, by which it is known for ever after. */
@Injectable()
export class MailStore {
  constructor(
    private readonly database: Database,
    private readonly storage: ObjectStorage,
    private readonly clock: Clock,
    @Inject(MAIL_LIMITS) private readonly limits: Live<MailLimits>,
  ) {}

  /** The id of the row that waits to be handled; null: it is known, or gone, or too large. @throws MailFailure */
  async take(place: Place, heading: Heading): Promise<string | null> {
    const { messageId } = heading;
    if (messageId !== null && (await this.#known(place, heading, messageKeyOf(messageId)))) return null;
    if (heading.bytes > this.limits.current.maxBytes) return this.#tooLarge(place, heading);
    const fetched = await this.#fetch(place.folder, heading);
    if (!fetched) return null;
    return this.#add(place, heading, fetched);
  }

  /** The source of a message that was too large before somebody allowed it. @throws MailFailure */
  async takeLate(folder: ImapFolder, { id, uid, bytes, messageId }: IncomingMailRow): Promise<void> {
    const fetched = await this.#fetch(folder, { uid, bytes, messageId });
    const next =
      fetched === null
        ? ({ state: 'failed', reason: 'gone', dueAt: null } as const)
        : { sourceKey: fetched.sourceKey, hash: fetched.hash, bytes: fetched.bytes, dueAt: this.clock.now() };
    await this.database.transaction((tx) => tx.update(IncomingMailSchema, { id, state: 'stored' }, next));
  }

  async source(sourceKey: string): Promise<Buffer> {
    const { content } = await this.storage.get(sourceKey);
    return buffer(content);
  }

  /** It may lie elsewhere by now, and still be unread there; a copy beside it is read with this. */
  async #known(place: Place, { uid }: Heading, messageKey: string): Promise<boolean> {
    const { mailboxId, folder } = place;
    const { uidValidity } = folder;
    const known = await this.database.transaction(async (tx) => {
      const found = await tx.findOneBy(IncomingMailSchema, { mailboxId, messageKey });
      if (!found) return undefined;
      const isCopy = found.uidValidity === uidValidity && found.uid !== uid;
      if (!isCopy) await tx.update(IncomingMailSchema, { id: found.id }, { uidValidity, uid, settled: false });
      await this.#progress(tx, place, uid);
      return { isCopy };
    });
    if (known?.isCopy) await folder.settle([uid], null);
    return known !== undefined;
  }

  async #tooLarge(place: Place, heading: Heading): Promise<null> {
    const name = `${place.folder.uidValidity}/${heading.uid}`;
    const messageKey = heading.messageId === null ? contentKeyOf(name) : messageKeyOf(heading.messageId);
    const id = newId(this.clock.now());
    const row = { id, sourceKey: null, hash: null, bytes: heading.bytes, messageKey };
    await this.#insert(place, heading, row, { state: 'failed', reason: 'too-large', dueAt: null });
    return null;
  }

  async #fetch(folder: ImapFolder, heading: Heading): Promise<Fetched | null> {
    const content = await folder.content(heading.uid);
    if (!content) return null;
    const id = newId(this.clock.now());
    const sourceKey = `mail/${id}/source`;
    const digest = createHash('sha256');
    let bytes = 0;
    await this.storage.put(
      sourceKey,
      passing(content, (chunk) => {
        digest.update(chunk);
        bytes += chunk.length;
      }),
    );
    const hash = digest.digest('hex');
    const messageKey = heading.messageId === null ? contentKeyOf(hash) : messageKeyOf(heading.messageId);
    return { id, sourceKey, hash, bytes, messageKey };
  }

  async #add(place: Place, heading: Heading, fetched: Fetched): Promise<string | null> {
    const due = { state: 'stored' as const, reason: null, dueAt: this.clock.now() };
    if (await this.#insert(place, heading, fetched, due)) return fetched.id;
    await this.storage.delete(fetched.sourceKey!);
    await this.#known(place, heading, fetched.messageKey);
    return null;
  }

  /** False: there is one of this key. */
  async #insert(
    place: Place,
    { uid, messageId }: Heading,
    fetched: Fetched,
    state: Pick<IncomingMailRow, 'state' | 'reason' | 'dueAt'>,
  ): Promise<boolean> {
    const { mailboxId, folder } = place;
    const unread = { sender: null, senderKey: null, senderName: null, subject: null, text: null, hasHtml: false };
    const undone = { outcome: null, ticketId: null, attempts: 0, settled: false, handledAt: null };
    const where = { mailboxId, uidValidity: folder.uidValidity, uid, messageId };
    const row = { ...fetched, ...where, ...state, ...unread, ...undone, receivedAt: this.clock.now() };
    try {
      await this.database.transaction(async (tx) => {
        await tx.insert(IncomingMailSchema, row);
        await this.#progress(tx, place, uid);
      });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async #progress(tx: EntityManager, { mailboxId, folder, progress }: Place, uid: number): Promise<void> {
    if (!progress) return;
    await tx.update(MailboxProgressSchema, { mailboxId, uidValidity: folder.uidValidity }, { lastUid: uid });
  }
}

async function* passing(content: Readable, seen: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
  for await (const chunk of content as AsyncIterable<Buffer>) {
    seen(chunk);
    yield chunk;
  }
}
