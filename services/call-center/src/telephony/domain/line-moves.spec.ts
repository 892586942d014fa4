import { describe, expect, it } from '@jest/globals';
import type { KnownLeg } from './call-leg.repository.js';
import { lineMoves } from './line-moves.js';
import type { WantedTalk } from './wanted-talk.js';

const NOW = new Date('2026-11-23T09:00:00Z');

function aLeg(id: string, over: Partial<KnownLeg> = {}): KnownLeg {
  return {
    ...{ id, contactId: 'c', role: 'agent', agentId: id, direction: 'outbound', state: 'answered' },
    ...{ peerId: null, endCause: null, bridgesTo: null, releases: null, reservationId: `for-${id}` },
    ...{ startedAt: NOW, version: 1 },
    ...over,
  };
}
const customer = (over: Partial<KnownLeg> = {}) =>
  aLeg('anna', { role: 'customer', direction: 'inbound', reservationId: null, ...over });
const waits: WantedTalk = { isOver: false, isHeld: false, holder: null, offers: [] };
const offeredTo = (...agents: string[]): WantedTalk => ({
  ...waits,
  offers: agents.map((agentId) => ({ agentId, reservationId: `for-${agentId}` })),
});
const hadBy = (agentId: string, over: Partial<WantedTalk> = {}): WantedTalk => ({
  ...waits,
  holder: { agentId, reservationId: `for-${agentId}` },
  ...over,
});

function moves(wanted: WantedTalk, ...legs: KnownLeg[]): string[] {
  return lineMoves(wanted, legs, '').map((move) => {
    if (move.do === 'command') return `${move.command.kind} ${move.command.callId}`;
    return 'agentId' in move ? `${move.do} ${move.agentId}` : move.do;
  });
}

describe('calls follow their contact', () => {
  it('nobody is rung while it waits, or when there is no call', () => {
    expect(moves(waits, customer())).toEqual([]);
    expect(moves(offeredTo('mia'))).toEqual([]);
  });

  describe('an offer', () => {
    it('rings each telephone once', () => {
      expect(moves(offeredTo('mia', 'li'), customer())).toEqual(['ring mia', 'ring li']);
      expect(moves(offeredTo('mia'), customer(), aLeg('mia', { state: 'ringing' }))).toEqual([]);
      const gone = aLeg('mia', { state: 'ended', endCause: 'no-answer' });
      expect(moves(offeredTo('mia'), customer(), gone)).toEqual([]);
    });

    it('is accepted by picking up, and declined by refusing', () => {
      expect(moves(offeredTo('mia'), customer(), aLeg('mia'))).toEqual(['accept mia']);
      for (const endCause of ['rejected', 'busy'] as const) {
        expect(moves(offeredTo('mia'), customer(), aLeg('mia', { state: 'ended', endCause }))).toEqual(['decline mia']);
      }
    });

    it('that is over rings no more', () => {
      expect(moves(waits, customer(), aLeg('mia', { state: 'ringing' }))).toEqual(['hang-up mia']);
      const others = [aLeg('mia'), aLeg('li', { state: 'ringing' })];
      expect(moves(hadBy('mia'), customer({ peerId: 'mia' }), ...others)).toEqual(['hang-up li']);
    });
  });

  describe('who has the contact', () => {
    it('talks to the customer, who is answered first', () => {
      expect(moves(hadBy('mia'), customer({ state: 'ringing' }), aLeg('mia'))).toEqual(['answer anna', 'bridge anna']);
      expect(moves(hadBy('mia'), customer({ peerId: 'mia' }), aLeg('mia', { peerId: 'anna' }))).toEqual([]);
    });

    it('is picked up for where they accepted otherwise, and rung where nobody has yet', () => {
      expect(moves(hadBy('mia'), customer(), aLeg('mia', { state: 'ringing' }))).toEqual(['pick-up mia']);
      expect(moves(hadBy('mia'), customer(), aLeg('mia', { state: 'dialling' }))).toEqual([]);
      expect(moves(hadBy('mia'), customer())).toEqual(['ring mia']);
    });

    it('holds and goes on as the contact does', () => {
      const talk = [customer({ peerId: 'mia' }), aLeg('mia')] as const;
      expect(moves(hadBy('mia', { isHeld: true }), ...talk)).toEqual(['hold mia']);
      const held = [customer({ peerId: 'mia' }), aLeg('mia', { state: 'held' })] as const;
      expect(moves(hadBy('mia', { isHeld: true }), ...held)).toEqual([]);
      expect(moves(hadBy('mia'), ...held)).toEqual(['resume mia']);
    });

    it('is asked to hold again, by another command, when they held before', () => {
      const hold = (version: number) =>
        lineMoves(hadBy('mia', { isHeld: true }), [customer({ peerId: 'mia' }), aLeg('mia', { version })], '');
      expect(hold(5)).toEqual(hold(5));
      expect(hold(7)).not.toEqual(hold(5));
    });

    it('has ended it by hanging up, not by losing their telephone', () => {
      const gone = (endCause: KnownLeg['endCause']) => aLeg('mia', { state: 'ended', endCause });
      expect(moves(hadBy('mia'), customer(), gone('hung-up'))).toEqual(['end']);
      expect(moves(hadBy('mia'), customer(), gone('lost'))).toEqual(['requeue']);
      expect(moves(hadBy('mia'), customer(), gone('no-answer'))).toEqual(['requeue']);
    });

    it('is rung again for another offer than the one they hung up', () => {
      const before = aLeg('mia', { reservationId: 'before', state: 'ended', endCause: 'hung-up' });
      expect(moves(hadBy('mia'), customer(), before)).toEqual(['ring mia']);
    });
  });

  describe('who had it', () => {
    const mia = aLeg('mia', { peerId: 'anna' });
    const talks = customer({ peerId: 'mia' });

    it('stays until the next one can talk, and is let go then', () => {
      expect(moves(hadBy('li'), talks, mia, aLeg('li', { state: 'ringing' }))).toEqual(['pick-up li']);
      expect(moves(hadBy('li'), talks, mia, aLeg('li'))).toEqual(['bridge anna', 'hang-up mia']);
    });

    it('is let go at once when nobody has it; the customer hears music first', () => {
      expect(moves(waits, talks, mia)).toEqual(['transfer anna', 'hang-up mia']);
      expect(moves(waits, customer(), aLeg('mia'))).toEqual(['hang-up mia']);
    });
  });

  it('everybody is hung up when it is over, and when the customer has gone', () => {
    const talk = [customer({ peerId: 'mia' }), aLeg('mia', { peerId: 'anna' })];
    expect(moves({ ...waits, isOver: true }, ...talk)).toEqual(['hang-up anna', 'hang-up mia']);
    expect(moves(offeredTo('mia'), customer({ state: 'ended' }), aLeg('mia', { state: 'ringing' }))).toEqual([
      'hang-up mia',
    ]);
  });
});
