import { MailFailure } from '#libs/mail/mail-failure';
import { SmtpSender } from '#libs/mail/smtp-sender';
import { within } from '#libs/messaging/within';
import { Injectable } from '@nestjs/common';
import { TaskCancelledError } from 'cockatiel';
import { ImapFolder } from './imap-folder.js';
import { MailHosts } from './mail-hosts.js';
import type { MailboxCheck } from './mailbox.dto.js';
import type { MailboxRow, MailServer } from './mailbox.schema.js';
import { Mailboxes } from './mailboxes.js';

/** Somebody waits for it, and the gateway no longer than five seconds. */
const CHECK_MS = 4_000;

/** Opens what a mailbox names, at an address that is allowed. */
@Injectable()
export class MailConnections {
  constructor(
    private readonly mailboxes: Mailboxes,
    private readonly hosts: MailHosts,
  ) {}

  /** @throws MailFailure */
  async imap(mailbox: MailboxRow): Promise<ImapFolder> {
    const { imap: password } = await this.mailboxes.passwords(mailbox);
    return ImapFolder.open(await this.#settings(mailbox.imap, password), mailbox.folder);
  }

  /** To be closed by whoever asked for it. @throws MailFailure */
  async smtp(mailbox: MailboxRow): Promise<SmtpSender> {
    const { smtp: password } = await this.mailboxes.passwords(mailbox);
    return new SmtpSender(await this.#settings(mailbox.smtp, password));
  }

  /** Logs in at both and leaves again. */
  async check(mailbox: MailboxRow): Promise<MailboxCheck> {
    const [imap, smtp] = await Promise.all([
      tried(async () => (await this.imap(mailbox)).close()),
      tried(async () => {
        const sender = await this.smtp(mailbox);
        await sender.check().finally(() => sender.close());
      }),
    ]);
    return { imap, smtp };
  }

  async #settings({ host, port, security, user }: MailServer, password: string | null) {
    const login = user !== null && password !== null ? { login: { user, password } } : {};
    return { host: await this.hosts.addressOf(host), serverName: host, port, security, ...login };
  }
}

async function tried(work: () => Promise<void>): Promise<MailboxCheck['imap']> {
  try {
    await within(CHECK_MS, work);
    return { ok: true, failure: null };
  } catch (error) {
    if (error instanceof TaskCancelledError) return { ok: false, failure: 'timeout' };
    if (!(error instanceof MailFailure)) throw error;
    return { ok: false, failure: error.reason };
  }
}
