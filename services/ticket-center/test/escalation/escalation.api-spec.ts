import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { escalationStepTaken } from '#libs/contracts/ticket-center/escalation-events';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { Problem } from '#libs/web/http/problem';
import { Connectors } from '../../src/connector/connector.api.js';
import type { EscalationView } from '../../src/escalation/run/escalation.dto.js';
import { ticketCenter } from '../../src/service.js';
import { TicketTimerSchema } from '../../src/ticket-timer/ticket-timer.schema.js';
import type { TicketView } from '../../src/ticket/ticket.dto.js';
import { PressedTickets } from './pressed-tickets.js';

serviceOnEachEngine('escalating', (start) => {
  let pressed: PressedTickets;

  beforeAll(async () => {
    pressed = await PressedTickets.of(await start(ticketCenter));
  });
  beforeEach(() => pressed.nextDay());
  afterAll(() => pressed.service.stop());

  const roster = {
    timeZone: 'Europe/Berlin',
    layers: [
      { name: 'first', rotation: 'daily', handover: '08:00', firstDay: '2026-12-01', members: ['ann', 'bob'] },
      { name: 'second', rotation: 'weekly', handover: '08:00', firstDay: '2026-12-07', members: ['cy', 'dee'] },
    ],
  };

  it('tells other services who has the duty of a roster now', async () => {
    await pressed.make('duty-rosters', { name: 'asked', ...roster });
    const other = await pressed.service.asCaller({ subject: 'operations-center', kind: 'service' }, 'service:internal');
    const { body } = await other.get<{ layers: { personId: string }[] }>('/internal/duty?roster=asked');
    expect(body.layers.map(({ personId }) => typeof personId)).toEqual(roster.layers.map(() => 'string'));
    expect(await other.get('/internal/duty?roster=none')).toMatchObject({ body: { code: 'duty-roster-not-found' } });
    expect((await pressed.world.api.get('/internal/duty?roster=asked')).status).toBe(403);
  });

  it('says who has the duty, with those who stand in and those who swapped', async () => {
    const { id } = await pressed.make('duty-rosters', { name: 'nights', ...roster });
    const path = `/api/v1/duty-rosters/${id}`;
    const on = async (at: string) => {
      const query = `at=${encodeURIComponent(at)}`;
      const { items } = await pressed.ok(
        pressed.world.api.get<{ items: { personId: string }[] }>(`${path}/on-duty?${query}`),
      );
      return items.map(({ personId }) => personId);
    };
    expect(await on('2026-12-01T12:00:00+01:00')).toEqual(['ann', 'dee']);
    expect(await on('2026-12-08T07:59:59+01:00')).toEqual(['ann', 'cy']);
    const swap = { layer: 'first', one: '2026-12-01T12:00:00+01:00', other: '2026-12-02T12:00:00+01:00' };
    expect(await (await pressed.as('zoe')).post(`${path}/swaps`, swap)).toMatchObject({
      status: 403,
      body: { code: 'duty-swap-not-yours' },
    });
    await pressed.ok((await pressed.as('bob')).post(`${path}/swaps`, swap));
    expect([await on(swap.one), await on(swap.other)]).toEqual([
      ['bob', 'dee'],
      ['ann', 'dee'],
    ]);
    const noon = { from: '2026-12-01T12:00:00+01:00', to: '2026-12-01T13:00:00+01:00' };
    await pressed.ok(pressed.world.api.post(`${path}/overrides`, { layer: 'first', personId: 'eve', ...noon }));
    expect(await on(noon.from)).toEqual(['eve', 'dee']);
    expect(await on(noon.to)).toEqual(['bob', 'dee']);
    const shifts = await pressed.ok(
      pressed.world.api.get<{ items: object[] }>(
        `${path}/shifts?layer=first&from=2026-12-01T07:00:00Z&to=2026-12-02T07:00:00Z`,
      ),
    );
    expect(shifts.items).toMatchObject([{ personId: 'bob' }, { personId: 'eve' }, { personId: 'bob' }]);
    const bad = { name: 'nowhere', timeZone: 'Mars/Olympus', layers: roster.layers };
    expect(await pressed.world.api.post('/api/v1/duty-rosters', bad)).toMatchObject({ status: 422 });
  });

  const escalations = async (ticketId: string) => {
    const { items } = await pressed.ok(
      pressed.world.api.get<{ items: EscalationView[] }>(`/api/v1/escalations?ticketId=${ticketId}`),
    );
    return Promise.all(
      items.map(({ id }) => pressed.ok(pressed.world.api.get<EscalationView>(`/api/v1/escalations/${id}`))),
    );
  };
  const holder = { type: 'holder' };
  const notify = { type: 'notify', template: 'ticket-escalated' };

  it('goes up a chain when a promise is broken: holder, lead, whoever has the duty, each at its time', async () => {
    await pressed.make('duty-rosters', { name: 'managers', ...roster, layers: [roster.layers[0]] });
    await pressed.world.policy('strict', {
      condition: 'category = "strict"',
      ...{ calendar: 'always', targets: { resolution: { within: 'PT1H' } } },
    });
    await pressed.make('escalation-chains', {
      ...{ name: 'breach', condition: 'category = "strict"', calendar: 'always' },
      startsOn: { slaBreached: ['resolution'] },
      steps: [
        { to: [holder] },
        { after: 'PT10M', to: [{ type: 'team-lead' }], does: [notify, { type: 'raise-priority' }] },
        { after: 'PT20M', to: [{ type: 'duty', roster: 'managers' }], does: [notify, { type: 'supervise' }] },
      ],
    });
    const id = await pressed.heldBy('mia', { category: 'strict' });
    pressed.service.clock.advance({ minutes: 60, milliseconds: 1 });
    await pressed.world.timers();
    await pressed.world.timers();
    expect(pressed.told(id)).toEqual(['ticket-escalated: mia']);
    await pressed.later(10);
    expect(pressed.told(id).at(-1)).toBe('ticket-escalated: tom');
    await pressed.later(20);
    const onDuty = pressed.day % 2 === 1 ? 'ann' : 'bob';
    expect(pressed.told(id).at(-1)).toBe(`ticket-escalated: ${onDuty}`);
    expect((await pressed.world.api.get<TicketView>(`/api/v1/tickets/${id}`)).body).toMatchObject({
      ...{ priority: 'urgent', supervisorId: onDuty },
    });
    expect(await escalations(id)).toMatchObject([{ state: 'exhausted', cause: 'sla-breached', steps: [{}, {}, {}] }]);
  });

  it('repeats a step until somebody says that they look after it', async () => {
    await pressed.make('escalation-chains', {
      ...{ name: 'nag', calendar: 'always' },
      steps: [{ to: [holder], repeat: { every: 'PT5M', times: 9 } }],
    });
    const id = await pressed.heldBy('mia');
    const begun = await pressed.ok(
      pressed.world.api.post<EscalationView>(`/api/v1/tickets/${id}/escalations`, { chain: 'nag' }),
    );
    expect(
      await pressed.ok(pressed.world.api.post<EscalationView>(`/api/v1/tickets/${id}/escalations`, { chain: 'nag' })),
    ).toMatchObject({ id: begun.id });
    await pressed.world.timers();
    await pressed.later(5);
    await pressed.later(5);
    const acknowledge = () => pressed.world.api.post(`/api/v1/escalations/${begun.id}/acknowledge`);
    expect(await acknowledge()).toMatchObject({ status: 200, body: { state: 'acknowledged', endedBy: 'mia' } });
    await pressed.later(30);
    expect((await escalations(id))[0]!.steps.map(({ step, round }) => [step, round])).toEqual([
      [1, 1],
      [1, 2],
      [1, 3],
    ]);
    expect(await acknowledge()).toMatchObject({ status: 409, body: { code: 'escalation-ended' } });
  });

  it('is begun by an urge and ended by the solution', async () => {
    await pressed.make('escalation-chains', {
      ...{ name: 'urged', condition: 'category = "pressed"', calendar: 'always', startsOn: { urged: true } },
      steps: [{ after: 'PT10M', to: [holder], does: [notify, { type: 'assign' }] }],
    });
    const id = await pressed.heldBy('mia', { category: 'pressed' });
    await pressed.ok(pressed.urge(id));
    await pressed.ok(pressed.urge(id));
    await pressed.world.does(id, 'solve', { solution: 'Done.' });
    await pressed.later(60);
    expect(pressed.told(id).filter((line) => line.startsWith('ticket-escalated'))).toEqual([]);
    expect(await escalations(id)).toMatchObject([{ state: 'cancelled', steps: [] }]);
    expect(await pressed.urges(id)).toMatchObject([{ state: 'closed' }, { state: 'closed' }]);
  });

  it('counts open time only, in the calendar of the chain', async () => {
    await pressed.make('escalation-chains', {
      ...{ name: 'office', calendar: 'service-hours' },
      steps: [{ after: 'PT1H', to: [holder] }],
    });
    await pressed.world.at('2026-12-12T23:00:00Z');
    const id = await pressed.heldBy('mia');
    await pressed.ok(pressed.world.api.post(`/api/v1/tickets/${id}/escalations`, { chain: 'office' }));
    await pressed.later(61);
    expect(pressed.told(id)).toEqual([]);
    await pressed.later(3 * 24 * 60);
    expect(pressed.told(id)).toEqual(['ticket-escalated: mia']);
  });

  it('takes each step once: what fails in the midst of one is taken again, whole', async () => {
    await pressed.make('escalation-chains', {
      ...{ name: 'crash', calendar: 'always' },
      steps: [
        { to: [holder], does: [notify, { type: 'raise-priority' }] },
        { after: 'PT5M', to: [holder] },
      ],
    });
    const id = await pressed.heldBy('mia');
    const connectors = pressed.service.running.app.get(Connectors, { strict: false });
    const args = { ticket: id, chain: 'crash' };
    const key = crypto.randomUUID();
    const begin = () => runAsTenant('acme', () => connectors.perform('escalation', 'start', args, key));
    expect(await begin()).toEqual(await begin());
    await pressed.service.settled();
    const [{ id: run }] = (await escalations(id)) as [EscalationView];
    const database = pressed.service.running.app.get(Database);
    // A process that dies behind the commit of a step, and before that of the next: its timer is there, twice looked at.
    await Promise.all([pressed.world.timers(), pressed.world.timers()]);
    await pressed.later(5);
    await runAsTenant('acme', async () => {
      const timers = await (await database.reader()).countBy(TicketTimerSchema, { ticketId: id, kind: 'escalation' });
      expect(timers).toBe(0);
    });
    expect(pressed.told(id)).toEqual(['ticket-escalated: mia', 'ticket-escalated: mia']);
    const steps = pressed.service.events(escalationStepTaken.type).filter(({ data }) => data.runId === run);
    expect(steps.map(({ data }) => data.step)).toEqual([1, 2]);
    expect((await pressed.world.api.get<TicketView>(`/api/v1/tickets/${id}`)).body.priority).toBe('high');
  });

  it('refuses chains that name what there is not', async () => {
    const refused = async (over: object) => {
      const body = { name: 'wrong', steps: [{ to: [holder] }], ...over };
      return (await pressed.world.api.post<Problem>('/api/v1/escalation-chains', body)).body.code;
    };
    expect(await refused({ calendar: 'nowhere' })).toBe('calendar-unknown');
    expect(await refused({ condition: 'colour = 1' })).toBe('escalation-condition-invalid');
    expect(await refused({ steps: [{ to: [{ type: 'duty', roster: 'nobody' }] }] })).toBe('duty-roster-not-found');
    const unknown = [{ type: 'notify', template: 'nothing' }];
    expect(await refused({ steps: [{ to: [holder], does: unknown }] })).toBe('message-template-unknown');
  });
});
