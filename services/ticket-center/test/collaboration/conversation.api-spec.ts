import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ticketPersonMentioned } from '#libs/contracts/ticket-center/collaboration/collaboration-events';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import { ticketCenter } from '../../src/service.js';
import { Colleagues, NOWHERE, PNG } from './colleagues.js';

serviceOnEachEngine('people who work on tickets together', (start) => {
  let colleagues: Colleagues;

  beforeAll(async () => {
    colleagues = await Colleagues.at(await start(ticketCenter));
  });
  afterAll(() => colleagues.service.stop());

  describe('have its conversation', () => {
    it('in order, with who said what to whom', async () => {
      const id = await colleagues.ticket();
      await colleagues.does(colleagues.portal, id, 'customer-messages', { text: 'It is late.', channel: 'email' });
      colleagues.service.clock.advance({ minutes: 1 });
      await colleagues.does(colleagues.li, id, 'note', { text: 'The carrier lost it.' });
      colleagues.service.clock.advance({ minutes: 1 });
      await colleagues.does(colleagues.mia, id, 'reply', { text: 'We send it again.' });
      const { items } = await colleagues.articles(colleagues.mia, id);
      expect(items).toMatchObject([
        { kind: 'customer-message', visibility: 'public', author: null, channel: 'email', text: 'It is late.' },
        { kind: 'note', visibility: 'internal', author: 'li', channel: null, text: 'The carrier lost it.' },
        { kind: 'reply', visibility: 'public', author: 'mia', channel: 'web', text: 'We send it again.' },
      ]);
      expect(items.map(({ at }) => at)).toEqual([...items.map(({ at }) => at)].sort());
      const first = await colleagues.articles(colleagues.mia, id, '?limit=2');
      const second = await colleagues.articles(colleagues.mia, id, `?limit=2&cursor=${first.next}`);
      expect([...first.items, ...second.items]).toEqual(items);
      expect(second.next).toBeNull();
    });

    it('of which the customer sees no note, wherever they look', async () => {
      const id = await colleagues.ticket();
      await colleagues.does(colleagues.mia, id, 'note', { text: 'a-secret-word' });
      const file = (await colleagues.upload(colleagues.mia, id, PNG)).body.id;
      await colleagues.does(colleagues.mia, id, 'note', { text: 'a-secret-word', attachmentIds: [file] });
      await colleagues.does(colleagues.mia, id, 'reply', { text: 'A moment, please.' });
      expect((await colleagues.articles(colleagues.portal, id)).items.map(({ kind }) => kind)).toEqual(['reply']);
      for (const path of ['', '/articles', '/journal', '/attachments', `/attachments/${file}/content`]) {
        const seen = JSON.stringify((await colleagues.portal.get(`/api/v1/tickets/${id}${path}`)).body);
        expect(seen).not.toMatch(new RegExp(`a-secret-word|${file}.*"sha256"|PNG`));
      }
      expect(await colleagues.download(colleagues.portal, id, file)).toMatchObject({ status: 404 });
      expect(JSON.stringify(colleagues.service.events())).not.toContain('a-secret-word');
    });

    it('to which the same request adds once', async () => {
      const id = await colleagues.ticket();
      const body = { text: 'Once.', mentions: ['bo'] };
      for (let time = 0; time < 3; time += 1)
        await colleagues.does(colleagues.mia, id, 'note', body, { 'idempotency-key': `note-${id}` });
      for (let time = 0; time < 3; time += 1)
        await colleagues.does(colleagues.mia, id, 'reply', { text: 'Once.' }, { 'idempotency-key': `reply-${id}` });
      expect((await colleagues.articles(colleagues.mia, id)).items).toHaveLength(2);
      expect(
        colleagues.service.events(ticketPersonMentioned.type).filter(({ subject }) => subject === id),
      ).toHaveLength(1);
      const other = await colleagues.does(
        colleagues.mia,
        id,
        'note',
        { ...body, text: 'Twice.' },
        { 'idempotency-key': `note-${id}` },
      );
      expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    });
  });

  describe('follow it', () => {
    it('and hear of replies, of the customer, of its status and of its solution, but not of what they did themselves', async () => {
      const id = await colleagues.ticket();
      expect((await colleagues.li.put(`/api/v1/tickets/${id}/watchers/me`)).status).toBe(200);
      await colleagues.mia.put(`/api/v1/tickets/${id}/watchers/me`);
      await colleagues.mia.put(`/api/v1/tickets/${id}/watchers/me`);
      await colleagues.does(colleagues.mia, id, 'grab');
      await colleagues.does(colleagues.mia, id, 'reply', { text: 'We look into it.' });
      await colleagues.does(colleagues.portal, id, 'customer-messages', { text: 'Thank you.' });
      await colleagues.does(colleagues.mia, id, 'solve', { solution: 'Sent again.' });
      expect(colleagues.told(id)).toEqual([
        'watched-ticket-status-changed: li',
        'watched-ticket-replied: li',
        'watched-ticket-customer-wrote: li, mia',
        'watched-ticket-solved: li',
      ]);
    });

    it('until they do no longer', async () => {
      const id = await colleagues.ticket();
      await colleagues.li.put(`/api/v1/tickets/${id}/watchers/me`);
      const followed = await colleagues.li.get<{ items: { ticketId: string }[] }>('/api/v1/watched-tickets?limit=1');
      expect(followed.body.items[0]).toMatchObject({ ticketId: id });
      await colleagues.li.delete(`/api/v1/tickets/${id}/watchers/me`);
      await colleagues.does(colleagues.mia, id, 'reply', { text: 'We look into it.' });
      expect(colleagues.told(id)).toEqual([]);
    });

    it('when others put them there, if those may', async () => {
      const id = await colleagues.ticket();
      const path = `/api/v1/tickets/${id}/watchers/bo`;
      const modest = await colleagues.service.asCaller({ subject: 'mia' }, 'ticket:watch');
      expect(await modest.put(path)).toMatchObject({ status: 403 });
      expect(await colleagues.mia.put(path)).toMatchObject({
        body: { items: [{ personId: 'bo', reason: 'other', addedBy: 'mia' }] },
      });
      const gone = await colleagues.mia.put(`/api/v1/tickets/${id}/watchers/nobody`);
      expect(gone).toMatchObject({ status: 422, body: { code: 'person-unknown' } });
      expect(await colleagues.li.delete(path)).toMatchObject({ body: { items: [] } });
      expect(await colleagues.mia.put(`/api/v1/tickets/${NOWHERE}/watchers/me`)).toMatchObject({ status: 404 });
    });

    it('from when a note mentions them: they are told of that, and whoever wrote it is not', async () => {
      const id = await colleagues.ticket();
      await colleagues.does(colleagues.mia, id, 'note', {
        text: 'Please look, @li and @bo.',
        mentions: ['li', 'bo', 'mia'],
      });
      const mentioned = colleagues.service.events(ticketPersonMentioned.type).find(({ subject }) => subject === id);
      expect(mentioned?.data).toEqual({ ticketId: id, people: ['li', 'bo', 'mia'], by: 'mia' });
      expect(colleagues.told(id)).toEqual(['ticket-mentioned: li, bo']);
      const { body } = await colleagues.mia.get<{ items: object[] }>(`/api/v1/tickets/${id}/watchers`);
      expect(body.items).toHaveLength(3);
      expect(body.items).toContainEqual(expect.objectContaining({ personId: 'li', reason: 'mention', addedBy: 'mia' }));
    });

    it('only as people who are there: a note that mentions another is not written', async () => {
      const id = await colleagues.ticket();
      const refused = await colleagues.does(colleagues.mia, id, 'note', { text: 'Hello?', mentions: ['li', 'nobody'] });
      expect(refused).toMatchObject({ status: 422, body: { code: 'person-unknown' } });
      expect((await colleagues.articles(colleagues.mia, id)).items).toEqual([]);
      expect(colleagues.told(id)).toEqual([]);
    });
  });
});
