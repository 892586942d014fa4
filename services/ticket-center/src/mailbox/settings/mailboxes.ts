import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { In, MoreThan } from 'typeorm';
import { TicketTypes } from '../../ticket-type/ticket-type.api.js';
import { MailboxSecrets, type Passwords } from './mailbox-secrets.js';
import type { MailboxBody, MailboxView } from './mailbox.dto.js';
import { MailboxAddressTaken, MailboxNotFound, MailboxPasswordMissing } from './mailbox.errors.js';
import { MailboxProgressSchema, MailboxSchema, type MailboxProgressRow, type MailboxRow } from './mailbox.schema.js';

type ServerBody = MailboxBody['imap'];

/** The mailboxes of a tenant. */
@Injectable()
export class Mailboxes {
  constructor(
    private readonly database: Database,
    private readonly types: TicketTypes,
    private readonly secrets: MailboxSecrets,
    private readonly clock: Clock,
  ) {}

  async list({ limit, cursor }: PageQuery): Promise<Page<MailboxView>> {
    const reader = await this.database.reader();
    const where = cursor ? { id: MoreThan(decodeCursor(cursor, 1)[0]!) } : {};
    const rows = await reader.find(MailboxSchema, { where, order: { id: 'ASC' }, take: limit + 1 });
    const progress = await reader.findBy(MailboxProgressSchema, { mailboxId: In(rows.map(({ id }) => id)) });
    const byId = new Map(progress.map((row) => [row.mailboxId, row]));
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map((row) => viewOf(row, byId.get(row.id)!)), next };
  }

  /** @throws MailboxNotFound */
  async get(id: string): Promise<MailboxRow> {
    const found = await (await this.database.reader()).findOneBy(MailboxSchema, { id });
    if (!found) throw new MailboxNotFound('There is no such mailbox.', { id });
    return found;
  }

  /** @throws MailboxNotFound */
  async view(id: string): Promise<MailboxView> {
    const row = await this.get(id);
    const progress = await (await this.database.reader()).findOneByOrFail(MailboxProgressSchema, { mailboxId: id });
    return viewOf(row, progress);
  }

  /** @throws MailboxAddressTaken, UnknownTicketType, MailboxPasswordMissing */
  async add(body: MailboxBody): Promise<string> {
    await this.#checkType(body);
    const id = newId(this.clock.now());
    const passwords = { imap: passwordOf(body.imap, null), smtp: passwordOf(body.smtp, null) };
    const secretKey = await this.secrets.keep(id, passwords);
    await this.#saved(secretKey, () =>
      this.database.transaction(async (tx) => {
        await tx.insert(MailboxSchema, { ...settingsOf(body), id, version: 1, secretKey });
        const nothing = { uidValidity: null, lastUid: 0, polledAt: null, failures: 0, failure: null };
        await tx.insert(MailboxProgressSchema, { ...nothing, mailboxId: id, nextPollAt: this.#firstPoll(body) });
      }),
    );
    return id;
  }

  /** What was read stays read, unless it is another folder. @throws as {@link add}, MailboxNotFound, StaleVersion */
  async change(id: string, body: MailboxBody): Promise<void> {
    await this.#checkType(body);
    const current = await this.get(id);
    const known = await this.secrets.read(current.secretKey);
    const passwords = {
      imap: passwordOf(body.imap, { server: current.imap, password: known.imap }),
      smtp: passwordOf(body.smtp, { server: current.smtp, password: known.smtp }),
    };
    const version = currentContext()?.precondition?.version ?? current.version;
    const secretKey = await this.secrets.keep(id, passwords);
    await this.#saved(secretKey, () =>
      this.database.transaction(async (tx) => {
        const next = { ...settingsOf(body), version: version + 1, secretKey };
        const { affected } = await tx.update(MailboxSchema, { id, version }, next);
        if (affected !== 1) throw new StaleVersion('It was changed by someone else in the meantime.', { id });
        const isElsewhere = body.imap.host !== current.imap.host || body.folder !== current.folder;
        const begin = isElsewhere ? { uidValidity: null, lastUid: 0 } : {};
        const progress = { ...begin, failures: 0, failure: null, nextPollAt: this.#firstPoll(body) };
        await tx.update(MailboxProgressSchema, { mailboxId: id }, progress);
      }),
    );
    await this.secrets.forget(current.secretKey);
  }

  passwords({ secretKey }: MailboxRow): Promise<Passwords> {
    return this.secrets.read(secretKey);
  }

  #firstPoll({ enabled }: MailboxBody): Date | null {
    return enabled ? this.clock.now() : null;
  }

  async #checkType({ ticketType, categoryId }: MailboxBody): Promise<void> {
    await this.types.placeOf(await this.types.get(ticketType), categoryId);
  }

  /** What was not saved leaves no passwords behind. */
  async #saved(secretKey: string | null, save: () => Promise<void>): Promise<void> {
    try {
      await save();
    } catch (error) {
      await this.secrets.forget(secretKey);
      if (isDuplicateKey(error)) throw new MailboxAddressTaken('Another mailbox has this address.');
      throw error;
    }
  }
}

function settingsOf({ imap, smtp, ...rest }: MailboxBody) {
  return { ...rest, imap: serverOf(imap), smtp: serverOf(smtp) };
}

function serverOf({ host, port, security, user }: ServerBody) {
  return { host, port, security, user };
}

/** Otherwise whoever may set a host could have the password sent to one of their own. */
function passwordOf(body: ServerBody, known: { server: MailboxRow['imap']; password: string | null } | null) {
  if (body.user === null) return null;
  if (body.password !== undefined) return body.password;
  const isSame = known && JSON.stringify(serverOf(body)) === JSON.stringify(serverOf({ ...known.server }));
  if (isSame && known.password !== null) return known.password;
  throw new MailboxPasswordMissing('Give the password again: it is for another server, way or user.', {
    field: 'password',
  });
}

function viewOf(row: MailboxRow, progress: MailboxProgressRow): MailboxView {
  const { polledAt, nextPollAt, failures, failure } = progress;
  return {
    ...row,
    reading: {
      polledAt: polledAt?.toISOString() ?? null,
      nextPollAt: nextPollAt?.toISOString() ?? null,
      failures,
      failure,
    },
  };
}
