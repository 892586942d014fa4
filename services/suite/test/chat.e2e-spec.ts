import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChatClient } from '../../call-center/test/conversation/chat-client.js';
import { ok } from '../../call-center/test/agent-floor.js';
import { comesIn } from '../../call-center/test/conversation/chat-staff.js';
import { SuiteInTest } from './suite-in-test.js';

interface Chat {
  readonly id: string;
  readonly contactId: string;
  readonly token: string;
}

describe('a chat through the public door', () => {
  let suite: SuiteInTest;

  beforeAll(async () => {
    suite = await SuiteInTest.start('embedded');
  }, 120_000);
  afterAll(() => suite.stop(), 60_000);

  it('is opened by the portal, held by socket with the customer’s own token, and answered by an agent', async () => {
    const [portal, mia] = [await suite.machine('portal'), await suite.person('mia')];
    const chat = (await portal.post<Chat>('/api/v1/conversations', {})).body;
    await comesIn(mia);
    await ok(mia.post(`/api/v1/conversations/${chat.id}/join`, {}));
    const customer = await ChatClient.connect(suite.suite.gateway.url, chat.token, { host: 'localhost' });
    await customer.resume(chat.id, 0);
    await customer.send(chat.id, 'c-1', 'Hello?');
    await mia.post(`/api/v1/conversations/${chat.id}/messages`, { clientMsgId: 'm-1', text: 'Hello!' });
    await customer.until(() => customer.texts(chat.id).includes('Hello!'));
    expect(customer.texts(chat.id).slice(-2)).toEqual(['Hello?', 'Hello!']);
    expect([customer.duplicates, customer.gaps]).toEqual([0, 0]);
    await customer.close();
  }, 60_000);
});
