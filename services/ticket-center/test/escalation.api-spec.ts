import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { ticketNotificationRequested } from '#libs/contracts/ticket/automation-events';
import { escalationStepTaken } from '#libs/contracts/ticket/escalation-events';
import { supervisionOverdue } from '#libs/contracts/ticket/collaboration/supervision-events';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import type { Problem } from '#libs/web/http/problem';
import { Connectors } from '../src/connector/connector.api.js';
import type { EscalationView } from '../src/escalation/run/escalation.dto.js';
import { ticketCenter } from '../src/service.js';
import type { SupervisionView } from '../src/supervision/supervision.dto.js';
import { TicketTimerSchema } from '../src/ticket-timer/ticket-timer.schema.js';
import type { TicketView } from '../src/ticket/ticket.dto.js';
import { ALWAYS, SlaWorld } from './sla/sla-world.js';

type Made = { id: string; version: number } & Pick<Problem, 'code'>;
interface Urge {
  state: string;
  channel: string;
  level: number;
  told: { level: number; people: string[] }[];
  answerDueAt: string | null;
  doneBy: string | null;
}

serviceOnEachEngine('urging, supervising and escalating', (start) => {
  let service: ServiceInTest;
  let world: SlaWorld;
  let day = 0;
  beforeAll(async () => {
    service = await start(ticketCenter);
    world = new SlaWorld(service);
    await world.at('2026-11-20T09:00:00Z');
    await world.calendar('always', ALWAYS);
    await ok(world.api.put('/api/v1/responsibilities/team-lead', { people: ['tom'] }));
    await ok(world.api.put('/api/v1/responsibilities/team-lead', { teamId: 'north', people: ['nora'] }));
    await ok(world.api.put('/api/v1/responsibilities/department-head', { people: ['dora'] }));
  });
  afterAll(() => service.stop());
  beforeEach(() => world.at(`2026-12-${String(++day).padStart(2, '0')}T09:00:00Z`));

  async function ok<Body>(answer: Promise<{ status: number; body: Body }>): Promise<Body> {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
    await service.settled();
    return body;
  }

  const make = (what: string, body: object) => ok(world.api.post<Made>(`/api/v1/${what}`, body));
  const as = (subject: string): Promise<ApiClient> => world.as(subject);
  const urge = async (ticketId: string, who = 'portal', channel = 'web') =>
    (await as(who)).post<TicketView & Pick<Problem, 'code'> & { facts?: object }>(`/api/v1/tickets/${ticketId}/urge`, {
      ...{ note: 'Hurry, please.', channel },
    });
  const urges = async (ticketId: string) =>
    (await ok(world.api.get<{ items: Urge[] }>(`/api/v1/tickets/${ticketId}/urges`))).items;
  const told = (ticketId: string) =>
    service
      .events(ticketNotificationRequested.type)
      .filter(({ subject }) => subject === ticketId)
      .map(({ data }) => `${data.template as string}: ${(data.people as string[]).join(', ')}`);
  const heldBy = async (assigneeId: string, over: object = {}) => {
    const id = await world.ticket(over);
    await world.does(id, 'assign', { assigneeId });
    return id;
  };
  const later = async (minutes: number) => {
    service.clock.advance({ minutes });
    await world.at(service.clock.now().toISOString());
    await world.timers();
  };

  it('tells the holder first, then the lead of the team, then the one above', async () => {
    const id = await heldBy('mia');
    await world.does(id, 'team', { teamId: 'north' });
    for (let n = 0; n < 4; n++) await ok(urge(id));
    expect(told(id)).toEqual(['mia', 'nora', 'dora', 'dora'].map((person) => `ticket-urged: ${person}`));
    expect((await urges(id)).map(({ level }) => level)).toEqual([3, 3, 2, 1]);
  });

  it('begins further up where nobody has the ticket, with the lead of all where the team has none', async () => {
    const id = await world.ticket();
    await ok(urge(id, 'ivr', 'voice'));
    expect(told(id)).toEqual(['ticket-urged: tom']);
    expect(await urges(id)).toMatchObject([{ channel: 'voice', level: 2 }]);
  });

  it('climbs while nobody answers, and stops with the answer', async () => {
    await make('urge-policies', {
      name: 'quick',
      condition: 'channel = "sms"',
      calendar: 'always',
      answerWithin: 'PT10M',
    });
    const id = await heldBy('mia', { channel: 'sms' });
    await ok(urge(id));
    await later(9);
    expect(told(id)).toEqual(['ticket-urged: mia']);
    await later(1);
    expect(told(id)).toEqual(['ticket-urged: mia', 'ticket-urged: tom']);
    const mia = await as('mia');
    const doneBy = '2099-01-01T00:00:00Z';
    const answer = { answer: 'The parcel goes out today.', doneBy };
    const answered = await ok(mia.post<{ items: Urge[] }>(`/api/v1/tickets/${id}/urges/answer`, answer));
    expect(answered.items).toMatchObject([
      { state: 'answered', answerDueAt: null, doneBy: '2099-01-01T00:00:00.000Z' },
    ]);
    await later(60);
    expect(told(id)).toHaveLength(2);
    expect(await mia.post(`/api/v1/tickets/${id}/urges/answer`, answer)).toMatchObject({
      status: 409,
      body: { code: 'urge-nothing-to-answer' },
    });
  });

  it('is refused when it comes too often, with the time from which it is not', async () => {
    await make('urge-policies', { name: 'rare', condition: 'category = "rare"', mostPerHour: 2 });
    const id = await heldBy('mia', { category: 'rare' });
    await ok(urge(id));
    service.clock.advance({ minutes: 10 });
    await ok(urge(id));
    const refused = await urge(id);
    expect(refused).toMatchObject({ status: 409, body: { code: 'urged-too-often' } });
    expect(JSON.stringify(refused.body)).toContain('T10:00:00.000Z');
    expect((await world.api.get<TicketView>(`/api/v1/tickets/${id}`)).body.urgedTimes).toBe(2);
    service.clock.advance({ minutes: 50 });
    await ok(urge(id));
  });

  it('holds the limit when all come at once', async () => {
    await make('urge-policies', { name: 'crowd', condition: 'category = "crowd"', mostPerHour: 3 });
    const id = await heldBy('mia', { category: 'crowd' });
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => urge(id, `caller-${n}`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    expect(answers.filter(({ body }) => body.code === 'urged-too-often')).toHaveLength(7);
    expect(await urges(id)).toHaveLength(3);
  });

  it('is not for who has the ticket, and only on the channels of its policy', async () => {
    await make('urge-policies', { name: 'inside', condition: 'category = "inside"', channels: ['colleague'] });
    const id = await heldBy('mia', { category: 'inside' });
    expect(await urge(id, 'portal', 'web')).toMatchObject({ status: 403, body: { code: 'urge-not-allowed' } });
    expect(await urge(id, 'mia', 'colleague')).toMatchObject({ status: 403, body: { code: 'urge-not-allowed' } });
    expect(await urge(id, 'li', 'colleague')).toMatchObject({ status: 200 });
  });

  it('restarts no clock', async () => {
    await world.policy('patient', {
      condition: 'category = "patient"',
      ...{ calendar: 'always', targets: { resolution: { within: 'PT4H' }, update: { within: 'PT1H' } } },
    });
    const id = await heldBy('mia', { category: 'patient' });
    const { clocks } = await world.sla(id);
    service.clock.advance({ minutes: 30 });
    await ok(urge(id));
    const dueOf = ({ metric, dueAt }: (typeof clocks)[number]) => [metric, dueAt];
    expect((await world.sla(id)).clocks.map(dueOf)).toEqual(clocks.map(dueOf));
  });

  const demand = { why: 'The press asks.', demanded: 'A refund today.' };
  const supervise = async (ticketId: string, over: object = {}) =>
    ok((await as('sam')).post<SupervisionView>(`/api/v1/tickets/${ticketId}/supervise`, { ...demand, ...over }));

  it('keeps a supervised ticket open until its supervisor lets go, and raises it', async () => {
    const id = await heldBy('mia');
    const { id: supervision } = await supervise(id);
    expect((await world.api.get<TicketView>(`/api/v1/tickets/${id}`)).body).toMatchObject({
      ...{ priority: 'high', supervisorId: 'sam' },
    });
    expect(await world.api.post(`/api/v1/tickets/${id}/supervise`, demand)).toMatchObject({
      status: 409,
      body: { code: 'supervision-open' },
    });
    await world.does(id, 'solve', { solution: 'Refunded.' });
    const close = () => world.api.post<Problem>(`/api/v1/tickets/${id}/close`);
    expect(await close()).toMatchObject({ status: 409, body: { code: 'ticket-supervised' } });
    const lift = async (who: string) =>
      (await as(who)).post(`/api/v1/supervisions/${supervision}/lift`, { conclusion: 'It is done.' });
    expect(await lift('mia')).toMatchObject({ status: 403, body: { code: 'supervision-not-yours' } });
    expect(await lift('sam')).toMatchObject({ status: 200, body: { state: 'lifted' } });
    expect(await close()).toMatchObject({ status: 200 });
  });

  it('has one supervisor when two want to at once', async () => {
    const id = await heldBy('mia');
    const callers = await Promise.all(['sam', 'sue', 'sid'].map((who) => as(who)));
    const answers = await Promise.all(callers.map((each) => each.post(`/api/v1/tickets/${id}/supervise`, demand)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('lets a ticket go whose type says so', async () => {
    const type = { name: 'Free', returnVisit: false, closesSupervised: true };
    await ok(world.api.put('/api/v1/ticket-types/free', type));
    const id = await heldBy('mia', { ticketType: 'free' });
    await supervise(id);
    await world.does(id, 'solve', { solution: 'Refunded.' });
    await world.does(id, 'close');
  });

  it('asks for reports, and tells who supervises and who has it when one is late, or the deadline is past', async () => {
    const id = await heldBy('mia');
    const deadline = `2026-12-${String(day).padStart(2, '0')}T10:30:00Z`;
    const { id: supervision } = await supervise(id, { deadline, reportEverySeconds: 1_800 });
    await later(20);
    await ok(world.api.post(`/api/v1/supervisions/${supervision}/reports`, { text: 'It is on its way.' }));
    await later(29);
    expect(told(id)).toEqual([]);
    await later(1);
    expect(told(id)).toEqual(['supervision-overdue: sam, mia']);
    await later(60);
    const late = service.events(supervisionOverdue.type).filter(({ data }) => data.ticketId === id);
    expect(late.map(({ data }) => data.what)).toEqual(expect.arrayContaining(['report', 'deadline']));
    expect(await ok(world.api.get<SupervisionView>(`/api/v1/supervisions/${supervision}`))).toMatchObject({
      ...{ deadlineMissed: true, reports: [{ text: 'It is on its way.' }] },
    });
  });

  it('lists what is supervised, also by a process or an escalation', async () => {
    const id = await heldBy('mia');
    const connectors = service.running.app.get(Connectors, { strict: false });
    const args = { ticket: id, supervisor: 'sue' };
    await runAsTenant('acme', () => connectors.perform('ticket-desk', 'add_supervisor', args, crypto.randomUUID()));
    await service.settled();
    const { items } = await ok(
      world.api.get<{ items: SupervisionView[] }>(`/api/v1/supervisions?supervisorId=sue&ticketId=${id}`),
    );
    expect(items).toMatchObject([{ ticketId: id, state: 'open', why: '' }]);
  });

  const roster = {
    timeZone: 'Europe/Berlin',
    layers: [
      { name: 'first', rotation: 'daily', handover: '08:00', firstDay: '2026-12-01', members: ['ann', 'bob'] },
      { name: 'second', rotation: 'weekly', handover: '08:00', firstDay: '2026-12-07', members: ['cy', 'dee'] },
    ],
  };

  it('tells other services who has the duty of a roster now', async () => {
    await make('duty-rosters', { name: 'asked', ...roster });
    const other = await service.asCaller({ subject: 'operations-center', kind: 'service' }, 'service:internal');
    const { body } = await other.get<{ layers: { personId: string }[] }>('/internal/duty?roster=asked');
    expect(body.layers.map(({ personId }) => typeof personId)).toEqual(roster.layers.map(() => 'string'));
    expect(await other.get('/internal/duty?roster=none')).toMatchObject({ body: { code: 'duty-roster-not-found' } });
    expect((await world.api.get('/internal/duty?roster=asked')).status).toBe(403);
  });

  it('says who has the duty, with those who stand in and those who swapped', async () => {
    const { id } = await make('duty-rosters', { name: 'nights', ...roster });
    const path = `/api/v1/duty-rosters/${id}`;
    const on = async (at: string) => {
      const query = `at=${encodeURIComponent(at)}`;
      const { items } = await ok(world.api.get<{ items: { personId: string }[] }>(`${path}/on-duty?${query}`));
      return items.map(({ personId }) => personId);
    };
    expect(await on('2026-12-01T12:00:00+01:00')).toEqual(['ann', 'dee']);
    expect(await on('2026-12-08T07:59:59+01:00')).toEqual(['ann', 'cy']);
    const swap = { layer: 'first', one: '2026-12-01T12:00:00+01:00', other: '2026-12-02T12:00:00+01:00' };
    expect(await (await as('zoe')).post(`${path}/swaps`, swap)).toMatchObject({
      status: 403,
      body: { code: 'duty-swap-not-yours' },
    });
    await ok((await as('bob')).post(`${path}/swaps`, swap));
    expect([await on(swap.one), await on(swap.other)]).toEqual([
      ['bob', 'dee'],
      ['ann', 'dee'],
    ]);
    const noon = { from: '2026-12-01T12:00:00+01:00', to: '2026-12-01T13:00:00+01:00' };
    await ok(world.api.post(`${path}/overrides`, { layer: 'first', personId: 'eve', ...noon }));
    expect(await on(noon.from)).toEqual(['eve', 'dee']);
    expect(await on(noon.to)).toEqual(['bob', 'dee']);
    const shifts = await ok(
      world.api.get<{ items: object[] }>(
        `${path}/shifts?layer=first&from=2026-12-01T07:00:00Z&to=2026-12-02T07:00:00Z`,
      ),
    );
    expect(shifts.items).toMatchObject([{ personId: 'bob' }, { personId: 'eve' }, { personId: 'bob' }]);
    const bad = { name: 'nowhere', timeZone: 'Mars/Olympus', layers: roster.layers };
    expect(await world.api.post('/api/v1/duty-rosters', bad)).toMatchObject({ status: 422 });
  });

  const escalations = async (ticketId: string) => {
    const { items } = await ok(world.api.get<{ items: EscalationView[] }>(`/api/v1/escalations?ticketId=${ticketId}`));
    return Promise.all(items.map(({ id }) => ok(world.api.get<EscalationView>(`/api/v1/escalations/${id}`))));
  };
  const holder = { type: 'holder' };
  const notify = { type: 'notify', template: 'ticket-escalated' };

  it('goes up a chain when a promise is broken: holder, lead, whoever has the duty, each at its time', async () => {
    await make('duty-rosters', { name: 'managers', ...roster, layers: [roster.layers[0]] });
    await world.policy('strict', {
      condition: 'category = "strict"',
      ...{ calendar: 'always', targets: { resolution: { within: 'PT1H' } } },
    });
    await make('escalation-chains', {
      ...{ name: 'breach', condition: 'category = "strict"', calendar: 'always' },
      startsOn: { slaBreached: ['resolution'] },
      steps: [
        { to: [holder] },
        { after: 'PT10M', to: [{ type: 'team-lead' }], does: [notify, { type: 'raise-priority' }] },
        { after: 'PT20M', to: [{ type: 'duty', roster: 'managers' }], does: [notify, { type: 'supervise' }] },
      ],
    });
    const id = await heldBy('mia', { category: 'strict' });
    service.clock.advance({ minutes: 60, milliseconds: 1 });
    await world.timers();
    await world.timers();
    expect(told(id)).toEqual(['ticket-escalated: mia']);
    await later(10);
    expect(told(id).at(-1)).toBe('ticket-escalated: tom');
    await later(20);
    const onDuty = day % 2 === 1 ? 'ann' : 'bob';
    expect(told(id).at(-1)).toBe(`ticket-escalated: ${onDuty}`);
    expect((await world.api.get<TicketView>(`/api/v1/tickets/${id}`)).body).toMatchObject({
      ...{ priority: 'urgent', supervisorId: onDuty },
    });
    expect(await escalations(id)).toMatchObject([{ state: 'exhausted', cause: 'sla-breached', steps: [{}, {}, {}] }]);
  });

  it('repeats a step until somebody says that they look after it', async () => {
    await make('escalation-chains', {
      ...{ name: 'nag', calendar: 'always' },
      steps: [{ to: [holder], repeat: { every: 'PT5M', times: 9 } }],
    });
    const id = await heldBy('mia');
    const begun = await ok(world.api.post<EscalationView>(`/api/v1/tickets/${id}/escalations`, { chain: 'nag' }));
    expect(
      await ok(world.api.post<EscalationView>(`/api/v1/tickets/${id}/escalations`, { chain: 'nag' })),
    ).toMatchObject({ id: begun.id });
    await world.timers();
    await later(5);
    await later(5);
    const acknowledge = () => world.api.post(`/api/v1/escalations/${begun.id}/acknowledge`);
    expect(await acknowledge()).toMatchObject({ status: 200, body: { state: 'acknowledged', endedBy: 'mia' } });
    await later(30);
    expect((await escalations(id))[0]!.steps.map(({ step, round }) => [step, round])).toEqual([
      [1, 1],
      [1, 2],
      [1, 3],
    ]);
    expect(await acknowledge()).toMatchObject({ status: 409, body: { code: 'escalation-ended' } });
  });

  it('is begun by an urge and ended by the solution', async () => {
    await make('escalation-chains', {
      ...{ name: 'urged', condition: 'category = "pressed"', calendar: 'always', startsOn: { urged: true } },
      steps: [{ after: 'PT10M', to: [holder], does: [notify, { type: 'assign' }] }],
    });
    const id = await heldBy('mia', { category: 'pressed' });
    await ok(urge(id));
    await ok(urge(id));
    await world.does(id, 'solve', { solution: 'Done.' });
    await later(60);
    expect(told(id).filter((line) => line.startsWith('ticket-escalated'))).toEqual([]);
    expect(await escalations(id)).toMatchObject([{ state: 'cancelled', steps: [] }]);
    expect(await urges(id)).toMatchObject([{ state: 'closed' }, { state: 'closed' }]);
  });

  it('counts open time only, in the calendar of the chain', async () => {
    await make('escalation-chains', {
      ...{ name: 'office', calendar: 'service-hours' },
      steps: [{ after: 'PT1H', to: [holder] }],
    });
    await world.at('2026-12-12T23:00:00Z');
    const id = await heldBy('mia');
    await ok(world.api.post(`/api/v1/tickets/${id}/escalations`, { chain: 'office' }));
    await later(61);
    expect(told(id)).toEqual([]);
    await later(3 * 24 * 60);
    expect(told(id)).toEqual(['ticket-escalated: mia']);
  });

  it('takes each step once: what fails in the midst of one is taken again, whole', async () => {
    await make('escalation-chains', {
      ...{ name: 'crash', calendar: 'always' },
      steps: [
        { to: [holder], does: [notify, { type: 'raise-priority' }] },
        { after: 'PT5M', to: [holder] },
      ],
    });
    const id = await heldBy('mia');
    const connectors = service.running.app.get(Connectors, { strict: false });
    const args = { ticket: id, chain: 'crash' };
    const key = crypto.randomUUID();
    const begin = () => runAsTenant('acme', () => connectors.perform('escalation', 'start', args, key));
    expect(await begin()).toEqual(await begin());
    await service.settled();
    const [{ id: run }] = (await escalations(id)) as [EscalationView];
    const database = service.running.app.get(Database);
    // A process that dies behind the commit of a step, and before that of the next: its timer is there, twice looked at.
    await Promise.all([world.timers(), world.timers()]);
    await later(5);
    await runAsTenant('acme', async () => {
      const timers = await (await database.reader()).countBy(TicketTimerSchema, { ticketId: id, kind: 'escalation' });
      expect(timers).toBe(0);
    });
    expect(told(id)).toEqual(['ticket-escalated: mia', 'ticket-escalated: mia']);
    const steps = service.events(escalationStepTaken.type).filter(({ data }) => data.runId === run);
    expect(steps.map(({ data }) => data.step)).toEqual([1, 2]);
    expect((await world.api.get<TicketView>(`/api/v1/tickets/${id}`)).body.priority).toBe('high');
  });

  it('refuses chains that name what there is not', async () => {
    const refused = async (over: object) => {
      const body = { name: 'wrong', steps: [{ to: [holder] }], ...over };
      return (await world.api.post<Problem>('/api/v1/escalation-chains', body)).body.code;
    };
    expect(await refused({ calendar: 'nowhere' })).toBe('calendar-unknown');
    expect(await refused({ condition: 'colour = 1' })).toBe('escalation-condition-invalid');
    expect(await refused({ steps: [{ to: [{ type: 'duty', roster: 'nobody' }] }] })).toBe('duty-roster-not-found');
    const unknown = [{ type: 'notify', template: 'nothing' }];
    expect(await refused({ steps: [{ to: [holder], does: unknown }] })).toBe('message-template-unknown');
  });
});
