import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { OutboxSchema } from '#libs/messaging/outbox';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { callCenter } from '../../src/service.js';
import type { SwitchEvent } from '../../src/telephony/domain/switch-event.js';
import { NUMBERS } from './switch-in-test.js';
import { anId, TelephonyDesk } from './telephony-desk.js';

onEachEngine('calls and the switch that carries them', (open) => {
  let engine: Engine;
  let clock: FakeClock;
  let desk: TelephonyDesk;

  beforeAll(async () => {
    engine = await open(withServiceTables(callCenter.database), ['acme', 'platform']);
  });
  afterAll(() => engine.dispose());
  beforeEach(async () => {
    clock = new FakeClock();
    desk = await TelephonyDesk.over(engine.database, clock);
    // What earlier specs left is over: their switch is gone.
    for (const leg of await desk.live()) clock.set(new Date(leg.startedAt.getTime() + 60_000).toISOString());
    await desk.reconcile();
    expect(await desk.live()).toEqual([]);
    desk.theSwitch.asked.length = 0;
  });

  const incoming = (callId: string, order: string): SwitchEvent => ({
    ...{ eventId: `e-${order}`, kind: 'incoming', callId, tenantId: 'acme', order, at: clock.now() },
    ...{ from: '+861', to: '4001' },
  });
  const happened = (callId: string, order: string, kind: 'answered' | 'held' | 'resumed') =>
    ({ eventId: `e-${order}`, kind, callId, tenantId: 'acme', order, at: clock.now() }) as SwitchEvent;
  const toldOf = (callId: string) =>
    desk.acme(async () => {
      const rows = await (await engine.database.reader()).find(OutboxSchema, { where: { messageKey: callId } });
      const sorted = rows.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
      return sorted.map(({ body }) => (JSON.parse(body) as { data: { kind: string } }).data.kind);
    });

  describe('a call', () => {
    it('becomes a contact that waits, is handled by who talks to it, and ends', async () => {
      const { caller, contactId } = await desk.talk('mia');
      expect(await desk.contact(contactId)).toMatchObject({
        ...{ channel: 'voice', direction: 'inbound', address: '+8613900000000' },
        ...{ status: 'in-progress', agentId: 'mia' },
      });
      await desk.hangUp(caller);
      expect(await desk.contact(contactId)).toMatchObject({ status: 'ended', outcome: 'handled' });
    });

    it('nobody took is abandoned', async () => {
      const caller = await desk.caller();
      const { contactId } = await desk.leg(caller);
      await desk.hangUp(caller);
      expect(await desk.contact(contactId)).toMatchObject({ status: 'ended', outcome: 'abandoned' });
    });
  });

  describe('events', () => {
    it('that come again change nothing and tell nobody', async () => {
      const callId = anId();
      for (const event of [incoming(callId, '1'), happened(callId, '2', 'answered'), happened(callId, '3', 'held')]) {
        await desk.events.hear(event);
        await desk.events.hear(event);
      }
      expect(await desk.leg(callId)).toMatchObject({ state: 'held' });
      expect(await toldOf(callId)).toEqual(['incoming', 'answered', 'held']);
      expect(await desk.acme(() => desk.legs.find(callId))).toMatchObject({ version: 3 });
    });

    it('that come late do not turn a call back', async () => {
      const callId = anId();
      await desk.events.hear(incoming(callId, '1'));
      await desk.events.hear(happened(callId, '2', 'answered'));
      await desk.events.hear(happened(callId, '4', 'held'));
      await desk.events.hear(happened(callId, '3', 'resumed'));
      expect(await desk.leg(callId)).toMatchObject({ state: 'held' });
    });

    it('of one call that two processes hear at once make one contact', async () => {
      const other = await TelephonyDesk.over(engine.database.locksRows ? engine.another() : engine.database, clock);
      const before = (await desk.contacts()).length;
      const callId = anId();
      await Promise.all([desk, other].map(({ events }) => events.hear(incoming(callId, '1'))));
      expect((await desk.contacts()).length - before).toBe(1);
      expect(await toldOf(callId)).toEqual(['incoming']);
    });

    it('of a tenant or a call that nobody knows change nothing', async () => {
      const callId = anId();
      await desk.events.hear({ ...incoming(callId, '1'), tenantId: 'nobody' });
      await desk.events.hear(happened(callId, '2', 'answered'));
      expect(await desk.leg(callId)).toBeNull();
    });
  });

  describe('an agent who is rung', () => {
    it('is rung no more once the caller has hung up', async () => {
      const caller = await desk.caller();
      const { contactId } = await desk.leg(caller);
      const agent = await desk.dial(contactId, 'mia', { bridgesTo: caller });
      await desk.hangUp(caller);
      expect(await desk.leg(agent)).toMatchObject({ state: 'ended', endCause: 'cancelled' });
      await desk.passes(10_000);
      expect(await desk.live()).toEqual([]);
    });

    it('is hung up when the caller was gone before the telephone rang', async () => {
      const caller = await desk.caller();
      const { contactId } = await desk.leg(caller);
      await desk.hangUp(caller);
      const agent = await desk.dial(contactId, 'mia', { bridgesTo: caller });
      expect(await desk.leg(agent)).toMatchObject({ state: 'ended' });
      expect(desk.asked('bridge')).toEqual([]);
    });

    it('talks to the caller as soon as they answer', async () => {
      const { caller, agent } = await desk.talk('mia');
      expect(await desk.leg(caller)).toMatchObject({ state: 'answered', peerId: agent });
    });
  });

  describe('a transfer', () => {
    it('lets the first agent go when the second talks to the customer, and not before', async () => {
      const { caller, contactId, agent } = await desk.talk('mia');
      const second = await desk.dial(contactId, 'li', { bridgesTo: caller, releases: agent });
      await desk.passes(1_000);
      expect(await desk.leg(agent)).toMatchObject({ state: 'answered', peerId: caller });
      await desk.passes(1_000);
      expect(await desk.leg(agent)).toMatchObject({ state: 'ended' });
      expect(await desk.leg(caller)).toMatchObject({ state: 'answered', peerId: second });
      expect(desk.asked('hang-up')).toEqual([agent]);
    });

    it.each(['busy', 'no-answer', 'rejected'] as const)(
      'that ends as %s leaves the customer with the first',
      async (end) => {
        const { caller, contactId, agent } = await desk.talk('mia');
        const to = { number: NUMBERS[end] };
        const second = await desk.dial(contactId, null, { role: 'external', to, bridgesTo: caller, releases: agent });
        await desk.passes(30_000);
        expect(await desk.leg(second)).toMatchObject({ state: 'ended', endCause: end });
        expect(await desk.leg(agent)).toMatchObject({ state: 'answered', peerId: caller });
        expect(desk.asked('hang-up')).toEqual([]);
      },
    );

    it('is not made again once it was made', async () => {
      const { caller, contactId, agent } = await desk.talk('mia');
      const second = await desk.dial(contactId, 'li', { bridgesTo: caller, releases: agent });
      await desk.passes(2_000);
      const third = await desk.dial(contactId, 'zoe', { bridgesTo: caller, releases: second });
      await desk.passes(2_000);
      expect(await desk.leg(caller)).toMatchObject({ peerId: third });
      await desk.reconcile();
      expect(await desk.leg(caller)).toMatchObject({ peerId: third });
    });
  });

  describe('after a cut', () => {
    it('what ended meanwhile has ended, as lost', async () => {
      const { caller, contactId } = await desk.talk('mia');
      desk.theSwitch.cut();
      desk.theSwitch.farHangUp(caller);
      desk.theSwitch.mend();
      expect(await desk.reconcile()).toMatchObject({ ended: 1 });
      expect(await desk.leg(caller)).toMatchObject({ state: 'ended', endCause: 'lost' });
      expect(await desk.contact(contactId)).toMatchObject({ status: 'ended', outcome: 'handled' });
      expect(await desk.live()).toEqual([]);
    });

    it('what came meanwhile is found', async () => {
      desk.theSwitch.cut();
      const callId = desk.theSwitch.arrive({ tenantId: 'acme', from: '+861', to: '4001' });
      desk.theSwitch.mend();
      expect(await desk.reconcile()).toMatchObject({ found: 1 });
      const { contactId, state } = await desk.leg(callId);
      expect(state).toBe('ringing');
      expect(await desk.contact(contactId)).toMatchObject({ status: 'waiting', address: '+861' });
    });

    it('who answered and was bridged meanwhile has the contact', async () => {
      const caller = await desk.caller();
      const { contactId } = await desk.leg(caller);
      const agent = await desk.dial(contactId, 'mia', { bridgesTo: caller });
      desk.deafen();
      await desk.passes(2_000);
      expect(await desk.contact(contactId)).toMatchObject({ status: 'waiting' });
      desk.hearAgain();
      await desk.reconcile();
      expect(await desk.leg(caller)).toMatchObject({ state: 'answered', peerId: agent });
      expect(await desk.contact(contactId)).toMatchObject({ status: 'in-progress', agentId: 'mia' });
    });

    it('an agent whose caller went while the switch did not follow is let go', async () => {
      const { caller, agent } = await desk.talk('mia');
      desk.theSwitch.cut();
      const ended = { eventId: 'e', callId: caller, tenantId: 'acme', order: null, at: clock.now() } as const;
      await desk.events.hear({ ...ended, kind: 'ended', cause: 'hung-up' });
      expect(await desk.leg(agent)).toMatchObject({ state: 'answered' });
      desk.theSwitch.mend();
      await desk.reconcile();
      expect(await desk.leg(agent)).toMatchObject({ state: 'ended', endCause: 'hung-up' });
    });

    it('a second look finds nothing more', async () => {
      await desk.talk('mia');
      desk.theSwitch.cut();
      desk.theSwitch.arrive({ tenantId: 'acme', from: null, to: '4001' });
      desk.theSwitch.mend();
      await desk.reconcile();
      expect(await desk.reconcile()).toEqual({ ended: 0, found: 0, corrected: 0, zombies: 0 });
    });

    it('nothing is ended because the switch cannot be asked', async () => {
      const { caller } = await desk.talk('mia');
      desk.theSwitch.cut();
      await expect(desk.reconcile()).rejects.toMatchObject({ code: 'switch-unreachable' });
      expect(await desk.leg(caller)).toMatchObject({ state: 'answered' });
    });
  });

  describe('a call we asked for', () => {
    it('and the switch never took is lost after half a minute, and not dialled again', async () => {
      const caller = await desk.caller();
      const { contactId } = await desk.leg(caller);
      desk.theSwitch.cut();
      await expect(desk.dial(contactId, 'mia')).rejects.toMatchObject({ code: 'switch-unreachable' });
      desk.theSwitch.mend();
      const [agent] = (await desk.live()).filter(({ role }) => role === 'agent');
      await desk.reconcile();
      expect(await desk.leg(agent!.id)).toMatchObject({ state: 'dialling' });
      await desk.passes(30_001);
      await desk.reconcile();
      expect(await desk.leg(agent!.id)).toMatchObject({ state: 'ended', endCause: 'lost' });
      expect(desk.asked('originate')).toHaveLength(1);
    });
  });

  describe('a call that goes on after its end', () => {
    const zombie = async (each: TelephonyDesk) => {
      const callId = anId();
      const call = {
        to: { extension: 'desk' },
        from: null,
        ringSeconds: 20,
        detectsMachine: false,
        picksUp: false,
        tenantId: 'acme',
      };
      each.deafen();
      await each.theSwitch.perform({ commandId: callId, kind: 'originate', callId, ...call });
      each.hearAgain();
      return callId;
    };

    it('is ended', async () => {
      const callId = await zombie(desk);
      expect(await desk.reconcile()).toMatchObject({ zombies: 1 });
      expect((await desk.theSwitch.calls()).some((call) => call.callId === callId)).toBe(false);
    });

    it('is ended also when it was heard to end', async () => {
      const callId = await desk.caller();
      const ended = { eventId: 'e', callId, tenantId: 'acme', order: null, at: clock.now() } as const;
      await desk.events.hear({ ...ended, kind: 'ended', cause: 'hung-up' });
      expect(await desk.reconcile()).toMatchObject({ zombies: 1, found: 0 });
      expect((await desk.theSwitch.calls()).some((call) => call.callId === callId)).toBe(false);
    });

    it('is only told of where the policy says so', async () => {
      const careful = await TelephonyDesk.over(engine.database, clock, 'report');
      const callId = await zombie(careful);
      expect(await careful.reconcile()).toMatchObject({ zombies: 1 });
      expect((await careful.theSwitch.calls()).some((call) => call.callId === callId)).toBe(true);
    });
  });
});
