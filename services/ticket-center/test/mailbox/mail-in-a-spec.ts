import { ConfigCentre } from '#libs/discovery/config/config-centre';
import { IsNull, Not } from 'typeorm';
import type { ApiClient } from '#libs/testing/api-client';
import type { LocalMail, MailAccount } from '#libs/testing/real-parts/local-mail';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { MailRounds } from '../../src/mailbox/incoming/mail-rounds.js';
import { ImapFolder } from '../../src/mailbox/settings/imap-folder.js';
import { MailSending } from '../../src/mailbox/outgoing/mail-sending.js';
import type { MailboxView } from '../../src/mailbox/settings/mailbox.dto.js';
import { MailboxProgressSchema } from '../../src/mailbox/settings/mailbox.schema.js';
import { mailSetting } from '#libs/contracts/settings/mail';
import { Database } from '#libs/persistence/database';

export interface IncomingLine {
  readonly id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly outcome: string | null;
  readonly ticketId: string | null;
  readonly subject: string | null;
  readonly sender: string | null;
}

export interface OutgoingLine {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly attempts: number;
  readonly failure: string | null;
}

interface List<Item> {
  readonly items: readonly Item[];
}

/** Mailboxes of a service under test on the real mail server. */
export class MailDesk {
  private constructor(
    readonly service: ServiceInTest,
    readonly server: LocalMail,
    readonly tenant: string,
    readonly api: ApiClient,
  ) {}

  static async of(service: ServiceInTest, server: LocalMail, tenant = service.tenants[0]!): Promise<MailDesk> {
    const api = await service.asCaller({ tenant }, 'mailbox:*', 'mail:*', 'ticket:*');
    return new MailDesk(service, server, tenant, api);
  }

  /** Every address is a customer of its own, for ever the same. */
  static async customers(service: ServiceInTest): Promise<void> {
    const known = new Map<string, string>();
    const common = await service.remote('common-center');
    common.answers('POST', '/internal/customers/resolve', (body) => ({
      results: (body as { rows: { email: string }[] }).rows.map(({ email }) => {
        if (!known.has(email)) known.set(email, crypto.randomUUID());
        return { customerId: known.get(email) };
      }),
    }));
  }

  async limits(limits: object = {}): Promise<void> {
    const text = JSON.stringify({ innerHosts: [this.server.host], perSenderAndHour: 1_000, ...limits });
    await this.service.running.app.get(ConfigCentre).set(mailSetting.key, text);
  }

  async mailbox(account: MailAccount, over: object = {}): Promise<MailboxView> {
    const answer = await this.api.post<MailboxView>('/api/v1/mailboxes', { ...this.settings(account), ...over });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  }

  settings({ address, password }: MailAccount) {
    const login = { user: address, password };
    return {
      address,
      name: 'Acme Service',
      imap: { host: this.server.host, port: this.server.imapPort, security: 'none', ...login },
      smtp: { host: this.server.host, port: this.server.smtpPort, security: 'none', ...login },
      ticketType: 'general',
    };
  }

  /** Reads all mailboxes now. */
  async receive(): Promise<void> {
    await this.due();
    await this.service.running.app.get(MailRounds).rounds.run();
  }

  /** Sends what is due. */
  async send(): Promise<void> {
    await this.service.settled();
    await this.service.running.app.get(MailSending).rounds.run();
  }

  async due(): Promise<void> {
    const { app } = this.service.running;
    await runAsTenant(this.tenant, () =>
      app
        .get(Database)
        .transaction((tx) =>
          tx.update(MailboxProgressSchema, { nextPollAt: Not(IsNull()) }, { nextPollAt: this.service.clock.now() }),
        ),
    );
  }

  async came(filter = ''): Promise<readonly IncomingLine[]> {
    const { body } = await this.api.get<List<IncomingLine>>(`/api/v1/incoming-mails?limit=200${filter}`);
    return body.items.toReversed();
  }

  async went(ticketId: string): Promise<readonly OutgoingLine[]> {
    const { body } = await this.api.get<List<OutgoingLine>>(`/api/v1/outgoing-mails?ticketId=${ticketId}`);
    return body.items.toReversed();
  }

  async ticket(id: string): Promise<Record<string, unknown>> {
    return (await this.api.get<Record<string, unknown>>(`/api/v1/tickets/${id}`)).body;
  }

  /** How many the mailbox itself shows as new. */
  async unread({ address, password }: MailAccount, folder = 'INBOX'): Promise<number> {
    const login = { user: address, password };
    const settings = { host: this.server.host, port: this.server.imapPort, security: 'none' as const, login };
    const opened = await ImapFolder.open(settings, folder);
    const { length } = await opened.uids(undefined);
    await opened.close();
    return length;
  }

  async journal(id: string): Promise<readonly { type: string; data: { text?: string } }[]> {
    const { body } = await this.api.get<List<{ type: string; data: { text?: string } }>>(
      `/api/v1/tickets/${id}/journal?limit=200`,
    );
    return body.items;
  }
}

export interface Written {
  readonly from: string;
  readonly to: string;
  readonly subject?: string;
  readonly text?: string;
  readonly id?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The source of a plain message. */
export function letter({ from, to, subject = 'Where is it?', text = 'My parcel.', id, headers = {} }: Written): string {
  const fields = { From: from, To: to, Subject: subject, ...(id ? { 'Message-ID': id } : {}), ...headers };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  return [...lines, 'Content-Type: text/plain; charset=utf-8', '', text, ''].join('\r\n');
}

/** A header field of a source, unfolded. */
export function fieldOf(source: string, name: string): string | undefined {
  const head = source.split(/\r?\n\r?\n/)[0]!.replaceAll(/\r?\n[ \t]+/g, ' ');
  return new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1];
}
