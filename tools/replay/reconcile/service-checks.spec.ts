import { describe, expect, it } from '@jest/globals';
import { Journey } from '../play/journey.js';
import type { ClockSeen, DeskWork, Observed, ObservedTicket } from './observed.js';
import { checkService, SERVICE_CHECKS } from './service-checks.js';

const [PROMISES, FORMS, SOPS, FLOWS] = SERVICE_CHECKS as [string, string, string, string];
const KEPT: ClockSeen = {
  ...{ metric: 'resolution', state: 'fulfilled', outcome: 'met', elapsedMinutes: 3 },
  segments: [
    { from: '09:00', to: '09:01', countedMinutes: 1, expected: false },
    { from: '09:01', to: '09:03', countedMinutes: 2, expected: false },
  ],
};
const WORKED: DeskWork = {
  forms: [{ stage: 'handle', answers: { order: { orderStatus: 'pending' } } }],
  runs: [{ status: 'ended' }],
};
const TICKET: ObservedTicket = {
  view: { id: 't', version: 9, status: 'closed', openVisitId: null, satisfaction: null, archivedAt: '2026-11-23' },
  ...{ journal: ['ticket-close-flow-taken'], qualityChecks: 1, clocks: [KEPT], desk: WORKED },
};
const found = (wrong: Partial<ObservedTicket>) => {
  const journey = new Journey({ id: 'R1', user_id: 'anna', request: '', actions: [] }, 0, 'ordinary', 'run');
  return checkService({ journey, tickets: [{ ...TICKET, ...wrong }] } as unknown as Observed);
};
const clock = (wrong: Partial<ClockSeen>) => ({ clocks: [{ ...KEPT, ...wrong }] });
const desk = (wrong: Partial<DeskWork>) => ({ desk: { ...WORKED, ...wrong } });

describe('the checks of how a ticket was worked on', () => {
  it('find nothing when all is as it must be, and look at no desk where a process did the work', () => {
    expect(found({})).toEqual([]);
    expect(found({ desk: null, journal: [] })).toEqual([]);
  });

  it.each([
    ['a promise that was missed', clock({ outcome: 'missed' }), PROMISES],
    ['a solution nothing was promised of', { clocks: [] }, PROMISES],
    ['a clock that still runs', { clocks: [KEPT, { ...KEPT, metric: 'first-response', state: 'running' }] }, PROMISES],
    [
      'a gap between segments',
      clock({ segments: [KEPT.segments[0]!, { ...KEPT.segments[1]!, from: '09:02' }] }),
      PROMISES,
    ],
    ['minutes that are nowhere', clock({ elapsedMinutes: 4 }), PROMISES],
    ['a form without the order', desk({ forms: [{ stage: 'handle', answers: { order: {} } }] }), FORMS],
    ['a form that is empty', desk({ forms: [{ stage: 'handle', answers: null }] }), FORMS],
    ['a SOP that was left', desk({ runs: [{ status: 'left' }] }), SOPS],
    ['a SOP that was begun twice', desk({ runs: [...WORKED.runs, ...WORKED.runs] }), SOPS],
    ['a ticket that took no close flow', { journal: [] }, FLOWS],
  ])('find %s', (_, wrong, check) => {
    const findings = found(wrong);
    expect(new Set(findings.map((finding) => finding.check))).toEqual(new Set([check]));
    expect(findings[0]!.requestId).toBe('R1');
  });

  it('do not count what is yet to come', () => {
    const expected = { from: '09:03', to: '10:00', countedMinutes: 57, expected: true };
    expect(found(clock({ segments: [...KEPT.segments, expected] }))).toEqual([]);
  });
});
