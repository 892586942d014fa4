import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import { ticketCenter } from '../../src/service.js';
import { Colleagues, NOWHERE } from './colleagues.js';

serviceOnEachEngine('people who work on tickets together', (start) => {
  let colleagues: Colleagues;

  beforeAll(async () => {
    colleagues = await Colleagues.at(await start(ticketCenter));
  });
  afterAll(() => colleagues.service.stop());

  describe('see who else has it open', () => {
    const say = async (who: ApiClient, id: string, doing: string) =>
      (await who.put<{ others: object[] }>(`/api/v1/tickets/${id}/presence`, { doing })).body.others;

    it('and what they do, until they leave or say nothing more', async () => {
      const id = await colleagues.ticket();
      expect(await say(colleagues.mia, id, 'editing')).toEqual([]);
      expect(await say(colleagues.li, id, 'viewing')).toMatchObject([{ personId: 'mia', doing: 'editing' }]);
      expect(await say(colleagues.mia, id, 'typing')).toMatchObject([{ personId: 'li', doing: 'viewing' }]);
      const look = async () =>
        (await colleagues.li.get<{ others: object[] }>(`/api/v1/tickets/${id}/presence`)).body.others;
      expect(await look()).toMatchObject([{ personId: 'mia', doing: 'typing' }]);
      colleagues.service.clock.advance({ seconds: 30 });
      expect(await look()).toEqual([]);
      await say(colleagues.mia, id, 'viewing');
      expect(await colleagues.mia.delete(`/api/v1/tickets/${id}/presence`)).toMatchObject({ status: 204 });
      expect(await look()).toEqual([]);
      expect(await colleagues.mia.put(`/api/v1/tickets/${NOWHERE}/presence`, { doing: 'viewing' })).toMatchObject({
        status: 404,
      });
    });

    it('pushed at every change', async () => {
      const id = await colleagues.ticket();
      const connection = new AbortController();
      const response = await fetch(`${colleagues.li['baseUrl']}/api/v1/tickets/${id}/presence/stream`, {
        headers: colleagues.li['headers'],
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
      await say(colleagues.mia, id, 'editing');
      await eventually('who comes is seen', () => pushed().length === 2);
      colleagues.service.clock.advance({ seconds: 30 });
      await eventually('whose time is over is seen no more', () => pushed().length === 3);
      expect(pushed()).toEqual([[], ['editing'], []]);
      connection.abort();
      await reading;
    });
  });
});
