import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ClearSightings } from '#libs/web/personal/clear-sightings';
import type { RecordsSeen } from '#libs/web/personal/hourly-sightings';
import { ChatInTest, type Chat } from './chat-in-test.js';
import { ChatClient } from './chat-client.js';

let chats: ChatInTest;
const devices: ChatClient[] = [];

beforeAll(async () => {
  chats = await ChatInTest.start();
});
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
});
afterAll(() => chats.service.stop());

async function device(who: Chat | string): Promise<ChatClient> {
  const opened = await chats.device(who);
  devices.push(opened);
  return opened;
}

/** A chat that mia attends, both on a device. */
async function attended() {
  const chat = await chats.open();
  const mia = await device('mia');
  await chats.join(chat);
  await mia.resume(chat.id, 0);
  const customer = await device(chat);
  await customer.resume(chat.id, 0);
  return { chat, mia, customer };
}

describe('a chat by socket', () => {
  it('brings each message to every device of everybody, once and in order', async () => {
    const { chat, mia, customer } = await attended();
    const second = await device('mia');
    await second.resume(chat.id, 0);
    const accepted = await customer.send(chat.id, 'c-1', 'Where is my order?');
    await mia.send(chat.id, 'm-1', 'I am looking.');
    for (const each of [mia, second, customer]) {
      await each.until(() => each.texts(chat.id).includes('I am looking.'));
      expect(each.texts(chat.id).slice(-2)).toEqual(['Where is my order?', 'I am looking.']);
      expect(each.shown.get(chat.id)!.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
      expect([each.duplicates, each.gaps]).toEqual([0, 0]);
    }
    expect(accepted).toMatchObject({ clientMsgId: 'c-1', seq: 4, repeated: false });
  });

  it('answers a message that is sent again with the first, and shows it once', async () => {
    const { chat, customer } = await attended();
    const first = await customer.send(chat.id, 'same', 'once');
    const again = await customer.send(chat.id, 'same', 'twice');
    await customer.send(chat.id, 'next');
    await customer.until(() => customer.texts(chat.id).includes('next'));
    expect(again).toMatchObject({ seq: first.seq, repeated: true });
    expect(customer.texts(chat.id).slice(-2)).toEqual(['once', 'next']);
  });

  it('stores in the order in which a device says it, however fast', async () => {
    const { chat, mia, customer } = await attended();
    const ids = Array.from({ length: 100 }, (_, n) => `n-${n}`);
    for (const clientMsgId of ids) {
      customer.say({ type: 'send', conversationId: chat.id, clientMsgId, text: clientMsgId, attachmentId: null });
    }
    await mia.until(() => mia.texts(chat.id).includes('n-99'));
    expect(mia.texts(chat.id).slice(-100)).toEqual(ids);
  });

  it('goes on after the last when a device comes back', async () => {
    const { chat, mia, customer } = await attended();
    customer.cut();
    for (const text of ['one', 'two', 'three']) await mia.send(chat.id, text);
    await customer.reconnect();
    await customer.until(() => customer.texts(chat.id).includes('three'));
    expect(customer.texts(chat.id).slice(-3)).toEqual(['one', 'two', 'three']);
    expect([customer.duplicates, customer.gaps]).toEqual([0, 0]);
  });

  it('begins at the end where nobody says after what: the history is read by the page', async () => {
    const { chat, mia } = await attended();
    const late = await device('mia');
    const resumed = await late.resume(chat.id);
    await mia.send(chat.id, 'new');
    await late.until(() => late.texts(chat.id).includes('new'));
    expect(late.texts(chat.id)).toEqual(['new']);
    expect(resumed).toMatchObject({ after: resumed.lastSeq, status: 'attended' });
  });

  it('shows typing, and how far each has got, highest first of all that is told', async () => {
    const { chat, mia, customer } = await attended();
    const { seq } = await mia.send(chat.id, 'Hello');
    customer.say({ type: 'typing', conversationId: chat.id, typing: true });
    customer.say({ type: 'ack', conversationId: chat.id, seq });
    customer.say({ type: 'ack', conversationId: chat.id, seq: seq - 1 });
    customer.say({ type: 'read', conversationId: chat.id, seq: seq - 1 });
    await mia.until(() => mia.of('watermark').length > 0);
    expect(mia.of('typing')).toMatchObject([{ participantId: chat.id, typing: true }]);
    expect(mia.of('watermark')).toEqual([
      { type: 'watermark', conversationId: chat.id, participantId: chat.id, deliveredSeq: seq, readSeq: seq - 1 },
    ]);
    const resumed = await customer.resume(chat.id, seq);
    expect(resumed.watermarks).toContainEqual({ participantId: chat.id, deliveredSeq: seq, readSeq: seq - 1 });
  });

  it('is seen by whoever is shown it, once, and neither by the customer nor by who is shown masks', async () => {
    const { chat, mia, customer } = await attended();
    const masked = await ChatClient.connect(
      chats.service.running.url,
      await chats.token({ subject: 'masked', masked: true }, 'conversation:attend', 'conversation:read'),
    );
    devices.push(masked);
    await masked.resume(chat.id, 0);
    for (const text of ['call me at 13800138000', 'please']) await customer.send(chat.id, text);
    for (const each of [mia, masked]) await each.until(() => each.shown.get(chat.id)!.length === 5);
    const api = await chats.agent();
    expect((await api.get(`/api/v1/conversations/${chat.id}/messages`)).status).toBe(200);
    await chats.service.running.app.get(ClearSightings).flush();
    await chats.service.settled();
    const seen = chats.service
      .events('personal-data.records-seen.v1')
      .map(({ data }) => data as unknown as RecordsSeen);
    const sights = seen.flatMap((each) =>
      each.recordIds.map((id) => ({ id, accountId: each.accountId, way: each.way })),
    );
    const ofChat = sights.filter(({ id }) => id === chat.id);
    expect(ofChat).toEqual([{ id: chat.id, accountId: 'mia', way: 'ChatSocket.message' }]);
  });

  it('tells the devices of an agent what they join and leave', async () => {
    const chat = await chats.open();
    const mia = await device('mia');
    const api = await chats.agent();
    await chats.join(chat);
    await mia.until(() => mia.of('joined').length > 0);
    await mia.resume(chat.id, 0);
    await api.post(`/api/v1/conversations/${chat.id}/leave`);
    await mia.until(() => mia.of('left').length > 0);
    const { length } = mia.texts(chat.id);
    await (
      await chats.customer(chat)
    ).post(`/api/v1/conversations/${chat.id}/messages`, { clientMsgId: '1', text: 'x' });
    const refused = await mia.ask({
      type: 'send',
      conversationId: chat.id,
      clientMsgId: '1',
      text: 'x',
      attachmentId: null,
    });
    expect(refused).toMatchObject({ type: 'error', code: 'conversation-not-taking-part' });
    expect(mia.texts(chat.id)).toHaveLength(length);
  });

  it('refuses by frame what it refuses by request, and goes on', async () => {
    const { chat, customer } = await attended();
    const other = await chats.open();
    const code = async (frame: Parameters<ChatClient['ask']>[0]) =>
      ((await customer.ask(frame)) as { code?: string }).code;
    expect(await code({ type: 'resume', conversationId: other.id })).toBe('conversation-not-taking-part');
    expect(await code({ type: 'typing', conversationId: other.id, typing: true })).toBe('conversation-not-taking-part');
    customer.raw('{"type":"shout"}');
    customer.raw('no json');
    customer.raw(Buffer.from('binary'));
    await customer.until(() => customer.of('error').filter((frame) => frame.code === 'frame-malformed').length === 3);
    expect(await customer.send(chat.id, 'still here')).toMatchObject({ type: 'accepted' });
  });

  it('is cut off by a frame that is too large', async () => {
    const { customer } = await attended();
    customer.raw(JSON.stringify({ type: 'ping', ref: 'x'.repeat(70_000) }));
    await customer.until(() => customer.closedWith !== undefined);
    expect(customer.closedWith).toBe(1009);
  });

  it('is of one tenant: the same token is good for nothing elsewhere', async () => {
    const chat = await chats.open();
    const stranger = await ChatClient.connect(
      chats.service.running.url,
      await chats.token({ subject: 'mia', tenant: 'other' }),
    );
    devices.push(stranger);
    const answer = await stranger.ask({ type: 'resume', conversationId: chat.id });
    expect(answer).toMatchObject({ type: 'error', code: 'conversation-not-found' });
  });

  it('is refused without a token that may take part', async () => {
    const { url } = chats.service.running;
    await expect(ChatClient.connect(url, 'none')).rejects.toThrow('refused: 401');
    await expect(ChatClient.connect(url, await chats.token({}, 'ticket:read'))).rejects.toThrow('refused: 403');
    expect(await (await chats.agent()).get('/api/v1/conversations/socket')).toMatchObject({
      status: 426,
      body: { code: 'upgrade-required' },
    });
  });

  it('costs a device its connection when it does not read, and nobody else anything', async () => {
    const { chat, mia, customer } = await attended();
    const deaf = await device('mia');
    await deaf.resume(chat.id, 0);
    deaf.stopReading();
    const text = '長'.repeat(8_000);
    const cut = async () => /chat_slow_total(\{.*\})? 1/.test(String((await chats.portal.get('/metrics')).body));
    for (let n = 0; n < 600 && !(await cut()); n += 20) {
      await Promise.all(Array.from({ length: 20 }, (_, each) => customer.send(chat.id, `big-${n + each}`, text)));
    }
    expect(await cut()).toBe(true);
    await customer.send(chat.id, 'last');
    await mia.until(() => mia.texts(chat.id).includes('last'));
    expect([mia.duplicates, mia.gaps]).toEqual([0, 0]);
    await deaf.reconnect();
    await deaf.until(() => deaf.texts(chat.id).includes('last'));
    expect([deaf.duplicates, deaf.gaps]).toEqual([0, 0]);
  });

  it('lives as long as its token, which can be renewed on it', async () => {
    const { chat, customer, mia } = await attended();
    chats.clock.advance({ minutes: 59 });
    const renewed = (await chats.portal.post<Chat>(`/api/v1/conversations/${chat.id}/token`)).body.token;
    expect(await customer.ask({ type: 'renew', token: renewed })).toMatchObject({ type: 'renewed' });
    expect(await customer.ask({ type: 'renew', token: await chats.token({ subject: 'mia' }) })).toMatchObject({
      code: 'chat-token-of-another',
    });
    chats.clock.advance({ minutes: 2 });
    await mia.until(() => mia.closedWith !== undefined, 20_000);
    expect(mia.closedWith).toBe(4401);
    expect(await customer.send(chat.id, 'still here')).toMatchObject({ type: 'accepted' });
  });
});
