import { describe, expect, it } from '@jest/globals';
import {
  aCall,
  afterACall,
  aReservation,
  at,
  CAPACITY,
  loggedIn,
  NO_AFTER_WORK,
  notReady,
  OFFLINE,
  onACall,
  READY,
  ready,
  seen,
} from './an-agent.js';
import type { AgentStateChanged } from '../../src/agent/domain/agent.events.js';
import { stateDurations } from '../../src/agent/domain/state-durations.js';

const refusal = (code: string, details: object = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });

/** What users of other call centres complain about, each as what happens here. */
describe('not so here', () => {
  it('#7 people whose telephone puts the app to sleep are offline: presence is a lease, and a call outlives it', () => {
    const agent = onACall();
    agent.lapse(at(900));
    agent.returnToLease(at(905));
    agent.release('r1', at(950));
    expect(agent).toMatchObject({ state: 'ready' });
  });

  it('#15 after-contact work ends earlier than set for somebody in six queues: it is the agent’s', () => {
    const agent = onACall({ mode: 'forced', seconds: 30 });
    agent.release('r1', at(60));
    for (let queue = 1; queue <= 6; queue++) {
      const reservation = aReservation(`q${queue}`, { queueId: `queue-${queue}` });
      expect(() => agent.offer(reservation, CAPACITY, at(60 + queue))).toThrow(
        refusal('agent-not-routable', { state: 'after-contact-work' }),
      );
    }
    expect(agent).toMatchObject({ state: 'after-contact-work', dueAt: at(90) });
  });

  it('#16 people look available in after-contact work: it is a state', () => {
    expect(afterACall({ mode: 'mandatory', seconds: null })).toMatchObject({
      state: 'after-contact-work',
      since: at(60),
    });
  });

  it('#17 the time of a pause is updated wrongly: durations come from the log of states', () => {
    const agent = loggedIn();
    agent.choose(notReady('meal'), at(10));
    agent.choose(READY, at(70));
    agent.choose(notReady('meal'), at(100));
    const log = agent
      .takeEvents()
      .filter((event): event is AgentStateChanged => event.type === 'agent-state-changed')
      .map(({ to, reason, at: since }) => ({ state: to, reason, at: since }));
    expect(stateDurations(log, { from: at(0), to: at(130) })).toEqual([
      { state: 'not-ready', reason: 'meal', ms: 90_000 },
      { state: 'ready', reason: null, ms: 30_000 },
    ]);
  });

  it('#18 the reason of a pause is lost in a restart: all of it is in the row', () => {
    const agent = loggedIn();
    agent.choose(notReady('meal'), at(10));
    expect(seen(agent)).toMatchObject({
      state: 'not-ready',
      standing: 'not-ready',
      reason: 'meal',
      standingReason: 'meal',
    });
  });

  it('#19 somebody in several queues locks them all: two offers at once, one agent, one winner', () => {
    const agent = ready();
    agent.offer(aReservation('sales'), CAPACITY, at(1));
    expect(() => agent.offer(aReservation('support'), CAPACITY, at(1))).toThrow(refusal('agent-at-capacity'));
  });

  it('#20 somebody is locked in a call for ever: what is no longer live is released, once', () => {
    const agent = onACall(NO_AFTER_WORK, 'chat');
    agent.engage(aCall('c2', { channel: 'chat' }), CAPACITY, at(1));
    agent.offer(aReservation('r3', { channel: 'chat' }), CAPACITY, at(1));
    const isLive = (contactId: string) => contactId === 'contact-c2';
    agent.reconcile(isLive, at(60));
    agent.reconcile(isLive, at(61));
    expect(agent).toMatchObject({ state: 'engaged', hands: { engagements: [{ id: 'c2' }], offers: [] } });
    agent.reconcile(() => false, at(62));
    expect(agent).toMatchObject({ state: 'ready' });
  });

  it('#21 a call out that does not connect makes somebody available who was not: they are as before', () => {
    const agent = loggedIn();
    agent.choose(notReady('admin'), at(1));
    agent.engage(aCall('out'), CAPACITY, at(10));
    expect(agent).toMatchObject({ state: 'engaged' });
    agent.release('out', at(40));
    expect(agent).toMatchObject({ state: 'not-ready', reason: 'admin', since: at(40) });
  });

  it('#22 the next status is enqueued and cannot be taken back: the last one written counts', () => {
    const agent = onACall();
    agent.choose(OFFLINE, at(1));
    agent.choose(notReady('meal'), at(2));
    agent.choose(READY, at(3));
    agent.release('r1', at(4));
    expect(agent).toMatchObject({ state: 'ready', next: null });
  });

  it('#23 a contact that was missed, declined or ended is in “error”: it is what it was', () => {
    const agent = ready();
    agent.offer(aReservation('r1'), CAPACITY, at(1));
    agent.decline('r1', at(2));
    agent.offer(aReservation('r2'), CAPACITY, at(3));
    agent.cancel('r2', at(4));
    agent.offer(aReservation('r3'), CAPACITY, at(5));
    agent.accept('r3', at(6));
    agent.release('r3', at(7));
    agent.offer(aReservation('r4'), CAPACITY, at(8));
    agent.miss('r4', at(9));
    const endings = agent.takeEvents().filter(({ type }) => type === 'agent-assignment-ended');
    expect(endings).toMatchObject([{ as: 'declined' }, { as: 'canceled' }, { as: 'released' }, { as: 'missed' }]);
  });

  it('#24 the call keeps ringing the only agent after they declined: not this one for a while, others yes', () => {
    const agent = ready();
    agent.offer(aReservation('r1', { contactId: 'c', excludedSeconds: 30 }), CAPACITY, at(1));
    agent.decline('r1', at(2));
    expect(() => agent.offer(aReservation('r2', { contactId: 'c' }), CAPACITY, at(31))).toThrow(
      refusal('agent-excluded-from-contact'),
    );
    agent.offer(aReservation('r3', { contactId: 'other' }), CAPACITY, at(31));
    agent.cancel('r3', at(31));
    agent.offer(aReservation('r4', { contactId: 'c' }), CAPACITY, at(32));
    expect(agent).toMatchObject({ state: 'offered' });
  });

  it('#29 pausing from after-contact work, statistics and state disagree: one log says both', () => {
    const agent = afterACall({ mode: 'mandatory', seconds: null });
    agent.choose(notReady('meal'), at(70));
    expect(agent).toMatchObject({ state: 'after-contact-work' });
    agent.endAfterWork(at(80));
    expect(agent).toMatchObject({ state: 'not-ready', reason: 'meal', since: at(80) });
    expect(agent.takeEvents().at(-1)).toMatchObject({ to: 'not-ready', reason: 'meal', at: at(80) });
  });
});
