import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { FileScanner } from '#libs/file-intake/scan/file-scanner';
import { scannerPlace } from '#libs/file-intake/scan/scanner-place';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { ScriptedClamd } from '#libs/testing/doubles/scripted-clamd';
import { AttachmentSchema } from '../../src/conversation/attachments/attachment.schema.js';
import { ChatInTest, type Chat } from './chat-in-test.js';

interface Page {
  items: { seq: number; text: string; senderRole: string; notice: string | null }[];
  next: number | null;
}

let chats: ChatInTest;
let mia: ApiClient;

beforeAll(async () => {
  chats = await ChatInTest.start();
  mia = await chats.agent();
});
afterAll(() => chats.service.stop());

const path = ({ id }: Chat, rest = '') => `/api/v1/conversations/${id}${rest}`;

async function read(chat: Chat, by = mia): Promise<Record<string, unknown>> {
  return (await by.get<Record<string, unknown>>(path(chat))).body;
}

async function history(chat: Chat, query = ''): Promise<Page> {
  return (await mia.get<Page>(path(chat, `/messages${query}`))).body;
}

async function noticesOf(chat: Chat): Promise<(string | null)[]> {
  return (await history(chat)).items.filter(({ notice }) => notice !== null).map(({ notice }) => notice);
}

let said = 0;
const saying = (text: string) => ({ clientMsgId: `s-${(said += 1)}`, text });

async function attended(): Promise<{ chat: Chat; customer: ApiClient }> {
  const chat = await chats.open();
  await chats.join(chat);
  return { chat, customer: await chats.customer(chat) };
}

