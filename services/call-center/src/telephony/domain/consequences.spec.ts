import { describe, expect, it } from '@jest/globals';
import type { KnownLeg } from './call-leg.repository.js';
import { consequencesOf } from './consequences.js';

const NOW = new Date('2026-11-23T09:00:00Z');

function aLeg(id: string, over: Partial<KnownLeg> = {}): KnownLeg {
  return {
    ...{ id, contactId: 'c', role: 'agent', agentId: id, direction: 'outbound', state: 'answered' },
    ...{
      peerId: null,
      endCause: null,
      bridgesTo: null,
      releases: null,
      reservationId: null,
      startedAt: NOW,
      version: 1,
    },
    ...over,
  };
}
const customer = (over: Partial<KnownLeg> = {}) => aLeg('anna', { role: 'customer', direction: 'inbound', ...over });
const asked = (...legs: KnownLeg[]) => consequencesOf(legs, '').map(({ kind, callId }) => `${kind} ${callId}`);

describe('what follows from how the legs of a contact stand', () => {
  it('is nothing while nobody has to do anything', () => {
    expect(asked(customer(), aLeg('mia', { peerId: 'anna' }))).toEqual([]);
    expect(asked(customer(), aLeg('mia', { state: 'ringing', bridgesTo: 'anna' }))).toEqual([]);
  });

  it('is the end of everybody else when the customer is gone', () => {
    const rings = aLeg('li', { state: 'ringing', bridgesTo: 'anna', releases: 'mia' });
    const commands = consequencesOf([customer({ state: 'ended' }), aLeg('mia'), rings], '');
    expect(commands).toMatchObject([
      { kind: 'hang-up', callId: 'mia', cause: 'hung-up' },
      { kind: 'hang-up', callId: 'li', cause: 'cancelled' },
    ]);
    expect(asked(customer({ state: 'ended' }), aLeg('mia', { state: 'ended' }))).toEqual([]);
  });

  it('is an answer first where the customer still rings', () => {
    const legs = [customer({ state: 'ringing' }), aLeg('mia', { bridgesTo: 'anna' })];
    expect(asked(...legs)).toEqual(['answer anna', 'bridge anna']);
  });

  it('is that the first is let go once the second has the customer', () => {
    const first = aLeg('mia', { peerId: 'anna' });
    expect(asked(customer(), first, aLeg('li', { bridgesTo: 'anna', releases: 'mia' }))).toEqual(['bridge anna']);
    expect(asked(customer(), first, aLeg('li', { releases: 'mia' }))).toEqual(['hang-up mia']);
    expect(asked(customer(), aLeg('mia', { state: 'ended' }), aLeg('li', { releases: 'mia' }))).toEqual([]);
  });

  it('is nothing for who was dialled for somebody who is gone, while another customer stays', () => {
    const gone = aLeg('bela', { role: 'customer', state: 'ended' });
    expect(asked(customer(), gone, aLeg('mia'), aLeg('li', { bridgesTo: 'bela', releases: 'mia' }))).toEqual([]);
  });

  it('has the same command ids as long as it is the same attempt', () => {
    const legs = [customer(), aLeg('mia', { bridgesTo: 'anna' })];
    expect(consequencesOf(legs, '')).toEqual(consequencesOf(legs, ''));
    expect(consequencesOf(legs, '@1')[0]!.commandId).not.toBe(consequencesOf(legs, '')[0]!.commandId);
  });
});
