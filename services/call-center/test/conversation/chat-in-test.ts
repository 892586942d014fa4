import type { FakeClock } from '#libs/testing/fake-clock';
import { newId } from '#libs/kernel/id';
import { startForTest, type Caller, type ServiceInTest } from '#libs/testing/service-in-test';
import type { ApiClient } from '#libs/testing/api-client';
import { ClockWork } from '../../src/conversation/clock-work.js';
import { callCenter } from '../../src/service.js';
import { ok } from '../agent-floor.js';
import { comesIn, nothingIsOffered, STAFF_PERMISSIONS } from './chat-staff.js';
import { ChatClient } from './chat-client.js';

export interface Chat {
  readonly id: string;
  readonly contactId: string;
  readonly token: string;
}

const AGENT = [
  ...['agent:self', 'contact:*'],
  ...['conversation:attend', 'conversation:join', 'conversation:hand-over', 'conversation:note', 'conversation:read'],
];

/** call-center with the people of a chat. */
export class ChatInTest {
  private constructor(
    readonly service: ServiceInTest,
    readonly portal: ApiClient,
  ) {}

  static async start(): Promise<ChatInTest> {
    return ChatInTest.of(await startForTest(callCenter, { tenants: ['acme', 'other'] }));
  }

  static async of(service: ServiceInTest): Promise<ChatInTest> {
    const common = await service.remote('common-center');
    common.answers('POST', '/internal/visitor-tokens', async (body, headers) => {
      const { subject } = body as { subject: string };
      const visitor = { subject, kind: 'visitor', tenant: String(headers['x-switchboard-tenant']) } as const;
      return { token: await service.token(visitor, 'conversation:attend'), expiresIn: 900 };
    });
    const portal = { subject: 'portal', kind: 'client' } as const;
    const chats = new ChatInTest(service, await service.asCaller(portal, 'conversation:open', 'conversation:attend'));
    await nothingIsOffered(await service.as(...STAFF_PERMISSIONS));
    await service.settled();
    return chats;
  }

  get clock(): FakeClock {
    return this.service.clock;
  }

  async open(body: object = {}, headers: Record<string, string> = {}): Promise<Chat> {
    const { status, body: opened } = await this.portal.post<Chat>('/api/v1/conversations', body, headers);
    if (status !== 201) throw new Error(JSON.stringify(opened));
    return opened;
  }

  agent(subject = 'mia'): Promise<ApiClient> {
    return this.service.asCaller({ subject }, ...AGENT);
  }

  /** By themselves, out of the line: logged in and ready, and long enough after the chat began to wait. */
  async join(chat: Chat, subject = 'mia'): Promise<void> {
    await this.service.settled();
    const agent = await this.agent(subject);
    await comesIn(agent);
    const key = { 'idempotency-key': newId(this.clock.now()) };
    await ok(agent.post(`/api/v1/conversations/${chat.id}/join`, {}, key));
    await this.service.settled();
  }

  customer({ id }: Chat): Promise<ApiClient> {
    return this.service.asCaller({ subject: id, kind: 'visitor' }, 'conversation:attend');
  }

  async device(who: Chat | string): Promise<ChatClient> {
    const token = typeof who === 'string' ? await this.token({ subject: who }) : who.token;
    return ChatClient.connect(this.service.running.url, token);
  }

  token(caller: Caller, ...permissions: string[]): Promise<string> {
    return this.service.token(caller, ...(permissions.length > 0 ? permissions : AGENT));
  }

  /** The clock's round that would come by itself; one that is under way may have looked before. */
  async round(): Promise<void> {
    const clockWork = this.service.running.app.get(ClockWork);
    await clockWork.rounds.run();
    await clockWork.rounds.run();
  }

  eventsOf(conversationId: string): string[] {
    return this.service
      .events()
      .filter(({ subject }) => subject === conversationId)
      .map(({ type }) => type);
  }
}
