import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { Problem } from '#libs/web/http/problem';
import type { ChecklistView } from '../../src/checklist/checklist.dto.js';
import { ticketCenter } from '../../src/service.js';
import { Colleagues } from './colleagues.js';

serviceOnEachEngine('people who work on tickets together', (start) => {
  let colleagues: Colleagues;

  beforeAll(async () => {
    colleagues = await Colleagues.at(await start(ticketCenter));
  });
  afterAll(() => colleagues.service.stop());

  describe('have a checklist', () => {
    const path = '/api/v1/checklist-templates/general';
    const checklist = async (id: string) =>
      (await colleagues.mia.get<ChecklistView>(`/api/v1/tickets/${id}/checklist`)).body.items;
    let version = 0;
    async function template(items: object[]) {
      const headers: Record<string, string> = version === 0 ? {} : { 'if-match': `"${version}"` };
      const answer = await colleagues.mia.put<{ version: number; items: { id: string }[] } & Problem>(
        path,
        { items },
        headers,
      );
      version = answer.body.version;
      return answer;
    }
    afterAll(() => template([]));

    it('as the template of its type was when it was opened', async () => {
      const before = await colleagues.ticket();
      await template([{ text: 'Call back', required: true }, { text: 'Thank them' }]);
      const id = await colleagues.ticket();
      await template([{ text: 'Something else', required: true }]);
      expect((await checklist(id)).map(({ text, required }) => [text, required])).toEqual([
        ['Call back', true],
        ['Thank them', false],
      ]);
      expect(await checklist(before)).toEqual([]);
    });

    it('and cannot be solved before what is required is done', async () => {
      await template([{ text: 'Call back', required: true }, { text: 'Thank them' }]);
      const id = await colleagues.ticket();
      await colleagues.does(colleagues.mia, id, 'grab');
      const refused = await colleagues.does(colleagues.mia, id, 'solve', { solution: 'Sent again.' });
      expect(refused).toMatchObject({
        status: 409,
        body: { code: 'ticket-not-ready', errors: [{ message: 'Call back' }] },
      });
      const [point] = await checklist(id);
      const item = `/api/v1/tickets/${id}/checklist/items/${point!.itemId}`;
      await colleagues.li.put(item, { done: true });
      await colleagues.mia.put(item, { done: true });
      expect((await checklist(id))[0]).toMatchObject({ done: true, changedBy: 'li' });
      expect(await colleagues.mia.delete(item)).toMatchObject({
        status: 409,
        body: { code: 'checklist-item-required' },
      });
      expect(await colleagues.does(colleagues.mia, id, 'solve', { solution: 'Sent again.' })).toMatchObject({
        status: 200,
      });
    });

    it('to which they add for one ticket what is never required', async () => {
      await template([]);
      const id = await colleagues.ticket();
      await colleagues.does(colleagues.mia, id, 'checklist/items', { text: 'Ask the carrier' });
      const [point] = await checklist(id);
      expect(point).toMatchObject({ text: 'Ask the carrier', required: false, done: false });
      await colleagues.mia.delete(`/api/v1/tickets/${id}/checklist/items/${point!.itemId}`);
      expect(await checklist(id)).toEqual([]);
    });

    it('whose template two people do not overwrite unseen', async () => {
      await template([{ text: 'One' }]);
      const stale = await colleagues.mia.put(path, { items: [] }, { 'if-match': `"${version - 1}"` });
      expect(stale).toMatchObject({ status: 412 });
      expect(await colleagues.mia.put(path, { items: [] })).toMatchObject({ status: 428 });
    });
  });
});
