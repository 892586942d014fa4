import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ticketNotificationRequested } from '#libs/contracts/ticket-center/automation-events';
import { ticketUrged } from '#libs/contracts/ticket-center/ticket-events';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { ticketCenter } from '../../src/service.js';
import { published } from '../process-definition/processes-in-a-spec.js';
import { AutomationWorld, on, onChange, set } from './automation-world.js';

const GREETING = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:sb="urn:switchboard:bpmn:1"
  targetNamespace="urn:test"><process id="greeting" isExecutable="true">
  <startEvent id="start"/><endEvent id="end"/><sequenceFlow id="f1" sourceRef="start" targetRef="end"/>
</process></definitions>`;

serviceOnEachEngine('rules of automation', (start) => {
  let service: ServiceInTest;
  let world: AutomationWorld;
  beforeAll(async () => {
    service = await start(ticketCenter);
    world = new AutomationWorld(service);
    await world.at('2026-11-23T09:00:00Z');
    await world.api.put('/api/v1/message-templates/escalated', { text: 'Look at it.' });
    await world.api.put('/api/v1/message-templates/received', { text: 'We have it: {subject}' });
    expect(await published(world.api, GREETING)).toMatchObject({ status: 200 });
  });
  afterAll(() => service.stop());
  beforeEach(() => world.at('2026-11-23T09:00:00Z'));
  afterEach(() => world.putRulesAway());

  describe('look at what happens', () => {
    it('do what they say when their condition holds, and leave a trace', async () => {
      const id = await world.rule('raise', {
        ...on('opened'),
        condition: 'category = "fire" and channel = "web"',
        actions: [set({ priority: 'urgent' }), { type: 'assign-team', teamId: 'g1' }],
      });
      const ticket = await world.ticket({ category: 'fire' });
      expect(await world.ticketOf(ticket)).toMatchObject({ priority: 'urgent', teamId: 'g1' });
      const { body } = await world.api.get<{ items: object[] }>(`/api/v1/automation-runs?rule=${id}`);
      expect(body.items).toMatchObject([
        {
          ...{ ticketId: ticket, trigger: 'opened', depth: 0, lookedAt: 1, matched: 1, stoppedBy: null },
          looks: [
            {
              ...{ rule: id, name: 'raise', version: 1, outcome: 'matched', refused: [] },
              changes: [
                { action: 'set', what: 'priority', from: 'normal', to: 'urgent' },
                { action: 'assign-team', what: 'teamId', from: null, to: 'g1' },
              ],
            },
          ],
        },
      ]);
    });

    it('are not even looked at when what they ask for cannot be', async () => {
      const condition = 'category = "fire"';
      await world.rule('fire', { ...on('opened'), condition, actions: [set({ priority: 'urgent' })] });
      const ticket = await world.ticket({ category: 'water' });
      expect(await world.runs(ticket)).toEqual([]);
    });

    it('on changes, only when what they name has changed', async () => {
      const condition = 'priority = "high" and urgedTimes < 5';
      await world.rule('watch', { ...onChange(), condition, actions: [{ type: 'assign', assigneeId: 'lea' }] });
      const ticket = await world.ticket({ priority: 'high' });
      await world.edit(ticket, { subject: 'Where is it now?' });
      expect(await world.runs(ticket)).toEqual([]);
      await world.does(ticket, 'urge', { note: 'Please!' });
      expect(await world.ticketOf(ticket)).toMatchObject({ assigneeId: 'lea' });
    });

    it('on a hand-over to a team as on one to a person', async () => {
      const condition = 'teamId = "g2"';
      await world.rule('handed', { ...on('transferred-to-team'), condition, actions: [set({ priority: 'high' })] });
      const ticket = await world.ticket({});
      await world.does(ticket, 'grab', {});
      await world.does(ticket, 'transfer', { teamId: 'g2' });
      expect(await world.ticketOf(ticket)).toMatchObject({ priority: 'high', teamId: 'g2', assigneeId: null });
    });

    it('in their order, each seeing what those before it did, until one says stop', async () => {
      const rule = (name: string, position: number, condition: string, more: object = {}) =>
        world.rule(name, { ...on('opened'), position, condition, actions: [set({ category: name })], ...more });
      await rule('third', 3, 'category = "second"', { stop: true });
      await rule('first', 1, 'category = "none"');
      await rule('second', 2, 'category = "first"');
      await rule('fourth', 4, 'category = "third"');
      const ticket = await world.ticket({ category: 'none' });
      expect(await world.ticketOf(ticket)).toMatchObject({ category: 'third' });
      const [run] = await world.runs(ticket);
      expect(run!.looks.map(({ name, outcome }) => [name, outcome])).toEqual([
        ['first', 'matched'],
        ['second', 'matched'],
        ['third', 'matched'],
      ]);
      expect(run!.stoppedBy).not.toBeNull();
    });

    it('once, however often the event comes', async () => {
      await world.rule('count', { ...on('urged'), actions: [{ type: 'message', template: 'received' }] });
      const ticket = await world.ticket();
      const id = await service.publish(ticketUrged, { ticketId: ticket, times: 1 }, { subject: ticket });
      await service.publish(ticketUrged, { ticketId: ticket, times: 1 }, { subject: ticket, id });
      expect(await world.outcomes(ticket)).toEqual(['urged: count matched']);
    });

    it('say what they could not do, and do the rest', async () => {
      const actions = [set({ priority: 'high' }), { type: 'message', template: 'received' }];
      await world.rule('late', { ...on('closed', 'solved'), actions });
      const ticket = await world.ticket();
      await world.does(ticket, 'grab');
      await world.does(ticket, 'solve', { solution: 'Sent again.' });
      const runs = await world.runs(ticket);
      expect(runs[0]).toMatchObject({
        looks: [
          {
            outcome: 'matched',
            refused: [{ action: 'set', code: 'ticket-finished' }],
            changes: [{ action: 'message' }],
          },
        ],
      });
    });

    it('whose condition is neither true nor false say so', async () => {
      await world.rule('unclear', {
        ...on('opened'),
        condition: 'satisfaction > 3',
        actions: [set({ priority: 'high' })],
      });
      const ticket = await world.ticket();
      expect(await world.outcomes(ticket)).toEqual(['opened: unclear unclear']);
    });
  });

  describe('loop-guard', () => {
    it('keeps a rule from firing by what it did itself', async () => {
      const condition = 'priority = "low" or priority = "normal" or priority = "high"';
      const id = await world.rule('self', { ...onChange('subject'), condition, actions: [set({ subject: 'Again' })] });
      const ticket = await world.ticket();
      await world.edit(ticket, { subject: 'Once' });
      expect(await world.outcomes(ticket)).toEqual(['changed: self matched', 'changed: self own-consequence']);
      expect((await world.runs(ticket))[1]).toMatchObject({ depth: 1, matched: 0, looks: [{ rule: id }] });
      await world.edit(ticket, { subject: 'Twice' });
      expect((await world.outcomes(ticket)).filter((each) => each.endsWith('matched'))).toHaveLength(2);
    });

    it('ends what two rules make of each other', async () => {
      await world.rule('ping', { ...onChange(), condition: 'category = "a"', actions: [set({ category: 'b' })] });
      await world.rule('pong', { ...onChange(), condition: 'category = "b"', actions: [set({ category: 'a' })] });
      const ticket = await world.ticket();
      await world.edit(ticket, { category: 'a' });
      expect(await world.outcomes(ticket)).toEqual([
        'changed: ping matched',
        'changed: pong matched',
        'changed: ping own-consequence',
        'changed: ping own-consequence',
      ]);
    });

    it('lets rules follow from each other eight times, and leaves the rest to people', async () => {
      for (let step = 0; step < 10; step++)
        await world.rule(`step ${step}`, {
          ...onChange(),
          condition: `category = "s${step}"`,
          actions: [set({ category: `s${step + 1}` })],
        });
      const ticket = await world.ticket();
      await world.edit(ticket, { category: 's0' });
      expect(await world.ticketOf(ticket)).toMatchObject({ category: 's8' });
      expect((await world.runs(ticket)).at(-1)).toMatchObject({ depth: 8, stoppedBy: 'too-deep', looks: [] });
    });

    it('ends loops through others that carry no causes: twenty times an hour', async () => {
      await world.rule('often', {
        ...on('urged'),
        actions: [{ type: 'notify', people: ['mia'], template: 'escalated' }],
      });
      const ticket = await world.ticket();
      for (let times = 1; times <= 21; times++)
        await service.publish(ticketUrged, { ticketId: ticket, times }, { subject: ticket });
      const outcomes = await world.outcomes(ticket);
      expect(outcomes.filter((each) => each.endsWith('matched'))).toHaveLength(20);
      expect(outcomes.at(-1)).toBe('urged: often too-often');
      await world.at('2026-11-23T10:00:00.001Z');
      await service.publish(ticketUrged, { ticketId: ticket, times: 22 }, { subject: ticket });
      expect((await world.outcomes(ticket)).at(-1)).toBe('urged: often matched');
    });
  });

  describe('on time', () => {
    const unanswered = {
      when: { type: 'time', since: 'opened', after: 'PT4H', calendar: 'service-hours' },
      condition: 'firstRepliedAt = null',
      actions: [set({ priority: 'urgent' })],
    };

    it('wait so many business hours, and look whether it is still so', async () => {
      await world.rule('unanswered', unanswered);
      await world.at('2026-11-23T16:00:00+08:00');
      const [left, answered] = [await world.ticket(), await world.ticket()];
      await world.does(answered, 'reply', { text: 'We look into it.' });
      await world.at('2026-11-24T10:59:59+08:00');
      await world.timers();
      expect(await world.ticketOf(left)).toMatchObject({ priority: 'normal' });
      await world.at('2026-11-24T11:00:00+08:00');
      await world.timers();
      await world.timers();
      expect(await world.ticketOf(left)).toMatchObject({ priority: 'urgent' });
      expect(await world.ticketOf(answered)).toMatchObject({ priority: 'normal' });
      expect(await world.outcomes(left)).toEqual(['opened: unanswered scheduled', 'time: unanswered matched']);
      expect(await world.outcomes(answered)).toEqual(['opened: unanswered scheduled', 'time: unanswered not-matched']);
    });

    it('count anew when it happens again, and no more when their condition does not hold then', async () => {
      const when = { type: 'time', since: 'status-changed', after: 'PT1H', calendar: 'service-hours' };
      await world.rule('waiting', { when, condition: 'status = "waiting"', actions: [set({ priority: 'low' })] });
      await world.at('2026-11-23T10:00:00+08:00');
      const ticket = await world.ticket();
      await world.does(ticket, 'grab');
      await world.does(ticket, 'wait');
      await world.at('2026-11-23T10:30:00+08:00');
      await world.does(ticket, 'resume');
      await world.at('2026-11-23T11:30:00+08:00');
      await world.timers();
      expect(await world.outcomes(ticket)).toEqual(['status-changed: waiting scheduled']);
    });
  });

  describe('reach others', () => {
    const notified = (ticket: string) =>
      service.events(ticketNotificationRequested.type).filter(({ subject }) => subject === ticket);

    it('people, by a template, and for a breach not before service hours', async () => {
      const always = { timeZone: 'UTC', weekly: { monday: [{ from: '00:00', to: '24:00' }] } };
      await world.calendar('monday', always);
      await world.policy('nightly', {
        condition: 'category = "night"',
        targets: { resolution: { within: 'PT1H', calendar: 'monday', warnings: [] } },
      });
      await world.rule('escalate', {
        ...on('sla-breached'),
        condition: 'event.metric = "resolution"',
        actions: [{ type: 'notify', people: ['lea'], roles: ['assignee'], template: 'escalated' }],
      });
      await world.at('2026-11-23T12:00:00Z');
      const ticket = await world.ticket({ category: 'night' });
      await world.does(ticket, 'grab');
      await world.at('2026-11-23T13:00:00.001Z');
      await world.timers();
      expect(notified(ticket).map(({ data }) => data)).toMatchObject([
        { people: ['lea', 'mia'], template: 'escalated', deliverAt: '2026-11-24T01:00:00.000Z' },
      ]);
    });

    it('customers, in words of a template', async () => {
      await world.rule('received', { ...on('opened'), actions: [{ type: 'message', template: 'received' }] });
      const ticket = await world.ticket({ subject: 'The lamp' });
      const { body } = await world.api.get<{ items: { type: string; data: object }[] }>(
        `/api/v1/tickets/${ticket}/journal`,
      );
      expect(body.items.find(({ type }) => type === 'ticket-replied')).toMatchObject({
        data: { text: 'We have it: The lamp' },
      });
    });

    it('processes and connectors, once it is committed', async () => {
      await service.openLoopback();
      const shop = await service.remote('shop');
      shop.answers('POST', '/actions/look_up', () => ({ result: 'found' }));
      await world.api.put('/api/v1/connectors/shop', { baseUrl: shop.url, timeoutMs: 1_000 });
      await world.rule('look up', {
        ...on('opened'),
        condition: 'category = "order"',
        actions: [
          { type: 'call', connector: 'shop', action: 'look_up', arguments: '{ what: subject, ticket: id }' },
          { type: 'start-process', definition: 'greeting', variables: '{ name: subject }' },
        ],
      });
      const ticket = await world.ticket({ category: 'order', subject: '#W1' });
      expect(shop.asked).toMatchObject([{ body: { what: '#W1', ticket } }]);
      const calls = await world.api.get<{ items: object[] }>(`/api/v1/automation-calls?ticketId=${ticket}`);
      expect(calls.body.items).toMatchObject([{ connector: 'shop', state: 'succeeded', result: 'found' }]);
      const instances = await world.api.get<{ items: object[] }>(`/api/v1/process-instances?businessKey=${ticket}`);
      expect(instances.body.items).toHaveLength(1);
    });
  });

  describe('can be tried', () => {
    it('on given tickets or the newest: what would match and why, and nothing is done', async () => {
      const [fire, water] = [await world.ticket({ category: 'fire' }), await world.ticket({ category: 'water' })];
      const rule = {
        ...{ name: 'draft', ...on('opened') },
        condition: 'category = "fire" and priority != "urgent"',
        actions: [set({ priority: 'urgent', category: 'fire' })],
      };
      const tried = await world.api.post('/api/v1/automation-rules/dry-runs', {
        rule,
        tickets: { ids: [fire, water] },
      });
      expect(tried).toMatchObject({
        status: 200,
        body: {
          matched: 1,
          items: [
            { ticketId: fire, matches: true, changes: [{ what: 'priority', from: 'normal', to: 'urgent' }] },
            {
              ...{ ticketId: water, matches: false, changes: [] },
              why: [
                { part: 'category = "fire"', holds: 'fails' },
                { part: 'priority != "urgent"', holds: 'holds' },
              ],
            },
          ],
        },
      });
      expect(await world.ticketOf(fire)).toMatchObject({ priority: 'normal', version: 1 });
      const newest = await world.api.post<{ items: object[] }>('/api/v1/automation-rules/dry-runs', {
        rule,
        tickets: { newest: 2 },
      });
      expect(newest.body.items).toMatchObject([{ ticketId: water }, { ticketId: fire }]);
    });
  });

  it.each([
    ['conditions nobody understands', { condition: 'priority =' }, 'automation-condition-invalid'],
    ['what tickets do not have', { condition: 'colour = "red"' }, 'automation-condition-invalid'],
    ['changes of what tickets do not have', { ...onChange('colour') }, 'automation-condition-invalid'],
    ['templates that are not there', { actions: [{ type: 'message', template: 'x' }] }, 'message-template-unknown'],
    ['nobody to notify', { actions: [{ type: 'notify', template: 'escalated' }] }, 'automation-nobody-to-notify'],
    [
      'connectors that are not there',
      { actions: [{ type: 'call', connector: 'x', action: 'y' }] },
      'connector-unknown',
    ],
    [
      'arguments nobody understands',
      { actions: [{ type: 'call', connector: 'billing', action: 'y', arguments: '{ a: }' }] },
      'automation-expression-invalid',
    ],
    [
      'calendars that are not there',
      { when: { type: 'time', since: 'opened', after: 'PT1H', calendar: 'x' } },
      'calendar-unknown',
    ],
  ])('refuse %s', async (_, wrong, code) => {
    const body = { name: 'wrong', ...on('opened'), actions: [set({ priority: 'high' })], ...wrong };
    expect(await world.api.post('/api/v1/automation-rules', body)).toMatchObject({ status: 422, body: { code } });
  });

  it('refuse processes that are not there', async () => {
    const body = { name: 'wrong', ...on('opened'), actions: [{ type: 'start-process', definition: 'x' }] };
    expect(await world.api.post('/api/v1/automation-rules', body)).toMatchObject({
      status: 404,
      body: { code: 'process-not-found' },
    });
  });
});