describe('a chat by requests', () => {
  it('is opened by one call with its contact and the customer’s token, and by repetitions of it once', async () => {
    const key = { 'idempotency-key': 'open-1' };
    const chat = await chats.open({ address: 'visitor-7' }, key);
    const again = await chats.open({ address: 'visitor-7' }, key);
    expect(again.id).toBe(chat.id);
    expect((await mia.get(`/api/v1/contacts/${chat.contactId}`)).body).toMatchObject({
      channel: 'chat',
      direction: 'inbound',
      status: 'waiting',
      address: 'visitor-7',
    });
    await chats.service.settled();
    expect(await read(chat)).toMatchObject({ contactId: chat.contactId, status: 'queued', lastSeq: 2 });
    const other = await chats.portal.post('/api/v1/conversations', { address: 'visitor-8' }, key);
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  it('is attended by the agent who has its contact, and ends with it', async () => {
    const chat = await chats.open();
    await chats.join(chat);
    expect((await mia.get(`/api/v1/contacts/${chat.contactId}`)).body).toMatchObject({
      status: 'in-progress',
      agentId: 'mia',
    });
    expect(await read(chat)).toMatchObject({ status: 'attended', participants: [{ role: 'customer' }, { id: 'mia' }] });
    await mia.post(`/api/v1/contacts/${chat.contactId}/end`, { outcome: 'handled' });
    await chats.service.settled();
    expect(await read(chat)).toMatchObject({ status: 'closed', closeReason: 'contact-ended' });
  });

  it('ends its contact: handled where an agent had it, else as it was', async () => {
    const outcomeOf = async (chat: Chat) => {
      await chats.service.settled();
      return (await mia.get<{ outcome: string }>(`/api/v1/contacts/${chat.contactId}`)).body.outcome;
    };
    const alone = await chats.open();
    await (await chats.customer(alone)).post(path(alone, '/close'), { reason: 'customer-left' });
    expect(await outcomeOf(alone)).toBe('abandoned');

    const served = await chats.open({ withBot: true });
    await (await chats.customer(served)).post(path(served, '/close'), { reason: 'customer-left' });
    expect(await outcomeOf(served)).toBe('self-served');

    const handled = await chats.open();
    await chats.join(handled);
    expect(await mia.post(path(handled, '/close'), {})).toMatchObject({ status: 204 });
    expect(await outcomeOf(handled)).toBe('handled');
    await chats.service.settled();
    expect(await read(handled)).toMatchObject({ closeReason: 'resolved' });
  });

  it('stores what is said once for each clientMsgId of a sender', async () => {
    const { chat, customer } = await attended();
    const message = { clientMsgId: 'same', text: 'Hello' };
    const first = await customer.post<{ seq: number }>(path(chat, '/messages'), message);
    const again = await customer.post(path(chat, '/messages'), { ...message, text: 'Hello?' });
    const other = await mia.post<{ seq: number }>(path(chat, '/messages'), message);
    expect(first).toMatchObject({ status: 201, body: { text: 'Hello', repeated: false } });
    expect(again).toMatchObject({ status: 201, body: { seq: first.body.seq, text: 'Hello', repeated: true } });
    expect(other.body.seq).toBe(first.body.seq + 1);
    await mia.post(path(chat, '/close'), {});
    expect(await customer.post(path(chat, '/messages'), message)).toMatchObject({ body: { repeated: true } });
    expect(await customer.post(path(chat, '/messages'), saying('new'))).toMatchObject({
      status: 409,
      body: { code: 'conversation-closed' },
    });
  });

  it('shows its history by the page, forwards and backwards, never whole', async () => {
    const { chat, customer } = await attended();
    for (let n = 0; n < 7; n += 1) await customer.post(path(chat, '/messages'), saying(`${n}`));
    const seqs = ({ items }: Page) => items.map(({ seq }) => seq);
    const first = await history(chat, '?after=0&limit=4');
    expect([seqs(first), first.next]).toEqual([[1, 2, 3, 4], 4]);
    const rest = await history(chat, `?after=8&limit=4`);
    expect([seqs(rest), rest.next]).toEqual([[9, 10], null]);
    const newest = await history(chat, '?limit=3');
    expect([seqs(newest), newest.next]).toEqual([[8, 9, 10], 8]);
    expect(seqs(await history(chat, '?before=8&limit=3'))).toEqual([5, 6, 7]);
    expect(await mia.get(path(chat, '/messages?after=1&before=2'))).toMatchObject({ status: 422 });
    expect(await mia.get(path(chat, '/messages?limit=1000'))).toMatchObject({ status: 422 });
  });

  it('keeps watermarks that only rise, and never beyond the last message', async () => {
    const { chat, customer } = await attended();
    const mark = () => read(chat).then(({ watermarks }) => watermarks);
    expect(await customer.post(path(chat, '/read'), { seq: 2 })).toMatchObject({ status: 204 });
    await customer.post(path(chat, '/read'), { seq: 1 });
    await customer.post(path(chat, '/delivered'), { seq: 900 });
    expect(await mark()).toContainEqual({ participantId: chat.id, deliveredSeq: 3, readSeq: 2 });
    expect(await customer.post(path(chat, '/typing'), { typing: true })).toMatchObject({ status: 204 });
  });

  it('is of who takes part: others neither see it nor speak in it', async () => {
    const { chat } = await attended();
    const stranger = await chats.customer(await chats.open());
    const refused = { status: 403, body: { code: 'conversation-not-taking-part' } };
    expect(await stranger.get(path(chat))).toMatchObject(refused);
    expect(await stranger.get(path(chat, '/messages'))).toMatchObject(refused);
    expect(await stranger.post(path(chat, '/messages'), saying('x'))).toMatchObject(refused);
    expect(await stranger.post(path(chat, '/read'), { seq: 1 })).toMatchObject(refused);
    expect(await stranger.post(path(chat, '/typing'), { typing: true })).toMatchObject(refused);
    expect(await stranger.post(path(chat, '/close'), {})).toMatchObject(refused);
    expect(await stranger.post(path(chat, '/token'))).toMatchObject(refused);
    expect(await stranger.post(path(chat, '/join'), {})).toMatchObject({
      status: 403,
      body: { code: 'not-permitted' },
    });
    const supervisor = await chats.service.asCaller({ subject: 'sam' }, 'conversation:attend', 'conversation:read');
    expect(await supervisor.get(path(chat))).toMatchObject({ status: 200 });
    expect(await supervisor.post(path(chat, '/messages'), saying('x'))).toMatchObject(refused);
  });

  it('is attended by a bot first, which hands over with a reason', async () => {
    const chat = await chats.open({ withBot: true });
    const bot = await chats.service.asCaller(
      { subject: 'helper', kind: 'client' },
      'conversation:attend',
      'conversation:join',
      'conversation:hand-over',
    );
    await bot.post(path(chat, '/join'), {});
    await bot.post(path(chat, '/messages'), saying('How can I help?'));
    expect(await bot.post(path(chat, '/hand-over'), { reason: 'Wants Anna' })).toMatchObject({ status: 422 });
    expect(await bot.post(path(chat, '/hand-over'), { reason: 'asked-for-a-person' })).toMatchObject({ status: 204 });
    expect(await read(chat)).toMatchObject({ status: 'queued', handOverReason: 'asked-for-a-person' });
    await chats.join(chat);
    await mia.post(path(chat, '/messages'), saying('Hello, this is Mia.'));
    await chats.service.settled();
    expect(chats.eventsOf(chat.id)).toEqual([
      'conversation.opened.v1',
      'conversation.joined.v1',
      'conversation.message-stored.v1',
      'conversation.left.v1',
      'conversation.queued.v1',
      'conversation.joined.v1',
      'conversation.message-stored.v1',
      'conversation.first-replied.v1',
    ]);
    const roles = (await history(chat)).items.map(({ senderRole }) => senderRole);
    expect(roles).toEqual(['system', 'bot', 'system', 'system', 'agent']);
  });

  it('is rated by the customer once, and tells others the score alone', async () => {
    const { chat, customer } = await attended();
    await mia.post(path(chat, '/close'), {});
    const rating = { score: 2, comment: 'Mia was nice but slow.' };
    expect(await customer.post(path(chat, '/survey'), { ...rating, score: 6 })).toMatchObject({ status: 422 });
    expect(await customer.post(path(chat, '/survey'), rating)).toMatchObject({ status: 204 });
    expect(await customer.post(path(chat, '/survey'), rating)).toMatchObject({
      status: 409,
      body: { code: 'conversation-already-rated' },
    });
    expect(await read(chat)).toMatchObject(rating);
    await chats.service.settled();
    const rated = chats.service.events('conversation.rated.v1').find(({ subject }) => subject === chat.id);
    expect(rated?.data).toEqual({ conversationId: chat.id, contactId: chat.contactId, score: 2, agentIds: ['mia'] });
  });

  it('tells others nothing that was said', async () => {
    const { chat, customer } = await attended();
    await customer.post(path(chat, '/messages'), saying('My name is Xaver.'));
    await mia.post(path(chat, '/close'), {});
    await chats.service.settled();
    expect(JSON.stringify(chats.service.events())).not.toMatch(/Xaver|nice but slow/);
  });

  it('asks a silent customer whether they are there, then closes, and never while they wait', async () => {
    const { chat } = await attended();
    const waiting = await attended();
    await mia.post(path(chat, '/messages'), saying('Is that all?'));
    await mia.post(path(waiting.chat, '/messages'), saying('Is that all?'));
    await waiting.customer.post(path(waiting.chat, '/messages'), saying('No!'));
    chats.clock.advance({ minutes: 5 });
    await chats.round();
    expect(await noticesOf(chat)).toContain('nudge');
    chats.clock.advance({ minutes: 5 });
    await chats.round();
    expect(await read(chat)).toMatchObject({ status: 'closed', closeReason: 'idle' });
    expect((await noticesOf(chat)).slice(-2)).toEqual(['closed-idle', 'survey']);
    expect(await read(waiting.chat)).toMatchObject({ status: 'attended' });
  });

  it('tells who waits when they have moved up', async () => {
    const [first, second] = [await chats.open(), await chats.open()];
    await chats.service.settled();
    const positionIn = async (chat: Chat) => Number(/number (\d+)/.exec((await history(chat)).items.at(-1)!.text)![1]);
    const before = await positionIn(second);
    await chats.join(first);
    chats.clock.advance({ minutes: 1 });
    await chats.round();
    expect(await noticesOf(second)).toEqual(['welcome', 'queued', 'queue-moved']);
    expect(await positionIn(second)).toBe(before - 1);
  });

  it('says what the tenant wants said', async () => {
    const admin = await chats.service.as('chat-settings:*');
    const current = (await admin.get<{ version: number; texts: object }>('/api/v1/chat-settings')).body;
    const body = { ...current, texts: { ...current.texts, welcome: 'Grüezi!', queued: '' } };
    const url = '/api/v1/chat-settings';
    expect(await admin.put(url, body)).toMatchObject({ status: 428 });
    expect(await admin.put(url, body, { 'if-match': '"7"' })).toMatchObject({ status: 412 });
    expect(await admin.put(url, body, { 'if-match': `"${current.version}"` })).toMatchObject({ status: 200 });
    const chat = await chats.open();
    await chats.service.settled();
    expect((await history(chat)).items.map(({ text }) => text)).toEqual(['Grüezi!']);
    const broken = { ...current, texts: { ...current.texts, welcome: 'Hello {name}' } };
    expect(await admin.put(url, broken, { 'if-match': '"1"' })).toMatchObject({ status: 422 });
    await admin.put(url, current, { 'if-match': '"1"' });
  });

  it('has quick replies with variables; a missing one is named', async () => {
    const admin = await chats.service.as('quick-reply:*');
    const text = 'Your order {order} arrives on {day}.';
    await admin.put('/api/v1/quick-replies/arrival', { title: 'Arrival', text });
    const render = (variables: object) => admin.post('/api/v1/quick-replies/arrival/render', { variables });
    expect(await render({ order: 'W1', day: 'Monday' })).toMatchObject({
      body: { text: 'Your order W1 arrives on Monday.' },
    });
    expect(await render({ order: 'W1' })).toMatchObject({
      status: 422,
      body: { code: 'chat-variable-unknown', detail: 'The text asks for {day}, which is not known here.' },
    });
    expect((await admin.get<Page>('/api/v1/quick-replies')).body.items).toMatchObject([
      { code: 'arrival', version: 1 },
    ]);
    await admin.delete('/api/v1/quick-replies/arrival');
    expect(await render({})).toMatchObject({ status: 404, body: { code: 'quick-reply-not-found' } });
  });

  describe('shows files', () => {
    const PNG = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(500, 7)]);

    async function put(chat: Chat, type: string, body: Buffer) {
      const answer = await request(`${chats.service.running.url}${path(chat, '/attachments')}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${chat.token}`, 'content-type': type },
        body,
      });
      return { status: answer.statusCode, body: (await answer.body.json()) as { id: string; code: string } };
    }

    it('an image as it was pasted, named by a message', async () => {
      const { chat } = await attended();
      const stored = await put(chat, 'image/png', PNG);
      const sha256 = createHash('sha256').update(PNG).digest('hex');
      expect(stored).toMatchObject({ status: 201, body: { contentType: 'image/png', bytes: 508, sha256 } });
      const { id } = stored.body;
      const customer = await chats.customer(chat);
      const shown = await customer.post(path(chat, '/messages'), { clientMsgId: 'image', attachmentId: id });
      expect(shown).toMatchObject({ status: 201, body: { attachmentId: id, text: null } });

      const token = await chats.token({});
      const got = await request(`${chats.service.running.url}${path(chat, `/attachments/${id}`)}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(got.headers['content-type']).toBe('image/png');
      expect(Buffer.from(await got.body.arrayBuffer()).equals(PNG)).toBe(true);
    });

    describe('that a scanner looks at first', () => {
      const clamd = new ScriptedClamd();
      const stored = async () =>
        runAsTenant('acme', async () =>
          (await chats.service.running.app.get(Database).reader()).count(AttachmentSchema),
        );
      beforeAll(async () => {
        const place = scannerPlace(`clamd://127.0.0.1:${await clamd.start()}?timeoutMs=2000`);
        Object.assign(chats.service.running.app.get(FileScanner), { place });
      });
      afterAll(() => {
        clamd.stop();
        Object.assign(chats.service.running.app.get(FileScanner), { place: undefined });
      });

      it('and that do no harm', async () => {
        clamd.verdict = () => 'stream: OK';
        expect(await put((await attended()).chat, 'image/png', PNG)).toMatchObject({ status: 201 });
        expect(clamd.heard.at(-1)!.equals(PNG)).toBe(true);
      });

      it('and none that does harm, or of which it says nothing: nothing of it is kept', async () => {
        const { chat } = await attended();
        const before = await stored();
        clamd.verdict = () => 'stream: Eicar-Signature FOUND';
        const infected = { status: 422, body: { code: 'attachment-infected' } };
        expect(await put(chat, 'image/png', PNG)).toMatchObject(infected);
        clamd.verdict = () => undefined;
        const unknown = { status: 503, body: { code: 'scanner-unavailable' } };
        expect(await put(chat, 'image/png', PNG)).toMatchObject(unknown);
        expect(await stored()).toBe(before);
      });
    });

    it('that say what they are', async () => {
      const { chat, customer } = await attended();
      const refused = { status: 422, body: { code: 'attachment-type-refused' } };
      expect(await customer.post(path(chat, '/attachments'))).toMatchObject(refused);
    });

    it('of no other conversation', async () => {
      const { chat, customer } = await attended();
      const other = await attended();
      const { id } = (await put(other.chat, 'image/png', PNG)).body;
      const refused = { status: 404, body: { code: 'attachment-not-found' } };
      expect(await customer.post(path(chat, '/messages'), { clientMsgId: 'x', attachmentId: id })).toMatchObject(
        refused,
      );
      expect(await customer.get(path(chat, `/attachments/${id}`))).toMatchObject(refused);
      expect(await customer.get(path(other.chat, `/attachments/${id}`))).toMatchObject({ status: 403 });
    });

    it('of types that run nothing, as large as they may be', async () => {
      const { chat } = await attended();
      const svg = Buffer.from('<svg onload="alert(1)"/>');
      expect(await put(chat, 'image/svg+xml', svg)).toMatchObject({
        status: 422,
        body: { code: 'attachment-type-refused' },
      });
      expect(await put(chat, 'image/png', svg)).toMatchObject({ body: { code: 'attachment-type-refused' } });
      const large = Buffer.concat([PNG, Buffer.alloc(8 * 1024 * 1024)]);
      expect(await put(chat, 'image/png', large)).toMatchObject({ body: { code: 'attachment-too-large' } });
      await mia.post(path(chat, '/close'), {});
      expect(await put(chat, 'image/png', PNG)).toMatchObject({ status: 409, body: { code: 'conversation-closed' } });
    });
  });
});
