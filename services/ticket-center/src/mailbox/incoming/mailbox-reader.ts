import type { Live } from '#libs/discovery/config/live-value';
import { Clock } from '#libs/kernel/clock';
import { MailFailure } from '#libs/mail/mail-failure';
import { Database } from '#libs/persistence/database';
import { Inject, Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { ImapFolder } from '../settings/imap-folder.js';
import type { MailLimits } from '#libs/contracts/settings/mail';
import { MAIL_LIMITS } from '../settings/mail-limits.js';
import { MailConnections } from '../settings/mail-connections.js';
import { MailboxProgressSchema, type MailboxRow } from '../settings/mailbox.schema.js';
import { Mailboxes } from '../settings/mailboxes.js';
import { IncomingMailSchema } from './incoming-mail.schema.js';
import { MailHandling } from './mail-handling.js';
import { MailStore } from './mail-store.js';

/** A mailbox that cannot be read is tried less often, up to this. */
const LONGEST_WAIT_S = 900;
const SETTLED_AT_ONCE = 200;

/** Looks into a mailbox: takes what is new, has it handled, and only then marks it there as read. */
@Injectable()
export class MailboxReader {
  constructor(
    private readonly database: Database,
    private readonly mailboxes: Mailboxes,
    private readonly connections: MailConnections,
    private readonly store: MailStore,
    private readonly handling: MailHandling,
    private readonly clock: Clock,
    @Inject(MAIL_LIMITS) private readonly limits: Live<MailLimits>,
  ) {}

  /** @param goesOn false: somebody else reads it from now on, or the service stops */
  async read(mailboxId: string, goesOn: () => Promise<boolean>): Promise<void> {
    const mailbox = await this.mailboxes.get(mailboxId);
    try {
      const folder = await this.connections.imap(mailbox);
      try {
        await this.#take(mailbox, folder, goesOn);
        await this.#takeLate(mailbox, folder);
        await this.#settle(mailbox, folder);
      } finally {
        await folder.close();
      }
    } catch (error) {
      if (!(error instanceof MailFailure)) throw error;
      return this.#failed(mailboxId, error);
    }
    await this.#read(mailboxId);
  }

  /** What was seen before the first look is somebody else's work; so is, in a folder that was made anew, what is not new. */
  async #take(mailbox: MailboxRow, folder: ImapFolder, goesOn: () => Promise<boolean>): Promise<void> {
    const { id: mailboxId } = mailbox;
    const { uidValidity } = folder;
    const known = await (await this.database.reader()).findOneByOrFail(MailboxProgressSchema, { mailboxId });
    const goesFurther = known.uidValidity === uidValidity;
    const uids = await folder.uids(goesFurther ? known.lastUid : undefined);
    for await (const heading of folder.headings(uids)) {
      if (!(await goesOn())) return;
      const stored = await this.store.take({ mailboxId, folder, progress: goesFurther }, heading);
      if (stored !== null) await this.handling.handle(stored);
    }
    if (goesFurther) return;
    const lastUid = Math.max(folder.uidNext - 1, uids.at(-1) ?? 0);
    const begun = { mailboxId, lastUid: known.lastUid };
    await this.database.transaction((tx) => tx.update(MailboxProgressSchema, begun, { uidValidity, lastUid }));
  }

  async #takeLate({ id: mailboxId }: MailboxRow, folder: ImapFolder): Promise<void> {
    const reader = await this.database.reader();
    const { uidValidity } = folder;
    const unread = { mailboxId, settled: false, state: 'stored' as const, uidValidity };
    const waiting = await reader.findBy(IncomingMailSchema, unread);
    for (const row of waiting.filter(({ sourceKey }) => sourceKey === null)) {
      await this.store.takeLate(folder, row);
      await this.handling.handle(row.id);
    }
  }

  /** A message that failed, or waits, stays as new there: people see it. */
  async #settle({ id: mailboxId, doneFolder }: MailboxRow, folder: ImapFolder): Promise<void> {
    const { uidValidity } = folder;
    const state = In(['handled', 'ignored']);
    const reader = await this.database.reader();
    const done = await reader.find(IncomingMailSchema, {
      where: { mailboxId, settled: false, state, uidValidity },
      select: { id: true, uid: true },
      take: SETTLED_AT_ONCE,
    });
    if (done.length === 0) return;
    await folder.settle(
      done.map(({ uid }) => uid),
      doneFolder,
    );
    const ids = done.map(({ id }) => id);
    await this.database.transaction((tx) => tx.update(IncomingMailSchema, { id: In(ids) }, { settled: true }));
  }

  async #read(mailboxId: string): Promise<void> {
    const now = this.clock.now();
    const nextPollAt = new Date(now.getTime() + this.limits.current.pollSeconds * 1_000);
    await this.#schedule(mailboxId, { nextPollAt, polledAt: now, failures: 0, failure: null });
  }

  async #failed(mailboxId: string, { reason }: MailFailure): Promise<void> {
    const { failures } = await (await this.database.reader()).findOneByOrFail(MailboxProgressSchema, { mailboxId });
    const wait = Math.min(this.limits.current.pollSeconds * 2 ** Math.min(failures, 10), LONGEST_WAIT_S);
    const nextPollAt = new Date(this.clock.ms() + wait * 1_000);
    await this.#schedule(mailboxId, { nextPollAt, failures: failures + 1, failure: reason });
  }

  /** Not when it was put off meanwhile. */
  async #schedule(mailboxId: string, next: object): Promise<void> {
    const mailbox = await this.mailboxes.get(mailboxId);
    const change = mailbox.enabled ? next : { ...next, nextPollAt: null };
    await this.database.transaction((tx) => tx.update(MailboxProgressSchema, { mailboxId }, change));
  }
}
