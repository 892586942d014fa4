import { AccountIds } from '#libs/contracts/common-center/identity/identity-api';
import { ticketNotificationRequested } from '#libs/contracts/ticket-center/automation-events';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiAnswer, ApiClient } from '#libs/testing/api-client';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import type { Problem } from '#libs/web/http/problem';
import { request } from 'undici';
import type { ArticlePage } from '../../src/article/article.dto.js';
import type { AttachmentView } from '../../src/attachment/attachment.dto.js';
import { AttachmentObjects } from '../../src/attachment/content/attachment-objects.js';
import type { TicketView } from '../../src/ticket/ticket.dto.js';

const CUSTOMER = '0199d2f0-0000-7000-8000-000000000001';
export const NOWHERE = '0199d2f0-0000-7000-8000-00000000ffff';
export const PNG = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  Buffer.alloc(20_000, 7),
]);
/** What the portal of an organisation may, as the built-in role says. */
const PORTAL = ['ticket:answer', 'ticket:attach', 'ticket:open', 'ticket:read', 'ticket:urge'];
const ACTIVE = new Set(['mia', 'li', 'bo']);

/** Mia and Li, who may everything, and the portal, by which a customer writes. */
export class Colleagues {
  private constructor(
    readonly service: ServiceInTest,
    readonly mia: ApiClient,
    readonly li: ApiClient,
    readonly portal: ApiClient,
  ) {}

  static async at(service: ServiceInTest): Promise<Colleagues> {
    const centre = await service.remote('common-center');
    centre.answers('POST', '/internal/accounts/active', (body) => ({
      accounts: AccountIds.parse(body).accounts.filter((id) => ACTIVE.has(id)),
    }));
    const mia = await service.asCaller({ subject: 'mia' }, '*');
    const li = await service.asCaller({ subject: 'li' }, '*');
    return new Colleagues(service, mia, li, await service.asCaller({ subject: 'portal', kind: 'client' }, ...PORTAL));
  }

  /** A new one, opened by Mia. */
  async ticket(over: object = {}): Promise<string> {
    const body = { ticketType: 'general', customerId: CUSTOMER, subject: 'Where is it?', ...over };
    const { body: opened } = await this.mia.post<TicketView>('/api/v1/tickets', body);
    return opened.id;
  }

  async does<Body = Problem>(who: ApiClient, id: string, what: string, body: object = {}, headers = {}) {
    const answer = await who.post<Body>(`/api/v1/tickets/${id}/${what}`, body, headers);
    await this.service.settled();
    return answer;
  }

  async articles(who: ApiClient, id: string, query = ''): Promise<ArticlePage> {
    return (await who.get<ArticlePage>(`/api/v1/tickets/${id}/articles${query}`)).body;
  }

  /** What people were to be told of a ticket, and who. */
  told(id: string): string[] {
    return this.service
      .events(ticketNotificationRequested.type)
      .filter(({ subject }) => subject === id)
      .map(({ data }) => `${data.template as string}: ${(data.people as string[]).join(', ')}`);
  }

  async upload(who: ApiClient, id: string, content: Buffer, headers: Record<string, string> = {}) {
    const answer = await request(`${who['baseUrl']}/api/v1/tickets/${id}/attachments`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', ...who['headers'], ...headers },
      body: content,
    });
    const body = (await answer.body.json()) as AttachmentView & Problem;
    return { status: answer.statusCode, body };
  }

  download(who: ApiClient, id: string, file: string, headers = {}): Promise<ApiAnswer<string>> {
    return who.get(`/api/v1/tickets/${id}/attachments/${file}/content`, headers);
  }

  isStored(file: string): Promise<boolean> {
    const stored = () => this.service.running.app.get(AttachmentObjects).read(file);
    return runAsTenant('acme', () =>
      stored().then(
        () => true,
        () => false,
      ),
    );
  }
}
