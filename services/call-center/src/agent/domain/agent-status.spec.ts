import { describe, expect, it } from '@jest/globals';
import {
  aCall,
  afterACall,
  aReservation,
  at,
  CAPACITY,
  NO_AFTER_WORK,
  notReady,
  onACall,
  READY,
  ready,
} from '../../../test/agent/an-agent.js';
import type { Agent } from './agent.aggregate.js';

const refusal = (code: string, details: object = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });
const typesOf = (agent: Agent) => agent.takeEvents().map(({ type }) => type);

describe('an agent', () => {
  describe('after-contact work', () => {
    it('that is optional is done when asked for', () => {
      const agent = onACall();
      agent.askForAfterWork('r1', at(1));
      agent.release('r1', at(60));
      expect(agent).toMatchObject({ state: 'after-contact-work', since: at(60) });
      agent.endAfterWork(at(70));
      expect(agent).toMatchObject({ state: 'ready', since: at(70) });
    });

    it('that is mandatory lasts until it is ended, also for hours', () => {
      const agent = afterACall({ mode: 'mandatory', seconds: null });
      agent.tidy(at(7_200));
      expect(agent).toMatchObject({ state: 'after-contact-work', since: at(60) });
    });

    it('that is timeboxed may end earlier and ends at its time to the millisecond, however late anybody looks', () => {
      const early = afterACall({ mode: 'timeboxed', seconds: 30 });
      early.endAfterWork(at(70));
      expect(early).toMatchObject({ state: 'ready', since: at(70) });
      const late = afterACall({ mode: 'timeboxed', seconds: 30 });
      expect(late).toMatchObject({ dueAt: at(90) });
      late.choose(notReady('meal'), at(95));
      expect(late.takeEvents().filter(({ type }) => type === 'agent-state-changed')).toMatchObject([
        { from: 'after-contact-work', to: 'ready', at: at(90) },
        { from: 'ready', to: 'not-ready', at: at(95) },
      ]);
    });

    it('with a forced end lasts its time, no less', () => {
      const agent = afterACall({ mode: 'forced', seconds: 30 });
      expect(() => agent.endAfterWork(at(89))).toThrow(refusal('after-contact-work-must-last'));
      agent.offer(aReservation('r2'), CAPACITY, at(90));
      expect(agent).toMatchObject({ state: 'offered' });
    });

    it('is left for the next call that the agent makes, and done after it', () => {
      const agent = afterACall({ mode: 'mandatory', seconds: null });
      agent.engage(aCall('out'), CAPACITY, at(70));
      expect(agent).toMatchObject({ state: 'engaged' });
      agent.release('out', at(80));
      expect(agent).toMatchObject({ state: 'after-contact-work' });
    });

    it('of one chat keeps new ones away from the others until it is done, and says when', () => {
      const agent = onACall({ mode: 'mandatory', seconds: null }, 'chat');
      agent.offer(aReservation('r2', { channel: 'chat' }), CAPACITY, at(1));
      agent.accept('r2', at(2));
      agent.release('r1', at(3));
      agent.takeEvents();
      expect(() => agent.offer(aReservation('r3', { channel: 'chat' }), CAPACITY, at(4))).toThrow(
        refusal('agent-not-routable'),
      );
      agent.endAfterWork(at(5));
      expect(typesOf(agent)).toEqual(['agent-after-contact-work-ended', 'agent-capacity-freed']);
      agent.offer(aReservation('r3', { channel: 'chat' }), CAPACITY, at(6));
    });
  });

  describe('the next status', () => {
    it('takes effect after the call and its after-contact work', () => {
      const agent = onACall({ mode: 'timeboxed', seconds: 30 });
      agent.choose(notReady('meal'), at(10));
      expect(agent).toMatchObject({ state: 'engaged', next: { state: 'not-ready', reason: 'meal' } });
      agent.release('r1', at(60));
      expect(agent).toMatchObject({ state: 'after-contact-work' });
      agent.tidy(at(90));
      expect(agent).toMatchObject({ state: 'not-ready', reason: 'meal', since: at(90), next: null });
    });

    it('keeps further chats away', () => {
      const agent = onACall(NO_AFTER_WORK, 'chat');
      agent.choose(notReady('meal'), at(10));
      expect(() => agent.offer(aReservation('r2', { channel: 'chat' }), CAPACITY, at(11))).toThrow(
        refusal('agent-not-routable'),
      );
      agent.takeEvents();
      agent.choose(READY, at(12));
      expect(typesOf(agent)).toEqual(['agent-next-chosen', 'agent-capacity-freed']);
    });
  });

  describe('a status that needs approval', () => {
    function asking(agent = ready()): Agent {
      agent.requestStatus('q1', 'break', at(1));
      agent.takeEvents();
      return agent;
    }

    it('changes nothing until it is approved', () => {
      const agent = asking();
      expect(agent).toMatchObject({ state: 'ready', request: { id: 'q1', reason: 'break' } });
      agent.approve('q1', 'sam', at(30));
      expect(agent).toMatchObject({ state: 'not-ready', reason: 'break', since: at(30), request: null });
    });

    it('takes effect after the work in hand', () => {
      const agent = asking(onACall());
      agent.approve('q1', 'sam', at(30));
      expect(agent).toMatchObject({ state: 'engaged' });
      agent.release('r1', at(40));
      expect(agent).toMatchObject({ state: 'not-ready', reason: 'break', since: at(40) });
    });

    it('may be declined, by others than oneself', () => {
      const agent = asking();
      expect(() => agent.approve('q1', 'mia', at(2))).toThrow(refusal('agent-status-request-is-ones-own'));
      agent.declineRequest('q1', 'sam', at(3));
      expect(agent).toMatchObject({ state: 'ready', request: null });
      expect(agent.takeEvents()).toMatchObject([{ type: 'agent-status-decided', outcome: 'declined', by: 'sam' }]);
      expect(() => agent.approve('q1', 'sam', at(4))).toThrow(refusal('agent-status-request-not-open'));
    });

    it.each([
      ['choosing something else', (agent: Agent) => agent.choose(notReady('meal'), at(2))],
      ['asking anew', (agent: Agent) => agent.requestStatus('q2', 'training', at(2))],
      ['a supervisor', (agent: Agent) => agent.force(notReady('meeting'), 'sam', 'meeting', at(2))],
      ['being gone', (agent: Agent) => agent.lapse(at(2))],
    ])('is withdrawn by %s', (_, what) => {
      const agent = asking();
      what(agent);
      expect(() => agent.approve('q1', 'sam', at(3))).toThrow(refusal('agent-status-request-not-open'));
    });
  });
});
