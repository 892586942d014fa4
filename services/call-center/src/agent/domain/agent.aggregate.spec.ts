import { describe, expect, it } from '@jest/globals';
import {
  aCall,
  afterACall,
  anAgent,
  aReservation,
  at,
  CAPACITY,
  loggedIn,
  NINE,
  NO_AFTER_WORK,
  notReady,
  OFFLINE,
  onACall,
  READY,
  ready,
  seen,
} from '../../../test/agent/an-agent.js';
import { Agent } from './agent.aggregate.js';
import { idleSince } from './routable.js';

const refusal = (code: string, details: object = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });
const typesOf = (agent: Agent) => agent.takeEvents().map(({ type }) => type);
const idle = (agent: Agent) => idleSince(seen(agent).readySince, seen(agent).lastHandledEnd);

describe('an agent', () => {
  it('is offline until they log in, and then not ready', () => {
    const agent = Agent.enrol('mia', NINE);
    expect(agent).toMatchObject({ id: 'mia', state: 'offline', reason: null });
    agent.logIn(at(1));
    expect(agent).toMatchObject({ state: 'not-ready', reason: 'logged-in', since: at(1) });
    expect(agent.takeEvents().at(-1)).toEqual({
      ...{ type: 'agent-state-changed', seq: 1, from: 'offline', to: 'not-ready', reason: 'logged-in', at: at(1) },
    });
  });

  it('may log in again, on another screen, and is as before', () => {
    const agent = ready();
    agent.logIn(at(5));
    expect(agent).toMatchObject({ state: 'ready', since: NINE });
    expect(typesOf(agent)).toEqual([]);
  });

  it('who logs out in a call and in again stays', () => {
    const agent = onACall();
    agent.choose(OFFLINE, at(5));
    agent.logIn(at(6));
    agent.release('r1', at(7));
    expect(agent).toMatchObject({ state: 'ready' });
  });

  it('who is not logged in cannot do anything else', () => {
    const agent = anAgent();
    expect(() => agent.choose(READY, NINE)).toThrow(refusal('agent-move-refused', { state: 'offline' }));
    expect(() => agent.force(READY, 'sam', 'why', NINE)).toThrow(refusal('agent-move-refused'));
    expect(() => agent.engage(aCall('c'), CAPACITY, NINE)).toThrow(refusal('agent-move-refused'));
    expect(() => agent.offer(aReservation('r'), CAPACITY, NINE)).toThrow(refusal('agent-not-routable'));
    expect(() => agent.endAfterWork(NINE)).toThrow(refusal('agent-move-refused'));
  });

  it('goes from one reason to another, each a line of the log', () => {
    const agent = loggedIn();
    agent.choose(notReady('meal'), at(1));
    agent.choose(notReady('break'), at(2));
    expect(agent).toMatchObject({ state: 'not-ready', reason: 'break', since: at(2), changes: 3 });
  });

  it('never goes back in time, whatever the clocks of two processes say', () => {
    const agent = loggedIn();
    agent.choose(READY, at(10));
    agent.choose(notReady('meal'), at(8));
    expect(agent).toMatchObject({ state: 'not-ready', since: at(10) });
  });

  describe('who is offered a contact', () => {
    it('has it once, however often it is said', () => {
      const agent = ready();
      agent.offer(aReservation('r1'), CAPACITY, at(1));
      agent.offer(aReservation('r1'), CAPACITY, at(2));
      expect(agent).toMatchObject({ state: 'offered', since: at(1), hands: { offers: [{ id: 'r1' }] } });
    });

    it('accepts it, once', () => {
      const agent = ready();
      agent.offer(aReservation('r1'), CAPACITY, at(1));
      agent.accept('r1', at(2));
      agent.accept('r1', at(3));
      expect(agent).toMatchObject({
        state: 'engaged',
        since: at(2),
        hands: { offers: [], engagements: [{ id: 'r1' }] },
      });
      agent.release('r1', at(4));
      agent.accept('r1', at(5));
      expect(agent).toMatchObject({ state: 'ready', hands: { engagements: [] } });
    });

    it.each([
      ['declined', (agent: Agent) => agent.decline('r1', at(2))],
      ['missed', (agent: Agent) => agent.miss('r1', at(2))],
      ['canceled', (agent: Agent) => agent.cancel('r1', at(2))],
    ])('cannot accept it once it was %s, and is told so', (state, end) => {
      const agent = ready();
      agent.offer(aReservation('r1'), CAPACITY, at(1));
      end(agent);
      end(agent);
      expect(() => agent.accept('r1', at(3))).toThrow(refusal('reservation-ended', { state }));
      expect(() => agent.offer(aReservation('r1'), CAPACITY, at(90))).toThrow(refusal('reservation-ended', { state }));
    });

    it('cannot decline or miss what they accepted', () => {
      const agent = onACall();
      expect(() => agent.decline('r1', at(3))).toThrow(refusal('reservation-ended', { state: 'accepted' }));
      expect(() => agent.miss('r1', at(3))).toThrow(refusal('reservation-ended', { state: 'accepted' }));
      expect(() => agent.accept('r9', at(3))).toThrow(refusal('reservation-not-found'));
    });

    it('is not rung for a caller who hung up before', () => {
      const agent = ready();
      agent.cancel('r1', at(1));
      expect(() => agent.offer(aReservation('r1'), CAPACITY, at(2))).toThrow(refusal('reservation-ended'));
      expect(agent).toMatchObject({ state: 'ready' });
    });

    it('and accepts as the caller hangs up keeps it: it is then released', () => {
      const agent = onACall();
      agent.cancel('r1', at(1));
      expect(agent).toMatchObject({ state: 'engaged' });
    });

    it('has it until its time and a little longer, whoever forgot to end it', () => {
      const agent = ready();
      agent.offer(aReservation('r1', { expiresAt: at(20) }), CAPACITY, NINE);
      expect(agent).toMatchObject({ dueAt: at(25) });
      agent.tidy(at(24));
      expect(agent).toMatchObject({ state: 'offered' });
      agent.tidy(at(25));
      expect(agent).toMatchObject({ state: 'not-responding', dueAt: null });
    });

    it('has no contact twice', () => {
      const agent = ready();
      agent.offer(aReservation('r1', { channel: 'chat', contactId: 'c' }), CAPACITY, NINE);
      expect(() => agent.offer(aReservation('r2', { channel: 'chat', contactId: 'c' }), CAPACITY, NINE)).toThrow(
        refusal('agent-has-contact'),
      );
    });
  });

  describe('who does not answer (RONA)', () => {
    function silent(): Agent {
      const agent = ready();
      agent.offer(aReservation('r1'), CAPACITY, at(1));
      agent.miss('r1', at(21));
      return agent;
    }

    it('is not responding and gets nothing more', () => {
      const agent = silent();
      expect(agent).toMatchObject({ state: 'not-responding', since: at(21) });
      expect(() => agent.offer(aReservation('r2'), CAPACITY, at(60))).toThrow(refusal('agent-not-routable'));
    });

    it('is ready again when they say so, last in the row', () => {
      const agent = silent();
      agent.choose(READY, at(100));
      expect(agent).toMatchObject({ state: 'ready' });
      expect(idle(agent)).toEqual(at(100));
    });

    it('was about to be not ready, and is', () => {
      const agent = ready();
      agent.offer(aReservation('r1'), CAPACITY, at(1));
      agent.choose(notReady('meal'), at(2));
      agent.miss('r1', at(21));
      expect(agent).toMatchObject({ state: 'not-ready', reason: 'meal' });
    });

    it('in the midst of chats says so and gets the next at once', () => {
      const agent = onACall(NO_AFTER_WORK, 'chat');
      agent.offer(aReservation('r2', { channel: 'chat' }), CAPACITY, at(1));
      agent.miss('r2', at(21));
      expect(() => agent.offer(aReservation('r3', { channel: 'chat' }), CAPACITY, at(22))).toThrow(
        refusal('agent-not-routable', { state: 'engaged' }),
      );
      agent.choose(READY, at(23));
      agent.offer(aReservation('r3', { channel: 'chat' }), CAPACITY, at(24));
      expect(agent).toMatchObject({ state: 'engaged', hands: { offers: [{ id: 'r3' }] } });
    });
  });

  describe('the longest idle', () => {
    it('counts from becoming ready', () => {
      expect(idle(ready())).toEqual(NINE);
    });

    it('counts from the end of the last contact and its after-contact work', () => {
      const agent = afterACall({ mode: 'mandatory', seconds: null });
      agent.endAfterWork(at(90));
      expect(idle(agent)).toEqual(at(90));
      const plain = onACall();
      plain.release('r1', at(60));
      expect(idle(plain)).toEqual(at(60));
    });

    it('does not begin anew with an offer that came to nothing, nor by saying again that one is ready', () => {
      const agent = ready();
      agent.offer(aReservation('r1'), CAPACITY, at(10));
      agent.decline('r1', at(12));
      agent.offer(aReservation('r2'), CAPACITY, at(20));
      agent.cancel('r2', at(21));
      agent.choose(READY, at(30));
      expect(idle(agent)).toEqual(NINE);
    });

    it('is told of to nobody when nothing changed', () => {
      const agent = ready();
      agent.choose(READY, at(30));
      expect(typesOf(agent)).toEqual([]);
    });

    it('begins anew with declining, where the queue has it so', () => {
      const agent = ready();
      agent.offer(aReservation('r1', { toTheEnd: true }), CAPACITY, at(10));
      agent.decline('r1', at(12));
      expect(idle(agent)).toEqual(at(12));
    });

    it('begins anew with a login', () => {
      const agent = ready();
      agent.choose(OFFLINE, at(10));
      agent.logIn(at(20));
      agent.choose(READY, at(30));
      expect(idle(agent)).toEqual(at(30));
    });
  });

  describe('a supervisor', () => {
    it('says what somebody is, and why', () => {
      const agent = ready();
      agent.force(notReady('training'), 'sam', 'briefing of the day', at(5));
      expect(agent).toMatchObject({ state: 'not-ready', reason: 'training' });
      expect(agent.takeEvents()).toContainEqual({
        ...{ type: 'agent-forced', state: 'not-ready', reason: 'training', by: 'sam', at: at(5) },
        why: 'briefing of the day',
      });
    });

    it('ends after-contact work, also what must last, but no call', () => {
      const after = afterACall({ mode: 'forced', seconds: 600 });
      after.force(READY, 'sam', 'many wait', at(70));
      expect(after).toMatchObject({ state: 'ready', hands: { afterWork: [] } });
      const calling = onACall();
      calling.force(OFFLINE, 'sam', 'end of shift', at(5));
      expect(calling).toMatchObject({ state: 'engaged' });
      calling.release('r1', at(9));
      expect(calling).toMatchObject({ state: 'offline' });
    });
  });

  describe('whose lease ran out', () => {
    it('is offline, also in after-contact work that nobody would end', () => {
      for (const agent of [ready(), afterACall({ mode: 'mandatory', seconds: null })]) {
        agent.lapse(at(200));
        expect(agent).toMatchObject({ state: 'offline', since: at(200) });
      }
    });

    it('is still on the telephone, gets nothing more, and is offline after it without further work', () => {
      const agent = onACall({ mode: 'mandatory', seconds: null });
      agent.lapse(at(200));
      expect(agent).toMatchObject({ state: 'engaged' });
      agent.release('r1', at(300));
      expect(agent).toMatchObject({ state: 'offline', since: at(300) });
    });

    it('and returns during the call is as before', () => {
      const agent = onACall({ mode: 'mandatory', seconds: null });
      agent.lapse(at(200));
      agent.returnToLease(at(210));
      agent.release('r1', at(300));
      expect(agent).toMatchObject({ state: 'after-contact-work' });
    });

    it('and returns finds what they had chosen', () => {
      const agent = onACall();
      agent.choose(notReady('meal'), at(100));
      agent.lapse(at(200));
      agent.returnToLease(at(210));
      agent.release('r1', at(300));
      expect(agent).toMatchObject({ state: 'not-ready', reason: 'meal' });
    });

    it('and returns in the midst of chats says that there is room', () => {
      const agent = onACall(NO_AFTER_WORK, 'chat');
      agent.lapse(at(200));
      agent.takeEvents();
      agent.returnToLease(at(210));
      expect(typesOf(agent)).toEqual(['agent-returned', 'agent-next-chosen', 'agent-capacity-freed']);
    });

    it('and was offline already changes nothing', () => {
      const agent = anAgent();
      agent.lapse(at(200));
      agent.returnToLease(at(201));
      expect(typesOf(agent)).toEqual([]);
    });
  });

  describe('has room', () => {
    it('for ten chats, not eleven', () => {
      const agent = ready();
      for (let chat = 1; chat <= 10; chat++) {
        agent.offer(aReservation(`r${chat}`, { channel: 'chat' }), CAPACITY, at(chat));
        agent.accept(`r${chat}`, at(chat));
      }
      expect(() => agent.offer(aReservation('r11', { channel: 'chat' }), CAPACITY, at(11))).toThrow(
        refusal('agent-at-capacity'),
      );
      agent.release('r3', at(12));
      agent.release('r3', at(13));
      agent.offer(aReservation('r11', { channel: 'chat' }), CAPACITY, at(14));
      expect(() => agent.offer(aReservation('r12', { channel: 'chat' }), CAPACITY, at(15))).toThrow(
        refusal('agent-at-capacity'),
      );
    });

    it('for one call and nothing beside it', () => {
      const agent = onACall();
      for (const channel of ['voice', 'chat', 'email'] as const)
        expect(() => agent.offer(aReservation('r2', { channel }), CAPACITY, at(1))).toThrow(
          refusal('agent-at-capacity'),
        );
    });

    it('for a call beside chats only where calls interrupt them', () => {
      const agent = onACall(NO_AFTER_WORK, 'chat');
      expect(() => agent.offer(aReservation('r2'), CAPACITY, at(1))).toThrow(refusal('agent-at-capacity'));
      agent.offer(aReservation('r2'), { ...CAPACITY, voice: { ...CAPACITY.voice!, interrupts: ['chat'] } }, at(2));
      expect(() => agent.offer(aReservation('r3', { channel: 'chat' }), CAPACITY, at(3))).toThrow(
        refusal('agent-at-capacity'),
      );
    });

    it('that is free once: who was never engaged cannot be released', () => {
      const agent = ready();
      expect(() => agent.release('r1', at(1))).toThrow(refusal('engagement-not-found'));
      agent.offer(aReservation('r1'), CAPACITY, at(1));
      expect(() => agent.release('r1', at(2))).toThrow(refusal('engagement-not-found'));
    });
  });
});
