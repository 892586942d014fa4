import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountIds } from '#libs/contracts/common/identity/identity-api';
import { ticketNotificationRequested } from '#libs/contracts/ticket/automation-events';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { ticketPersonMentioned } from '#libs/contracts/ticket/collaboration/collaboration-events';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiAnswer, ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { Problem } from '#libs/web/http/problem';
import { request } from 'undici';
import type { ArticlePage } from '../../src/article/article.dto.js';
import type { AttachmentView } from '../../src/attachment/attachment.dto.js';
import { AttachmentObjects } from '../../src/attachment/content/attachment-objects.js';
import { AttachmentSchema } from '../../src/attachment/infra/attachment.schema.js';
import { AttachmentSweep } from '../../src/attachment/sweep/attachment-sweep.js';
import { BulkWorker } from '../../src/bulk-action/bulk-worker.js';
import type { ChecklistView } from '../../src/checklist/checklist.dto.js';
import { ticketCenter } from '../../src/service.js';
import type { TicketView } from '../../src/ticket/ticket.dto.js';

const CUSTOMER = '0199d2f0-0000-7000-8000-000000000001';
const NOWHERE = '0199d2f0-0000-7000-8000-00000000ffff';
const PNG = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(20_000, 7)]);
/** What the portal of an organisation may, as the built-in role says. */
const PORTAL = ['ticket:answer', 'ticket:attach', 'ticket:open', 'ticket:read', 'ticket:urge'];

type Bulk = {
  id: string;
  state: string;
  total: number;
  handled: number;
  done: number;
  partly: number;
  refused: number;
};
type Results = { items: { ticketId: string; outcome: string; code: string | null }[]; next: string | null };

