import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import { ticketCenter } from '../../src/service.js';
import type { TicketView } from '../../src/ticket/ticket.dto.js';
import { PressedTickets, type Urge } from './pressed-tickets.js';

serviceOnEachEngine('urging', (start) => {
  let pressed: PressedTickets;

  beforeAll(async () => {
    pressed = await PressedTickets.of(await start(ticketCenter));
  });
  beforeEach(() => pressed.nextDay());
  afterAll(() => pressed.service.stop());

  it('tells the holder first, then the lead of the team, then the one above', async () => {
    const id = await pressed.heldBy('mia');
    await pressed.world.does(id, 'team', { teamId: 'north' });
    for (let n = 0; n < 4; n++) await pressed.ok(pressed.urge(id));
    expect(pressed.told(id)).toEqual(['mia', 'nora', 'dora', 'dora'].map((person) => `ticket-urged: ${person}`));
    expect((await pressed.urges(id)).map(({ level }) => level)).toEqual([3, 3, 2, 1]);
  });

  it('begins further up where nobody has the ticket, with the lead of all where the team has none', async () => {
    const id = await pressed.world.ticket();
    await pressed.ok(pressed.urge(id, 'ivr', 'voice'));
    expect(pressed.told(id)).toEqual(['ticket-urged: tom']);
    expect(await pressed.urges(id)).toMatchObject([{ channel: 'voice', level: 2 }]);
  });

  it('climbs while nobody answers, and stops with the answer', async () => {
    await pressed.make('urge-policies', {
      name: 'quick',
      condition: 'channel = "sms"',
      calendar: 'always',
      answerWithin: 'PT10M',
    });
    const id = await pressed.heldBy('mia', { channel: 'sms' });
    await pressed.ok(pressed.urge(id));
    await pressed.later(9);
    expect(pressed.told(id)).toEqual(['ticket-urged: mia']);
    await pressed.later(1);
    expect(pressed.told(id)).toEqual(['ticket-urged: mia', 'ticket-urged: tom']);
    const mia = await pressed.as('mia');
    const doneBy = '2099-01-01T00:00:00Z';
    const answer = { answer: 'The parcel goes out today.', doneBy };
    const answered = await pressed.ok(mia.post<{ items: Urge[] }>(`/api/v1/tickets/${id}/urges/answer`, answer));
    expect(answered.items).toMatchObject([
      { state: 'answered', answerDueAt: null, doneBy: '2099-01-01T00:00:00.000Z' },
    ]);
    await pressed.later(60);
    expect(pressed.told(id)).toHaveLength(2);
    expect(await mia.post(`/api/v1/tickets/${id}/urges/answer`, answer)).toMatchObject({
      status: 409,
      body: { code: 'urge-nothing-to-answer' },
    });
  });

  it('is refused when it comes too often, with the time from which it is not', async () => {
    await pressed.make('urge-policies', { name: 'rare', condition: 'category = "rare"', mostPerHour: 2 });
    const id = await pressed.heldBy('mia', { category: 'rare' });
    await pressed.ok(pressed.urge(id));
    pressed.service.clock.advance({ minutes: 10 });
    await pressed.ok(pressed.urge(id));
    const refused = await pressed.urge(id);
    expect(refused).toMatchObject({ status: 409, body: { code: 'urged-too-often' } });
    expect(JSON.stringify(refused.body)).toContain('T10:00:00.000Z');
    expect((await pressed.world.api.get<TicketView>(`/api/v1/tickets/${id}`)).body.urgedTimes).toBe(2);
    pressed.service.clock.advance({ minutes: 50 });
    await pressed.ok(pressed.urge(id));
  });

  it('holds the limit when all come at once', async () => {
    await pressed.make('urge-policies', { name: 'crowd', condition: 'category = "crowd"', mostPerHour: 3 });
    const id = await pressed.heldBy('mia', { category: 'crowd' });
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => pressed.urge(id, `caller-${n}`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    expect(answers.filter(({ body }) => body.code === 'urged-too-often')).toHaveLength(7);
    expect(await pressed.urges(id)).toHaveLength(3);
  });

  it('is not for who has the ticket, and only on the channels of its policy', async () => {
    await pressed.make('urge-policies', { name: 'inside', condition: 'category = "inside"', channels: ['colleague'] });
    const id = await pressed.heldBy('mia', { category: 'inside' });
    expect(await pressed.urge(id, 'portal', 'web')).toMatchObject({ status: 403, body: { code: 'urge-not-allowed' } });
    expect(await pressed.urge(id, 'mia', 'colleague')).toMatchObject({
      status: 403,
      body: { code: 'urge-not-allowed' },
    });
    expect(await pressed.urge(id, 'li', 'colleague')).toMatchObject({ status: 200 });
  });

  it('restarts no clock', async () => {
    await pressed.world.policy('patient', {
      condition: 'category = "patient"',
      ...{ calendar: 'always', targets: { resolution: { within: 'PT4H' }, update: { within: 'PT1H' } } },
    });
    const id = await pressed.heldBy('mia', { category: 'patient' });
    const { clocks } = await pressed.world.sla(id);
    pressed.service.clock.advance({ minutes: 30 });
    await pressed.ok(pressed.urge(id));
    const dueOf = ({ metric, dueAt }: (typeof clocks)[number]) => [metric, dueAt];
    expect((await pressed.world.sla(id)).clocks.map(dueOf)).toEqual(clocks.map(dueOf));
  });
});
