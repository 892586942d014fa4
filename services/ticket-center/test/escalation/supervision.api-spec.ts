import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { supervisionOverdue } from '#libs/contracts/ticket-center/collaboration/supervision-events';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { Problem } from '#libs/web/http/problem';
import { Connectors } from '../../src/connector/connector.api.js';
import { ticketCenter } from '../../src/service.js';
import type { SupervisionView } from '../../src/supervision/supervision.dto.js';
import type { TicketView } from '../../src/ticket/ticket.dto.js';
import { PressedTickets } from './pressed-tickets.js';

serviceOnEachEngine('supervising', (start) => {
  let pressed: PressedTickets;

  beforeAll(async () => {
    pressed = await PressedTickets.of(await start(ticketCenter));
  });
  beforeEach(() => pressed.nextDay());
  afterAll(() => pressed.service.stop());

  const demand = { why: 'The press asks.', demanded: 'A refund today.' };
  const supervise = async (ticketId: string, over: object = {}) =>
    pressed.ok(
      (await pressed.as('sam')).post<SupervisionView>(`/api/v1/tickets/${ticketId}/supervise`, { ...demand, ...over }),
    );

  it('keeps a supervised ticket open until its supervisor lets go, and raises it', async () => {
    const id = await pressed.heldBy('mia');
    const { id: supervision } = await supervise(id);
    expect((await pressed.world.api.get<TicketView>(`/api/v1/tickets/${id}`)).body).toMatchObject({
      ...{ priority: 'high', supervisorId: 'sam' },
    });
    expect(await pressed.world.api.post(`/api/v1/tickets/${id}/supervise`, demand)).toMatchObject({
      status: 409,
      body: { code: 'supervision-open' },
    });
    await pressed.world.does(id, 'solve', { solution: 'Refunded.' });
    const close = () => pressed.world.api.post<Problem>(`/api/v1/tickets/${id}/close`);
    expect(await close()).toMatchObject({ status: 409, body: { code: 'ticket-supervised' } });
    const lift = async (who: string) =>
      (await pressed.as(who)).post(`/api/v1/supervisions/${supervision}/lift`, { conclusion: 'It is done.' });
    expect(await lift('mia')).toMatchObject({ status: 403, body: { code: 'supervision-not-yours' } });
    expect(await lift('sam')).toMatchObject({ status: 200, body: { state: 'lifted' } });
    expect(await close()).toMatchObject({ status: 200 });
  });

  it('has one supervisor when two want to at once', async () => {
    const id = await pressed.heldBy('mia');
    const callers = await Promise.all(['sam', 'sue', 'sid'].map((who) => pressed.as(who)));
    const answers = await Promise.all(callers.map((each) => each.post(`/api/v1/tickets/${id}/supervise`, demand)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('lets a ticket go whose type says so', async () => {
    const type = { name: 'Free', returnVisit: false, closesSupervised: true };
    await pressed.ok(pressed.world.api.put('/api/v1/ticket-types/free', type));
    const id = await pressed.heldBy('mia', { ticketType: 'free' });
    await supervise(id);
    await pressed.world.does(id, 'solve', { solution: 'Refunded.' });
    await pressed.world.does(id, 'close');
  });

  it('asks for reports, and tells who supervises and who has it when one is late, or the deadline is past', async () => {
    const id = await pressed.heldBy('mia');
    const deadline = `2026-12-${pressed.day}T10:30:00Z`;
    const { id: supervision } = await supervise(id, { deadline, reportEverySeconds: 1_800 });
    await pressed.later(20);
    await pressed.ok(
      pressed.world.api.post(`/api/v1/supervisions/${supervision}/reports`, { text: 'It is on its way.' }),
    );
    await pressed.later(29);
    expect(pressed.told(id)).toEqual([]);
    await pressed.later(1);
    expect(pressed.told(id)).toEqual(['supervision-overdue: sam, mia']);
    await pressed.later(60);
    const late = pressed.service.events(supervisionOverdue.type).filter(({ data }) => data.ticketId === id);
    expect(late.map(({ data }) => data.what)).toEqual(expect.arrayContaining(['report', 'deadline']));
    expect(
      await pressed.ok(pressed.world.api.get<SupervisionView>(`/api/v1/supervisions/${supervision}`)),
    ).toMatchObject({
      ...{ deadlineMissed: true, reports: [{ text: 'It is on its way.' }] },
    });
  });

  it('lists what is supervised, also by a process or an escalation', async () => {
    const id = await pressed.heldBy('mia');
    const connectors = pressed.service.running.app.get(Connectors, { strict: false });
    const args = { ticket: id, supervisor: 'sue' };
    await runAsTenant('acme', () => connectors.perform('ticket-desk', 'add_supervisor', args, crypto.randomUUID()));
    await pressed.service.settled();
    const { items } = await pressed.ok(
      pressed.world.api.get<{ items: SupervisionView[] }>(`/api/v1/supervisions?supervisorId=sue&ticketId=${id}`),
    );
    expect(items).toMatchObject([{ ticketId: id, state: 'open', why: '' }]);
  });
});