serviceOnEachEngine('people who work on tickets together', (start) => {
  let service: ServiceInTest;
  let mia: ApiClient;
  let li: ApiClient;
  let portal: ApiClient;
  const active = new Set(['mia', 'li', 'bo']);

  beforeAll(async () => {
    service = await start(ticketCenter);
    const centre = await service.remote('common-center');
    centre.answers('POST', '/internal/accounts/active', (body) => ({
      accounts: AccountIds.parse(body).accounts.filter((id) => active.has(id)),
    }));
    mia = await service.asCaller({ subject: 'mia' }, '*');
    li = await service.asCaller({ subject: 'li' }, '*');
    portal = await service.asCaller({ subject: 'portal', kind: 'client' }, ...PORTAL);
  });
  afterAll(() => service.stop());

  async function ticket(over: object = {}): Promise<string> {
    const body = { ticketType: 'general', customerId: CUSTOMER, subject: 'Where is it?', ...over };
    const { body: opened } = await mia.post<TicketView>('/api/v1/tickets', body);
    return opened.id;
  }
  async function does<Body = Problem>(who: ApiClient, id: string, what: string, body: object = {}, headers = {}) {
    const answer = await who.post<Body>(`/api/v1/tickets/${id}/${what}`, body, headers);
    await service.settled();
    return answer;
  }
  const articles = async (who: ApiClient, id: string, query = '') =>
    (await who.get<ArticlePage>(`/api/v1/tickets/${id}/articles${query}`)).body;
  const told = (id: string) =>
    service
      .events(ticketNotificationRequested.type)
      .filter(({ subject }) => subject === id)
      .map(({ data }) => `${data.template as string}: ${(data.people as string[]).join(', ')}`);

  async function upload(who: ApiClient, id: string, content: Buffer, headers: Record<string, string> = {}) {
    const answer = await request(`${who['baseUrl']}/api/v1/tickets/${id}/attachments`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', ...who['headers'], ...headers },
      body: content,
    });
    const body = (await answer.body.json()) as AttachmentView & Problem;
    return { status: answer.statusCode, body };
  }
  const download = (who: ApiClient, id: string, file: string, headers = {}): Promise<ApiAnswer<string>> =>
    who.get(`/api/v1/tickets/${id}/attachments/${file}/content`, headers);
  const isStored = (file: string) =>
    runAsTenant('acme', () =>
      service.running.app
        .get(AttachmentObjects)
        .read(file)
        .then(
          () => true,
          () => false,
        ),
    );

  describe('have its conversation', () => {
    it('in order, with who said what to whom', async () => {
      const id = await ticket();
      await does(portal, id, 'customer-messages', { text: 'It is late.', channel: 'email' });
      service.clock.advance({ minutes: 1 });
      await does(li, id, 'note', { text: 'The carrier lost it.' });
      service.clock.advance({ minutes: 1 });
      await does(mia, id, 'reply', { text: 'We send it again.' });
      const { items } = await articles(mia, id);
      expect(items).toMatchObject([
        { kind: 'customer-message', visibility: 'public', author: null, channel: 'email', text: 'It is late.' },
        { kind: 'note', visibility: 'internal', author: 'li', channel: null, text: 'The carrier lost it.' },
        { kind: 'reply', visibility: 'public', author: 'mia', channel: 'web', text: 'We send it again.' },
      ]);
      expect(items.map(({ at }) => at)).toEqual([...items.map(({ at }) => at)].sort());
      const first = await articles(mia, id, '?limit=2');
      const second = await articles(mia, id, `?limit=2&cursor=${first.next}`);
      expect([...first.items, ...second.items]).toEqual(items);
      expect(second.next).toBeNull();
    });

    it('of which the customer sees no note, wherever they look', async () => {
      const id = await ticket();
      await does(mia, id, 'note', { text: 'a-secret-word' });
      const file = (await upload(mia, id, PNG)).body.id;
      await does(mia, id, 'note', { text: 'a-secret-word', attachmentIds: [file] });
      await does(mia, id, 'reply', { text: 'A moment, please.' });
      expect((await articles(portal, id)).items.map(({ kind }) => kind)).toEqual(['reply']);
      for (const path of ['', '/articles', '/journal', '/attachments', `/attachments/${file}/content`]) {
        const seen = JSON.stringify((await portal.get(`/api/v1/tickets/${id}${path}`)).body);
        expect(seen).not.toMatch(new RegExp(`a-secret-word|${file}.*"sha256"|PNG`));
      }
      expect(await download(portal, id, file)).toMatchObject({ status: 404 });
      expect(JSON.stringify(service.events())).not.toContain('a-secret-word');
    });

    it('to which the same request adds once', async () => {
      const id = await ticket();
      const body = { text: 'Once.', mentions: ['bo'] };
      for (let time = 0; time < 3; time += 1) await does(mia, id, 'note', body, { 'idempotency-key': `note-${id}` });
      for (let time = 0; time < 3; time += 1)
        await does(mia, id, 'reply', { text: 'Once.' }, { 'idempotency-key': `reply-${id}` });
      expect((await articles(mia, id)).items).toHaveLength(2);
      expect(service.events(ticketPersonMentioned.type).filter(({ subject }) => subject === id)).toHaveLength(1);
      const other = await does(mia, id, 'note', { ...body, text: 'Twice.' }, { 'idempotency-key': `note-${id}` });
      expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    });
  });

  describe('follow it', () => {
    it('and hear of replies, of the customer, of its status and of its solution, but not of what they did themselves', async () => {
      const id = await ticket();
      expect((await li.put(`/api/v1/tickets/${id}/watchers/me`)).status).toBe(200);
      await mia.put(`/api/v1/tickets/${id}/watchers/me`);
      await mia.put(`/api/v1/tickets/${id}/watchers/me`);
      await does(mia, id, 'grab');
      await does(mia, id, 'reply', { text: 'We look into it.' });
      await does(portal, id, 'customer-messages', { text: 'Thank you.' });
      await does(mia, id, 'solve', { solution: 'Sent again.' });
      expect(told(id)).toEqual([
        'watched-ticket-status-changed: li',
        'watched-ticket-replied: li',
        'watched-ticket-customer-wrote: li, mia',
        'watched-ticket-solved: li',
      ]);
    });

    it('until they do no longer', async () => {
      const id = await ticket();
      await li.put(`/api/v1/tickets/${id}/watchers/me`);
      const followed = await li.get<{ items: { ticketId: string }[] }>('/api/v1/watched-tickets?limit=1');
      expect(followed.body.items[0]).toMatchObject({ ticketId: id });
      await li.delete(`/api/v1/tickets/${id}/watchers/me`);
      await does(mia, id, 'reply', { text: 'We look into it.' });
      expect(told(id)).toEqual([]);
    });

    it('when others put them there, if those may', async () => {
      const id = await ticket();
      const path = `/api/v1/tickets/${id}/watchers/bo`;
      const modest = await service.asCaller({ subject: 'mia' }, 'ticket:watch');
      expect(await modest.put(path)).toMatchObject({ status: 403 });
      expect(await mia.put(path)).toMatchObject({
        body: { items: [{ personId: 'bo', reason: 'other', addedBy: 'mia' }] },
      });
      const gone = await mia.put(`/api/v1/tickets/${id}/watchers/nobody`);
      expect(gone).toMatchObject({ status: 422, body: { code: 'person-unknown' } });
      expect(await li.delete(path)).toMatchObject({ body: { items: [] } });
      expect(await mia.put(`/api/v1/tickets/${NOWHERE}/watchers/me`)).toMatchObject({ status: 404 });
    });

    it('from when a note mentions them: they are told of that, and whoever wrote it is not', async () => {
      const id = await ticket();
      await does(mia, id, 'note', { text: 'Please look, @li and @bo.', mentions: ['li', 'bo', 'mia'] });
      const mentioned = service.events(ticketPersonMentioned.type).find(({ subject }) => subject === id);
      expect(mentioned?.data).toEqual({ ticketId: id, people: ['li', 'bo', 'mia'], by: 'mia' });
      expect(told(id)).toEqual(['ticket-mentioned: li, bo']);
      const { body } = await mia.get<{ items: object[] }>(`/api/v1/tickets/${id}/watchers`);
      expect(body.items).toHaveLength(3);
      expect(body.items).toContainEqual(expect.objectContaining({ personId: 'li', reason: 'mention', addedBy: 'mia' }));
    });

    it('only as people who are there: a note that mentions another is not written', async () => {
      const id = await ticket();
      const refused = await does(mia, id, 'note', { text: 'Hello?', mentions: ['li', 'nobody'] });
      expect(refused).toMatchObject({ status: 422, body: { code: 'person-unknown' } });
      expect((await articles(mia, id)).items).toEqual([]);
      expect(told(id)).toEqual([]);
    });
  });

  describe('put files on it', () => {
    it('as they are, with the type they have and a harmless name', async () => {
      const id = await ticket();
      const name = encodeURIComponent('../截图 "1".exe');
      const { status, body } = await upload(mia, id, PNG, { 'x-file-name': name });
      expect(status).toBe(201);
      expect(body).toMatchObject({ name: '截图 1.exe', contentType: 'image/png', bytes: PNG.length });
      expect(body).toMatchObject({ state: 'kept', scan: 'not-scanned', visibility: 'internal', uploadedBy: 'mia' });
      const whole = await download(mia, id, body.id);
      expect(Object.fromEntries(whole.headers)).toMatchObject({
        'content-type': 'image/png',
        'content-disposition': `attachment; filename="__ 1.exe"; filename*=UTF-8''%E6%88%AA%E5%9B%BE%201.exe`,
        'x-content-type-options': 'nosniff',
        'content-length': String(PNG.length),
        etag: `"${body.sha256}"`,
      });
      const part = await download(mia, id, body.id, { range: 'bytes=1-3' });
      expect(part).toMatchObject({ status: 206, body: 'PNG' });
      expect(part.headers.get('content-range')).toBe(`bytes 1-3/${PNG.length}`);
      expect(await download(mia, id, body.id, { range: 'bytes=99999-' })).toMatchObject({ status: 416 });
      const known = await download(mia, id, body.id, { 'if-none-match': `"${body.sha256}"` });
      expect(known).toMatchObject({ status: 304, body: '' });
    });

    it('also by pasting, whatever the sender says it is', async () => {
      const id = await ticket();
      const pasted = await upload(mia, id, PNG, { 'content-type': 'image/jpeg' });
      expect(pasted).toMatchObject({ status: 201, body: { contentType: 'image/png', name: 'file' } });
    });

    it('once, however often they are sent', async () => {
      const id = await ticket();
      const first = await upload(mia, id, PNG, { 'idempotency-key': `file-${id}` });
      expect((await upload(mia, id, PNG, { 'idempotency-key': `file-${id}` })).body).toEqual(first.body);
      expect((await upload(mia, id, PNG)).body.id).toBe(first.body.id);
      expect((await upload(li, id, PNG)).body.id).not.toBe(first.body.id);
      const other = await upload(mia, id, Buffer.from('words'), { 'idempotency-key': `file-${id}` });
      expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
      const { body } = await mia.get<{ items: object[] }>(`/api/v1/tickets/${id}/attachments`);
      expect(body.items).toHaveLength(2);
    });

    it('unless the tenant has no room for them', async () => {
      const id = await ticket();
      const directory = service.running.app.get(TenantDirectory);
      const acme = directory.get('acme')!;
      await directory.publish({ ...acme, quotas: { attachmentBytes: PNG.length - 1 } });
      expect(await upload(mia, id, PNG)).toMatchObject({ status: 403, body: { code: 'quota-exceeded' } });
      await directory.publish(acme);
      expect((await upload(mia, id, PNG)).status).toBeLessThan(300);
    });

    it('unless they are too large, of another kind or nothing: then nothing is left of them', async () => {
      const id = await ticket();
      const refused = [
        await upload(mia, id, Buffer.alloc(9 * 1024 * 1024 + 1, 'a')),
        await upload(mia, id, Buffer.from('MZ\x90\0'), { 'content-type': 'application/pdf' }),
        await upload(mia, id, Buffer.alloc(0)),
        await upload(mia, NOWHERE, PNG),
      ];
      expect(refused.map(({ status, body: { code } }) => `${status} ${code}`)).toEqual([
        '422 ticket-attachment-too-large',
        '422 ticket-attachment-type-refused',
        '422 ticket-attachment-empty',
        '404 ticket-not-found',
      ]);
      const reader = () => service.running.app.get(Database).reader();
      const rows = await runAsTenant('acme', async () => (await reader()).findBy(AttachmentSchema, { ticketId: id }));
      expect(rows.map(({ state, dueAt }) => [state, dueAt])).toEqual(Array(3).fill(['refused', null]));
      for (const row of rows) expect(await isStored(row.id)).toBe(false);
    });

    it('that words show: a note to colleagues, a reply to the customer, too', async () => {
      const id = await ticket();
      const [inner, outer] = [await upload(mia, id, PNG), await upload(mia, id, Buffer.from('for you'))];
      await does(mia, id, 'note', { text: 'See.', attachmentIds: [inner.body.id] });
      await does(mia, id, 'reply', { text: 'See.', attachmentIds: [outer.body.id] });
      const { items } = await articles(mia, id);
      expect(items.map(({ attachments }) => attachments.map((file) => file.id))).toEqual([
        [inner.body.id],
        [outer.body.id],
      ]);
      expect(await download(portal, id, outer.body.id)).toMatchObject({ status: 200, body: 'for you' });
      expect(await download(portal, id, inner.body.id)).toMatchObject({ status: 404 });
      const { body } = await portal.get<{ items: AttachmentView[] }>(`/api/v1/tickets/${id}/attachments`);
      expect(body.items.map((file) => file.id)).toEqual([outer.body.id]);
    });

    it('of their own ticket only: another says nothing of it, and is not said', async () => {
      const [id, other] = [await ticket(), await ticket()];
      const { body: file } = await upload(mia, id, PNG);
      const refused = await does(mia, other, 'reply', { text: 'See.', attachmentIds: [file.id] });
      expect(refused).toMatchObject({ status: 404, body: { code: 'ticket-attachment-not-found' } });
      expect((await articles(mia, other)).items).toEqual([]);
      expect(await download(mia, other, file.id)).toMatchObject({ status: 404 });
    });

    it('and take them away again: at once for everybody, soon from storage, and the journal says who and why', async () => {
      const id = await ticket();
      const { body: file } = await upload(mia, id, PNG);
      await does(mia, id, 'note', { text: 'See.', attachmentIds: [file.id] });
      const path = `/api/v1/tickets/${id}/attachments/${file.id}`;
      expect(await li.delete(`${path}?reason=wrong%20customer`)).toMatchObject({ status: 204 });
      expect(await download(mia, id, file.id)).toMatchObject({ status: 404, body: { code: 'ticket-attachment-gone' } });
      expect(await isStored(file.id)).toBe(true);
      await service.running.app.get(AttachmentSweep).rounds.run();
      expect(await isStored(file.id)).toBe(false);
      const journal = await mia.get<{ items: { type: string; data: object }[] }>(`${path}/journal`);
      expect(journal.body.items.map(({ type }) => type)).toEqual([
        'attachment-announced',
        'attachment-kept',
        'attachment-deleted',
        'attachment-erased',
      ]);
      expect(journal.body.items[2]).toMatchObject({ data: { by: 'li', why: 'wrong customer' } });
      expect((await articles(mia, id)).items[0]!.attachments).toMatchObject([{ id: file.id, state: 'erased' }]);
    });

    it('of which nothing stays that a crash has left half-way', async () => {
      const id = await ticket();
      const controller = new AbortController();
      const pieces = (async function* () {
        yield PNG;
        await eventually('it is being received', async () => (await rowOf(id)) !== null);
        controller.abort();
        yield PNG;
      })();
      const rowOf = async (ticketId: string) =>
        runAsTenant('acme', async () =>
          (await service.running.app.get(Database).reader()).findOneBy(AttachmentSchema, { ticketId }),
        );
      const sent = request(`${mia['baseUrl']}/api/v1/tickets/${id}/attachments`, {
        ...{ method: 'POST', signal: controller.signal, body: Readable.from(pieces) },
        headers: { 'content-type': 'application/octet-stream', ...mia['headers'] },
      });
      await expect(sent).rejects.toThrow();
      const row = await eventually('it is given up', async () => {
        const found = await rowOf(id);
        return found?.state === 'refused' && found.dueAt === null && found;
      });
      expect(await isStored(row.id)).toBe(false);
      expect((await upload(mia, id, PNG)).status).toBe(201);
    });
  });

  describe('have a checklist', () => {
    const path = '/api/v1/checklist-templates/general';
    const checklist = async (id: string) =>
      (await mia.get<ChecklistView>(`/api/v1/tickets/${id}/checklist`)).body.items;
    let version = 0;
    async function template(items: object[]) {
      const headers: Record<string, string> = version === 0 ? {} : { 'if-match': `"${version}"` };
      const answer = await mia.put<{ version: number; items: { id: string }[] } & Problem>(path, { items }, headers);
      version = answer.body.version;
      return answer;
    }
    afterAll(() => template([]));

    it('as the template of its type was when it was opened', async () => {
      const before = await ticket();
      await template([{ text: 'Call back', required: true }, { text: 'Thank them' }]);
      const id = await ticket();
      await template([{ text: 'Something else', required: true }]);
      expect((await checklist(id)).map(({ text, required }) => [text, required])).toEqual([
        ['Call back', true],
        ['Thank them', false],
      ]);
      expect(await checklist(before)).toEqual([]);
    });

    it('and cannot be solved before what is required is done', async () => {
      await template([{ text: 'Call back', required: true }, { text: 'Thank them' }]);
      const id = await ticket();
      await does(mia, id, 'grab');
      const refused = await does(mia, id, 'solve', { solution: 'Sent again.' });
      expect(refused).toMatchObject({
        status: 409,
        body: { code: 'ticket-not-ready', errors: [{ message: 'Call back' }] },
      });
      const [point] = await checklist(id);
      const item = `/api/v1/tickets/${id}/checklist/items/${point!.itemId}`;
      await li.put(item, { done: true });
      await mia.put(item, { done: true });
      expect((await checklist(id))[0]).toMatchObject({ done: true, changedBy: 'li' });
      expect(await mia.delete(item)).toMatchObject({ status: 409, body: { code: 'checklist-item-required' } });
      expect(await does(mia, id, 'solve', { solution: 'Sent again.' })).toMatchObject({ status: 200 });
    });

    it('to which they add for one ticket what is never required', async () => {
      await template([]);
      const id = await ticket();
      await does(mia, id, 'checklist/items', { text: 'Ask the carrier' });
      const [point] = await checklist(id);
      expect(point).toMatchObject({ text: 'Ask the carrier', required: false, done: false });
      await mia.delete(`/api/v1/tickets/${id}/checklist/items/${point!.itemId}`);
      expect(await checklist(id)).toEqual([]);
    });

    it('whose template two people do not overwrite unseen', async () => {
      await template([{ text: 'One' }]);
      const stale = await mia.put(path, { items: [] }, { 'if-match': `"${version - 1}"` });
      expect(stale).toMatchObject({ status: 412 });
      expect(await mia.put(path, { items: [] })).toMatchObject({ status: 428 });
    });
  });

  describe('do one thing with many tickets', () => {
    const order = (who: ApiClient, tickets: object, action: object, headers = {}) =>
      who.post<Bulk & Problem>('/api/v1/bulk-actions', { tickets, action }, headers);
    const worker = () => service.running.app.get(BulkWorker).rounds.run();
    const resultsOf = async (id: string, query = '') =>
      (await mia.get<Results>(`/api/v1/bulk-actions/${id}/results${query}`)).body;
    const bulk = async (id: string) => (await mia.get<Bulk>(`/api/v1/bulk-actions/${id}`)).body;

    it('each by itself, with a result for each and progress for all', async () => {
      const [one, two, solved] = [await ticket(), await ticket(), await ticket()];
      await does(mia, solved, 'grab');
      await does(mia, solved, 'solve', { solution: 'Sent again.' });
      const ids = [one, solved, NOWHERE, two, one];
      const { status, body } = await order(mia, { ids }, { type: 'edit', attributes: { priority: 'urgent' } });
      expect([status, body]).toMatchObject([202, { state: 'running', total: 4, handled: 0 }]);
      expect((await resultsOf(body.id)).items.every(({ outcome }) => outcome === 'waiting')).toBe(true);
      await worker();
      expect(await bulk(body.id)).toMatchObject({
        state: 'done',
        total: 4,
        handled: 4,
        done: 2,
        partly: 0,
        refused: 2,
      });
      const { items, next } = await resultsOf(body.id, '?limit=3');
      expect(items).toMatchObject([
        { ticketId: one, outcome: 'done', code: null },
        { ticketId: solved, outcome: 'refused', code: 'ticket-finished' },
        { ticketId: NOWHERE, outcome: 'refused', code: 'ticket-not-found' },
      ]);
      expect((await resultsOf(body.id, `?limit=3&cursor=${next}`)).items).toMatchObject([{ ticketId: two }]);
      expect((await resultsOf(body.id, '?outcome=refused')).items).toHaveLength(2);
      expect((await mia.get<TicketView>(`/api/v1/tickets/${two}`)).body.priority).toBe('urgent');
    });

    it('chosen by a filter, as they are when it is ordered', async () => {
      const customerId = '0199d2f0-0000-7000-8000-0000000000c1';
      const [one, two] = [await ticket({ customerId }), await ticket({ customerId })];
      const { body } = await order(
        mia,
        { filter: { customerId, assigneeId: 'none' } },
        { type: 'assign', assigneeId: 'li' },
      );
      await ticket({ customerId });
      await worker();
      expect((await resultsOf(body.id)).items.map(({ ticketId }) => ticketId)).toEqual([one, two]);
      expect((await mia.get<TicketView>(`/api/v1/tickets/${one}`)).body).toMatchObject({
        assigneeId: 'li',
        status: 'open',
      });
      const none = await order(mia, { filter: { customerId: NOWHERE } }, { type: 'close' });
      expect(none).toMatchObject({ status: 422, body: { code: 'bulk-action-for-nothing' } });
    });

    it.each([
      ['a note', { type: 'note', text: 'All of these.' }],
      ['a solution', { type: 'solve', solution: 'The carrier has found them.' }],
    ])('%s, as whoever ordered it', async (_, action) => {
      const id = await ticket();
      await does(li, id, 'grab');
      await li.put(`/api/v1/tickets/${id}/watchers/me`);
      await mia.put(`/api/v1/tickets/${id}/watchers/me`);
      const before = told(id).length;
      await order(mia, { ids: [id] }, action);
      await worker();
      await service.settled();
      expect(told(id).slice(before)).toEqual(action.type === 'solve' ? ['watched-ticket-solved: li'] : []);
      const { items } = await articles(mia, id);
      if (action.type === 'note') expect(items).toMatchObject([{ kind: 'note', author: 'mia' }]);
    });

    it('by a macro, of which a ticket may refuse a part', async () => {
      const macro = {
        name: `hurry ${crypto.randomUUID()}`,
        actions: [
          { type: 'set', attributes: { priority: 'high' } },
          { type: 'message', template: 'survey' },
        ],
      };
      const { body: made } = await mia.post<{ id: string }>('/api/v1/macros', macro);
      const [open, solved] = [await ticket(), await ticket()];
      await does(mia, solved, 'grab');
      await does(mia, solved, 'solve', { solution: 'Sent again.' });
      const { body } = await order(mia, { ids: [open, solved] }, { type: 'macro', macroId: made.id });
      await worker();
      expect((await resultsOf(body.id)).items).toMatchObject([
        { outcome: 'done' },
        { outcome: 'partly', code: 'ticket-finished' },
      ]);
      expect(await bulk(body.id)).toMatchObject({ done: 1, partly: 1, refused: 0 });
    });

    it('only as far as each of them would be permitted by itself', async () => {
      const modest = await service.asCaller({ subject: 'bo' }, 'bulk-action:*', 'ticket:note');
      const ids = [await ticket()];
      expect(await order(modest, { ids }, { type: 'close' })).toMatchObject({
        status: 403,
        body: { code: 'not-permitted' },
      });
      expect(await order(modest, { ids }, { type: 'note', text: 'I may.' })).toMatchObject({ status: 202 });
    });

    it('once for each request, and not too many at a time', async () => {
      const ids = [await ticket()];
      const headers = { 'idempotency-key': `bulk-${ids[0]}` };
      const action = { type: 'note', text: 'Once.' };
      const [first, again] = [await order(mia, { ids }, action, headers), await order(mia, { ids }, action, headers)];
      expect(again.body).toEqual(first.body);
      const many = Array.from({ length: 1_001 }, () => crypto.randomUUID());
      const refused = await order(mia, { ids: many }, action);
      expect(refused).toMatchObject({
        status: 422,
        body: { code: 'bulk-action-too-large', facts: { maxTickets: 1_000 } },
      });
    });

    it('until somebody cancels it: what is done stays done', async () => {
      await worker();
      const { body } = await order(mia, { ids: [await ticket()] }, { type: 'note', text: 'Too late.' });
      expect(await mia.post(`/api/v1/bulk-actions/${body.id}/cancel`)).toMatchObject({ body: { state: 'cancelled' } });
      await worker();
      expect(await bulk(body.id)).toMatchObject({ state: 'cancelled', handled: 0 });
      expect((await resultsOf(body.id)).items).toMatchObject([{ outcome: 'waiting' }]);
      const twice = await mia.post(`/api/v1/bulk-actions/${body.id}/cancel`);
      expect(twice).toMatchObject({ status: 409, body: { code: 'bulk-action-ended' } });
    });
  });

  describe('see who else has it open', () => {
    const say = async (who: ApiClient, id: string, doing: string) =>
      (await who.put<{ others: object[] }>(`/api/v1/tickets/${id}/presence`, { doing })).body.others;

    it('and what they do, until they leave or say nothing more', async () => {
      const id = await ticket();
      expect(await say(mia, id, 'editing')).toEqual([]);
      expect(await say(li, id, 'viewing')).toMatchObject([{ personId: 'mia', doing: 'editing' }]);
      expect(await say(mia, id, 'typing')).toMatchObject([{ personId: 'li', doing: 'viewing' }]);
      const look = async () => (await li.get<{ others: object[] }>(`/api/v1/tickets/${id}/presence`)).body.others;
      expect(await look()).toMatchObject([{ personId: 'mia', doing: 'typing' }]);
      service.clock.advance({ seconds: 30 });
      expect(await look()).toEqual([]);
      await say(mia, id, 'viewing');
      expect(await mia.delete(`/api/v1/tickets/${id}/presence`)).toMatchObject({ status: 204 });
      expect(await look()).toEqual([]);
      expect(await mia.put(`/api/v1/tickets/${NOWHERE}/presence`, { doing: 'viewing' })).toMatchObject({ status: 404 });
    });

    it('pushed at every change', async () => {
      const id = await ticket();
      const connection = new AbortController();
      const response = await fetch(`${li['baseUrl']}/api/v1/tickets/${id}/presence/stream`, {
        headers: li['headers'],
        signal: connection.signal,
      });
      expect(response.headers.get('content-type')).toContain('text/event-stream');
      let text = '';
      const reading = response
        .body!.pipeThrough(new TextDecoderStream())
        .pipeTo(new WritableStream({ write: (piece) => void (text += piece) }))
        .catch(() => undefined);
      const pushed = () =>
        [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) =>
          (JSON.parse(data!) as { others: { doing: string }[] }).others.map(({ doing }) => doing),
        );
      await eventually('the list comes at once', () => pushed().length === 1);
      await say(mia, id, 'editing');
      await eventually('who comes is seen', () => pushed().length === 2);
      service.clock.advance({ seconds: 30 });
      await eventually('whose time is over is seen no more', () => pushed().length === 3);
      expect(pushed()).toEqual([[], ['editing'], []]);
      connection.abort();
      await reading;
    });
  });
});
