import { describe, expect, it } from '@jest/globals';
import { isCallable, nextCallable, WEEKDAYS } from './callable-hours.js';
import { decide, type Registers } from './dialling-rules.js';

const EVERY_DAY = Object.fromEntries(WEEKDAYS.map((day) => [day, [{ from: '08:00', to: '21:00' }]]));
/** Monday, 09:00 in London, 17:00 in Shanghai, 04:00 in New York. */
const NOW = new Date('2026-11-23T09:00:00Z');
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);

const TERMS = {
  running: true,
  hours: EVERY_DAY,
  limits: { perRecord: 3, perNumberPerDay: 2, perNumberPerWeek: 4 },
  requiresConsent: true,
};
const RECORD = { waiting: true, dueAt: NOW, attempts: 0 };
const CLEAR: Registers = { doNotCall: [], consentId: 'c1', zones: ['Asia/Shanghai'], calledAt: [], underWay: false };

const decided = (over: { terms?: object; record?: object; registers?: Partial<Registers> }) =>
  decide({ ...TERMS, ...over.terms }, { ...RECORD, ...over.record }, { ...CLEAR, ...over.registers }, NOW);

describe('the rules of a call, at the moment it is dialled (domain-rules D6)', () => {
  it('allow what none of them forbids', () => {
    expect(decided({})).toEqual({ rule: null, again: null });
  });

  it.each([
    ['campaign-not-running', { terms: { running: false } }],
    ['record-not-waiting', { record: { waiting: false } }],
    ['do-not-call-global', { registers: { doNotCall: ['global'] } }],
    ['do-not-call-tenant', { registers: { doNotCall: ['tenant', 'campaign'] } }],
    ['do-not-call-campaign', { registers: { doNotCall: ['campaign'] } }],
    ['record-attempts', { record: { attempts: 3 } }],
    ['record-not-due', { record: { dueAt: new Date(NOW.getTime() + 1) } }],
    ['no-consent', { registers: { consentId: null } }],
    ['zone-unknown', { registers: { zones: [] } }],
    ['outside-callable-hours', { registers: { zones: ['America/New_York'] } }],
    ['number-under-way', { registers: { underWay: true } }],
    ['number-attempts-day', { registers: { calledAt: [hoursAgo(23), hoursAgo(1)] } }],
    ['number-attempts-week', { registers: { calledAt: [30, 60, 90, 167].map(hoursAgo) } }],
  ] as const)('forbid by %s', (rule, over) => {
    expect(decided(over as Parameters<typeof decided>[0]).rule).toBe(rule);
  });

  it('forget calls that are older than the day and the week', () => {
    expect(decided({ registers: { calledAt: [24, 25].map(hoursAgo) } }).rule).toBeNull();
    expect(decided({ registers: { calledAt: [30, 60, 90, 168].map(hoursAgo) } }).rule).toBeNull();
  });

  it('need no consent where the campaign needs none', () => {
    expect(decided({ terms: { requiresConsent: false }, registers: { consentId: null } }).rule).toBeNull();
  });

  it('hold for ever, or until they may be looked at again', () => {
    expect(decided({ registers: { doNotCall: ['tenant'] } }).again).toBeNull();
    expect(decided({ registers: { zones: ['America/New_York'] } }).again).toEqual(new Date('2026-11-23T13:00:00Z'));
  });
});

describe('callable hours', () => {
  const at = (text: string) => new Date(text);

  it.each([
    ['07:59 in Shanghai', '2026-11-22T23:59:59Z', false],
    ['08:00 in Shanghai', '2026-11-23T00:00:00Z', true],
    ['20:59 in Shanghai', '2026-11-23T12:59:59Z', true],
    ['21:00 in Shanghai', '2026-11-23T13:00:00Z', false],
  ])('are those where the callee is, 08:00 to 21:00 (TSR): %s', (_, instant, callable) => {
    expect(isCallable(EVERY_DAY, ['Asia/Shanghai'], at(instant))).toBe(callable);
  });

  it('follow summer time', () => {
    expect(isCallable(EVERY_DAY, ['Europe/Berlin'], at('2026-07-01T06:00:00Z'))).toBe(true);
    expect(isCallable(EVERY_DAY, ['Europe/Berlin'], at('2026-12-01T06:00:00Z'))).toBe(false);
  });

  it('must be in every zone the number may be in, and are never where none is known', () => {
    const both = ['America/New_York', 'America/Los_Angeles'];
    expect(isCallable(EVERY_DAY, both, at('2026-11-23T14:00:00Z'))).toBe(false);
    expect(isCallable(EVERY_DAY, both, at('2026-11-23T16:00:00Z'))).toBe(true);
    expect(isCallable(EVERY_DAY, [], at('2026-11-23T16:00:00Z'))).toBe(false);
  });

  it('are none on a weekday that has none', () => {
    const mondays = { monday: [{ from: '09:00', to: '24:00' }] };
    expect(isCallable(mondays, ['UTC'], at('2026-11-23T23:59:00Z'))).toBe(true);
    expect(isCallable(mondays, ['UTC'], at('2026-11-24T10:00:00Z'))).toBe(false);
    expect(nextCallable(mondays, ['UTC'], at('2026-11-24T10:00:00Z'))).toEqual(at('2026-11-30T09:00:00Z'));
    expect(nextCallable({}, ['UTC'], at('2026-11-24T10:00:00Z'))).toBeNull();
  });
});
