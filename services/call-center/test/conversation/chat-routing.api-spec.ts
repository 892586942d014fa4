import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import type { ApiClient } from '#libs/testing/api-client';
import { FollowContactHandler } from '../../src/conversation/commands/follow-contact.js';
import { ok } from '../agent-floor.js';
import { ChatInTest, type Chat } from './chat-in-test.js';
import { Switchboard, type Agent } from '../switchboard.js';

interface Seen extends Record<string, unknown> {
  readonly status: string;
  readonly agentId: string | null;
  readonly participants: readonly { readonly id: string; readonly leftAt: string | null }[];
}
interface Message {
  readonly text: string;
  readonly notice: string | null;
  readonly visibility: string;
}

const CHATS = { channels: ['chat', 'wechat', 'sms', 'web'], wrapUp: { mode: 'optional' } };
const TEN = { slots: 10, weight: 10, interrupts: [] };

describe('call-center: chats find their agents', () => {
  let chats: ChatInTest;
  let board: Switchboard;
  let reader: ApiClient;

  beforeAll(async () => {
    chats = await ChatInTest.start();
    board = await Switchboard.of(chats.service);
    reader = await chats.service.asCaller({ subject: 'sam' }, 'conversation:*');
    await capacity({ voice: { ...TEN, slots: 1, weight: 100 }, chat: TEN, wechat: TEN, sms: TEN, web: TEN });
  });
  afterAll(async () => {
    expect(await board.disagreements()).toBe(0);
    await chats.service.stop();
  });

  const path = ({ id }: Chat, rest = '') => `/api/v1/conversations/${id}${rest}`;
  const seen = (chat: Chat) => ok(reader.get<Seen>(path(chat)));
  const here = async (chat: Chat) =>
    (await seen(chat)).participants.filter(({ leftAt }) => leftAt === null).map(({ id }) => id);
  const said = async (chat: Chat, by = reader) =>
    (await ok(by.get<{ items: Message[] }>(path(chat, '/messages')))).items;
  const noticesOf = async (chat: Chat) => (await said(chat)).flatMap(({ notice }) => notice ?? []);
  const contact = ({ contactId }: Chat) => board.contact(contactId);

  async function capacity(each: object): Promise<void> {
    const { items } = await ok(
      board.supervisor.get<{ items: { id: string; name: string; version: number }[] }>('/api/v1/routing-profiles'),
    );
    const { id, version, ...profile } = items.find(({ name }) => name === 'default')!;
    const body = { ...profile, capacity: each };
    await ok(board.supervisor.put(`/api/v1/routing-profiles/${id}`, body, { 'if-match': `"${version}"` }));
  }

  async function open(body: object): Promise<Chat> {
    const chat = await chats.open(body);
    await chats.service.settled();
    return chat;
  }

  async function agent(id: string): Promise<Agent> {
    const ready = await board.agent(id);
    await chats.service.settled();
    return { ...ready, client: await chats.agent(id) } as Agent;
  }

  async function accepts(id: string, chat: Chat): Promise<void> {
    await ok((await chats.agent(id)).post(`/api/v1/contacts/${chat.contactId}/accept`));
    await chats.service.settled();
  }

  async function gone(...ids: string[]): Promise<void> {
    for (const id of ids) await (await board.floor.person(id)).logOut();
  }

  async function ends(chat: Chat): Promise<void> {
    await ok((await chats.customer(chat)).post(path(chat, '/close'), { reason: 'customer-left' }));
    await chats.service.settled();
  }

  it('waits in the queue, is offered, and is attended by who accepts', async () => {
    const queueId = await board.queue('chats one', CHATS);
    const chat = await open({ queueId });
    expect(await contact(chat)).toMatchObject({ status: 'waiting', queueId });
    expect((await said(chat)).map(({ text }) => text).at(-1)).toMatch(/number 1 /);
    await agent('ada');
    expect(await contact(chat)).toMatchObject({ status: 'offered' });
    expect(await seen(chat)).toMatchObject({ status: 'queued' });
    await accepts('ada', chat);
    expect(await seen(chat)).toMatchObject({ status: 'attended', agentId: 'ada' });
    await ends(chat);
    expect(await contact(chat)).toMatchObject({ status: 'ended', outcome: 'handled', agentId: 'ada' });
    await gone('ada');
  });

  it('hears its agent also before the news of the acceptance has come', async () => {
    const chat = await open({ queueId: await board.queue('late news', CHATS) });
    await agent('eva');
    const news = jest.spyOn(chats.service.running.app.get(FollowContactHandler), 'execute').mockResolvedValueOnce();
    await accepts('eva', chat);
    expect(news).toHaveBeenCalledTimes(1);
    expect(await here(chat)).toEqual([chat.id]);
    const hello = { clientMsgId: 'e-1', text: 'Here I am.' };
    await ok((await chats.agent('eva')).post(path(chat, '/messages'), hello));
    expect(await seen(chat)).toMatchObject({ status: 'attended', agentId: 'eva' });
    const stranger = (await chats.agent('fay')).post(path(chat, '/messages'), hello);
    expect(await stranger).toMatchObject({ status: 403, body: { code: 'conversation-not-taking-part' } });
    news.mockRestore();
    await ends(chat);
    await gone('eva');
  });

  it('comes from every text channel by the same way, into the queue the tenant has for it', async () => {
    const queueId = await board.queue('text', CHATS);
    const settings = await chats.service.as('chat-settings:*');
    const { version, ...rules } = await ok(settings.get<{ version: number }>('/api/v1/chat-settings'));
    const queues = { chat: queueId, wechat: queueId, sms: queueId, web: queueId };
    const unknown = { ...rules, queues: { chat: newId(new Date()) } };
    const match = { 'if-match': `"${version}"` };
    expect((await settings.put('/api/v1/chat-settings', unknown, match)).status).toBe(422);
    await ok(settings.put('/api/v1/chat-settings', { ...rules, queues }, match));
    await agent('bob');
    for (const channel of ['chat', 'wechat', 'sms', 'web']) {
      const chat = await open({ channel });
      expect(await contact(chat)).toMatchObject({ channel, status: 'offered', queueId });
      await accepts('bob', chat);
      expect(await here(chat)).toEqual([chat.id, 'bob']);
      await ends(chat);
    }
    await gone('bob');
  });

  it('goes on to the next when nobody answers, and back to the line when its agent hands it over', async () => {
    const queueId = await board.queue('goes on', { ...CHATS, offerSeconds: 20 });
    const second = await board.queue('second line', CHATS);
    await board.staff([queueId, second]);
    await agent('cid');
    const chat = await open({ queueId });
    await board.later(20);
    expect(await contact(chat)).toMatchObject({ status: 'waiting' });
    await gone('cid');
    await agent('dan');
    await accepts('dan', chat);
    await ok((await chats.agent('dan')).post(path(chat, '/hand-over'), { reason: 'needs-billing', queueId: second }));
    await chats.service.settled();
    expect(await contact(chat)).toMatchObject({ status: 'waiting', queueId: second });
    expect(await seen(chat)).toMatchObject({ status: 'queued', handOverReason: 'needs-billing' });
    expect(await board.floor.person('dan').then((person) => person.seen())).toMatchObject({ state: 'ready' });
    await agent('eve');
    await accepts('eve', chat);
    expect(await here(chat)).toEqual([chat.id, 'eve']);
    await ends(chat);
    await gone('dan', 'eve');
  });

  it('is handed over by a bot with a reason, to who has the skill', async () => {
    await ok(board.supervisor.post('/api/v1/skills', { code: 'billing', label: 'Billing' }));
    const queueId = await board.queue('after the bot', CHATS);
    await agent('fay');
    const chat = await open({ queueId, withBot: true });
    expect(await contact(chat)).toMatchObject({ status: 'waiting', queueId: null });
    const bot = await chats.service.asCaller(
      { subject: 'helper', kind: 'client' },
      ...['conversation:attend', 'conversation:join', 'conversation:hand-over'],
    );
    await ok(bot.post(path(chat, '/join'), {}));
    const asked = { reason: 'not-understood', required: [{ skill: 'billing', level: 2 }] };
    await ok(bot.post(path(chat, '/hand-over'), asked));
    await chats.service.settled();
    expect(await contact(chat)).toMatchObject({ status: 'waiting', queueId });
    const skills = { teamId: null, profileId: null, skills: { billing: 3 } };
    await ok(board.supervisor.put('/api/v1/agents/fay/assignment', skills, { 'if-match': '"0"' }));
    await chats.service.settled();
    expect(await contact(chat)).toMatchObject({ status: 'offered' });
    await ends(chat);
    expect(await contact(chat)).toMatchObject({ status: 'ended', outcome: 'abandoned' });
    await gone('fay');
  });

  it('changes hands with the contact: at once, on accept, and out of the line by who takes it', async () => {
    const queueId = await board.queue('changes hands', CHATS);
    await agent('gus');
    const chat = await open({ queueId });
    await accepts('gus', chat);
    await agent('hal');
    const transfer = (body: object) => board.line.post(`/api/v1/contacts/${chat.contactId}/transfer`, body);
    await ok(transfer({ agentId: 'hal', letGo: 'on-accept' }));
    await chats.service.settled();
    expect(await here(chat)).toEqual([chat.id, 'gus']);
    await accepts('hal', chat);
    expect(await here(chat)).toEqual([chat.id, 'hal']);
    await gone('gus');
    await ok(transfer({ queueId, letGo: 'at-once' }));
    await chats.service.settled();
    expect([await seen(chat), await contact(chat)]).toMatchObject([{ status: 'queued' }, { status: 'waiting' }]);
    const hal = await chats.agent('hal');
    await ok(hal.post(path(chat, '/join'), {}));
    await chats.service.settled();
    expect([await seen(chat), await contact(chat)]).toMatchObject([
      { status: 'attended', agentId: 'hal' },
      { status: 'in-progress', agentId: 'hal' },
    ]);
    await ends(chat);
    await gone('hal');
  });

  it('is taken only by who is ready and has room; a colleague takes part without it', async () => {
    const queueId = await board.queue('taken', CHATS);
    await board.staff([]);
    const chat = await open({ queueId });
    await agent('ina');
    await board.floor.person('ina').then((person) => person.is('not-ready', 'meeting'));
    const ina = await chats.agent('ina');
    expect(await ina.post(path(chat, '/join'), {})).toMatchObject({ status: 409, body: { code: 'agent-not-free' } });
    expect(await contact(chat)).toMatchObject({ status: 'waiting' });
    await chats.join(chat, 'ina');
    await ok((await chats.agent('jon')).post(path(chat, '/join'), {}));
    expect(await here(chat)).toEqual([chat.id, 'ina', 'jon']);
    expect(await contact(chat)).toMatchObject({ status: 'in-progress', agentId: 'ina' });
    await ends(chat);
    await gone('ina');
  });

  it('is attended by everybody who is on its contact, until they are off it', async () => {
    const queueId = await board.queue('conference', CHATS);
    const gil = await agent('gil');
    const chat = await open({ queueId });
    await accepts('gil', chat);
    await agent('hugo');
    const does = async (who: string, what: string, body = {}) => {
      await ok((await chats.agent(who)).post(`/api/v1/contacts/${chat.contactId}/participants${what}`, body));
      await chats.service.settled();
    };
    await does('gil', '', { agentId: 'hugo' });
    await accepts('hugo', chat);
    expect([await here(chat), await contact(chat)]).toMatchObject([[chat.id, 'gil', 'hugo'], { agentId: 'gil' }]);
    await does('gil', '/hugo/own');
    expect([await here(chat), await seen(chat)]).toMatchObject([[chat.id, 'gil', 'hugo'], { agentId: 'hugo' }]);
    await does('gil', '/leave');
    expect([await here(chat), await contact(chat)]).toMatchObject([[chat.id, 'hugo'], { participants: [] }]);
    await does('hugo', '', { agentId: gil.person.id });
    await accepts('gil', chat);
    await ok((await chats.agent('hugo')).post(path(chat, '/leave')));
    await chats.service.settled();
    expect([await here(chat), await contact(chat)]).toMatchObject([
      [chat.id, 'gil'],
      { agentId: 'gil', participants: [] },
    ]);
    const passed = chats.service.events('contact.owner-changed.v1').filter(({ subject }) => subject === chat.contactId);
    expect(passed.map(({ data }) => data.reason)).toEqual(['handed-over', 'left']);
    await ends(chat);
    await gone('gil', 'hugo');
  });

  it('goes with its contact to the colleague who is still there when its agent leaves', async () => {
    const queueId = await board.queue('left alone', CHATS);
    await agent('ivo');
    const chat = await open({ queueId });
    await accepts('ivo', chat);
    await agent('jan');
    await ok((await chats.agent('jan')).post(path(chat, '/join'), {}));
    await ok((await chats.agent('ivo')).post(path(chat, '/leave')));
    await chats.service.settled();
    expect([await here(chat), await seen(chat), await contact(chat)]).toMatchObject([
      [chat.id, 'jan'],
      { status: 'attended', agentId: 'jan' },
      { status: 'in-progress', agentId: 'jan' },
    ]);
    await ends(chat);
    await gone('ivo', 'jan');
  });

  it('goes to the agent the customer asks for, or talked to last, while that agent is there', async () => {
    const queueId = await board.queue('known', CHATS);
    const customerId = newId(new Date());
    await agent('kim');
    await board.later(5);
    await agent('lea');
    const first = await open({ queueId, customerId, agentId: 'lea' });
    await accepts('lea', first);
    await ends(first);
    await board.later(5);
    const again = await open({ queueId, customerId });
    await accepts('lea', again);
    await ends(again);
    await gone('lea');
    const away = await open({ queueId, customerId });
    await accepts('kim', away);
    await ends(away);
    await gone('kim');
  });

  it('is one of ten at once; the eleventh waits, and comes when one is over', async () => {
    const queueId = await board.queue('ten', CHATS);
    await agent('max');
    const ten: Chat[] = [];
    for (let count = 0; count < 10; count += 1) {
      const chat = await open({ queueId });
      await accepts('max', chat);
      ten.push(chat);
    }
    const eleventh = await open({ queueId });
    expect(await contact(eleventh)).toMatchObject({ status: 'waiting' });
    await ends(ten[3]!);
    expect(await contact(eleventh)).toMatchObject({ status: 'offered' });
    await accepts('max', eleventh);
    const max = await chats.agent('max');
    const mine = (query = '') => ok(max.get<{ items: Seen[] }>(path({ id: 'mine' } as Chat, query)));
    expect((await mine()).items).toHaveLength(10);
    const customer = await chats.customer(eleventh);
    await ok(customer.post(path(eleventh, '/messages'), { clientMsgId: 'q', text: 'Where is it?' }));
    const { items } = await mine('?unanswered=true');
    expect(items.map(({ id }) => id)).toEqual([eleventh.id]);
    const { lastSeq } = items[0] as { lastSeq?: number };
    expect(items[0]).toMatchObject({ unread: lastSeq, unansweredSince: expect.any(String) });
    await ok(max.post(path(eleventh, '/read'), { seq: lastSeq }));
    await ok(max.post(path(eleventh, '/messages'), { clientMsgId: 'a', text: 'On its way.' }));
    expect((await mine('?unanswered=true')).items).toEqual([]);
    expect((await mine()).items[0]).toMatchObject({ id: eleventh.id, unread: 1, unansweredSince: null });
    for (const chat of [...ten.filter((each) => each !== ten[3]), eleventh]) await ends(chat);
    await gone('max');
  });

  it('is over for the customer while the agent wraps it up', async () => {
    const queueId = await board.queue('wrapped', { ...CHATS, wrapUp: { mode: 'mandatory' } });
    await agent('nia');
    const chat = await open({ queueId });
    await accepts('nia', chat);
    await ok((await chats.agent('nia')).post(`/api/v1/contacts/${chat.contactId}/end`, { outcome: 'handled' }));
    await chats.service.settled();
    expect(await contact(chat)).toMatchObject({ status: 'wrap-up' });
    expect(await seen(chat)).toMatchObject({ status: 'closed', closeReason: 'contact-ended' });
    expect((await noticesOf(chat)).slice(-2)).toEqual(['closed', 'survey']);
    await ok((await chats.agent('nia')).post('/api/v1/agents/me/after-contact-work/end'));
    await chats.service.settled();
    expect(await contact(chat)).toMatchObject({ status: 'ended' });
    await gone('nia');
  });

  it('tells the customer that nobody comes: after the time of the queue, and where it is full', async () => {
    const queueId = await board.queue('nobody', { ...CHATS, leavesAfterSeconds: 60, maxWaiting: 1 });
    const chat = await open({ queueId });
    const tooMany = await open({ queueId });
    expect(await seen(tooMany)).toMatchObject({ status: 'closed' });
    expect(await noticesOf(tooMany)).toEqual(['welcome', 'unserved']);
    expect(await contact(tooMany)).toMatchObject({ status: 'ended', outcome: 'abandoned', queueId: null });
    await board.later(60);
    await chats.service.settled();
    expect(await seen(chat)).toMatchObject({ status: 'closed' });
    expect(await noticesOf(chat)).toEqual(['welcome', 'queued', 'unserved']);
  });

  it('has notes that only agents and supervisors see, by request and by socket', async () => {
    const queueId = await board.queue('whispered', CHATS);
    await agent('oli');
    const chat = await open({ queueId });
    await accepts('oli', chat);
    const [device, customers] = [await chats.device('oli'), await chats.device(chat)];
    for (const each of [device, customers]) await each.resume(chat.id, 0);
    const note = { clientMsgId: 'w-1', text: 'Offer a refund.' };
    const whisper = () => reader.post<{ seq: number }>(path(chat, '/notes'), note);
    const { seq } = await ok(whisper());
    expect(await whisper()).toMatchObject({ body: { seq, repeated: true } });
    await device.until(() => device.texts(chat.id).includes(note.text));
    await ok((await chats.agent('oli')).post(path(chat, '/messages'), { clientMsgId: 'a', text: 'We refund it.' }));
    await customers.until(() => customers.texts(chat.id).includes('We refund it.'));
    expect(JSON.stringify(customers.frames)).not.toContain(note.text);
    expect(customers.of('skipped')).toEqual([{ type: 'skipped', conversationId: chat.id, seq }]);
    const customer = await chats.customer(chat);
    expect((await said(chat, customer)).map(({ visibility }) => visibility)).not.toContain('agents');
    expect((await said(chat)).find(({ text }) => text === note.text)).toMatchObject({ visibility: 'agents' });
    expect((await customer.post(path(chat, '/notes'), note)).status).toBe(403);
    const cheat = await chats.service.asCaller({ subject: chat.id, kind: 'visitor' }, 'conversation:*');
    expect(await cheat.post(path(chat, '/notes'), note)).toMatchObject({
      body: { code: 'conversation-not-taking-part' },
    });
    await Promise.all([device, customers].map((each) => each.close()));
    await ends(chat);
    await gone('oli');
  });
});
