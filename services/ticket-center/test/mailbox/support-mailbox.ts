import { LocalMail, type MailAccount } from '#libs/testing/real-parts/local-mail';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { MailboxView } from '../../src/mailbox/settings/mailbox.dto.js';
import { ticketCenter } from '../../src/service.js';
import { letter, MailDesk } from './mail-in-a-spec.js';

/** The mailbox of a tenant on the real mail server, and Lea who writes to it. */
export class SupportMailbox {
  private constructor(
    readonly server: LocalMail,
    readonly service: ServiceInTest,
    public desk: MailDesk,
    readonly support: MailAccount,
    readonly lea: MailAccount,
    readonly box: MailboxView,
  ) {}

  static async start(): Promise<SupportMailbox> {
    const server = new LocalMail();
    const service = await startForTest(ticketCenter, { tenants: ['acme', 'other'] });
    const desk = await MailDesk.of(service, server);
    await MailDesk.customers(service);
    await desk.limits();
    const support = await server.account('support');
    const lea = await server.account('lea');
    const box = await desk.mailbox(support, { acknowledgement: 'We have it: {number}.' });
    return new SupportMailbox(server, service, desk, support, lea, box);
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.server.dispose();
  }

  write(over: object = {}, from = this.lea.address): Promise<void> {
    return this.server.deliver(this.support, letter({ from, to: this.support.address, ...over }), from);
  }

  async newest(account: MailAccount): Promise<string> {
    return (await this.server.messages(account)).at(-1)!;
  }

  /** A request that came, and its ticket. */
  async asked(over: object = {}): Promise<string> {
    await this.write(over);
    await this.desk.receive();
    return (await this.desk.came()).at(-1)!.ticketId!;
  }

  /** What Lea got of an agent's reply. */
  async replied(ticketId: string, text = 'On its way.'): Promise<string> {
    await this.desk.api.post(`/api/v1/tickets/${ticketId}/reply`, { text });
    await this.desk.send();
    return this.newest(this.lea);
  }
}
