import { describe, expect, it } from '@jest/globals';
import { CallLeg } from './call-leg.aggregate.js';
import type { Happening, Incoming, SwitchEvent } from './switch-event.js';

const NOW = new Date('2026-11-23T09:00:00Z');

let events = 0;
function told(happening: Happening, order: string | null = String(++events).padStart(6, '0')): SwitchEvent {
  return { ...happening, eventId: `e-${order}`, callId: 'a', tenantId: 'acme', order, at: NOW };
}

function aLeg(...happenings: Happening[]): CallLeg {
  const leg = CallLeg.incoming(told({ kind: 'incoming', from: null, to: '4001' }) as Incoming, 'c-1');
  for (const happening of happenings) leg.hear(told(happening));
  leg.takeEvents();
  return leg;
}

const ENDED: Happening = { kind: 'ended', cause: 'hung-up' };

describe('a leg of a call', () => {
  it('is dialled before anything is known of it', () => {
    const input = {
      id: 'b',
      contactId: 'c-1',
      role: 'agent',
      agentId: 'mia',
      bridgesTo: 'a',
      releases: null,
      reservationId: null,
    } as const;
    const leg = CallLeg.dialled(input, NOW);
    expect(leg).toMatchObject({ ...input, direction: 'outbound', state: 'dialling', lastOrder: null });
    expect(leg.takeEvents()).toEqual([]);
  });

  it('goes on by what the switch tells, and tells it once', () => {
    const leg = aLeg();
    expect(leg.hear(told({ kind: 'answered' }))).toBe(true);
    expect(leg.hear(told({ kind: 'answered' }))).toBe(false);
    expect(leg.takeEvents()).toMatchObject([{ type: 'call-progressed', kind: 'answered' }]);
    expect(leg).toMatchObject({ state: 'answered' });
  });

  it('believes what was found out by asking, whatever it heard before', () => {
    const leg = aLeg({ kind: 'answered' });
    expect(leg.hear(told({ kind: 'held' }, null))).toBe(true);
    expect(leg).toMatchObject({ state: 'held' });
  });

  it.each<Happening>([
    { kind: 'answered' },
    { kind: 'bridged', withId: 'b' },
    { kind: 'recording-started', file: 'x.wav' },
    { kind: 'collected', commandId: 'c', digits: '1' },
    { kind: 'answerer-detected', answerer: 'machine' },
    ENDED,
  ])('hears nothing after its end: $kind', (happening) => {
    const leg = aLeg({ kind: 'answered' }, ENDED);
    expect(leg.hear(told(happening))).toBe(false);
    expect(leg.takeEvents()).toEqual([]);
  });

  it('hears after its end that a recording is whole', () => {
    const leg = aLeg({ kind: 'answered' }, { kind: 'recording-started', file: 'x.wav' }, ENDED);
    expect(leg.hear(told({ kind: 'recording-stopped', file: 'x.wav' }))).toBe(true);
    expect(leg.hear(told({ kind: 'recording-stopped', file: 'x.wav' }))).toBe(false);
    expect(leg).toMatchObject({ recordings: [{ file: 'x.wav', endedAt: NOW.toISOString() }] });
  });

  it('forgets at its end whom it talked to and what was pressed', () => {
    const leg = aLeg(
      { kind: 'answered' },
      { kind: 'bridged', withId: 'b' },
      { kind: 'collected', commandId: 'c', digits: '1234' },
    );
    expect(leg.digits).toEqual({ commandId: 'c', digits: '1234' });
    leg.hear(told(ENDED));
    expect(leg).toMatchObject({ peerId: null, endCause: 'hung-up' });
    expect(() => leg.digits).toThrow(expect.objectContaining({ code: 'nothing-collected' }));
  });
});
