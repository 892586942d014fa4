import { describe, expect, it } from '@jest/globals';
import { endCauseOf } from '../../../src/telephony/freeswitch/hangup-cause.js';
import { shownCalls } from '../../../src/telephony/freeswitch/shown-calls.js';
import { switchEventsOf } from '../../../src/telephony/freeswitch/switch-events.js';

const OF = { callId: 'a-1', tenantId: 'acme' };
const channel = (more: Record<string, string>) => ({
  'Core-UUID': 'core',
  'Event-Sequence': '4711',
  'Event-Date-Timestamp': '1795424400123456',
  'Unique-ID': 'a-1',
  variable_switchboard_tenant: 'acme',
  ...more,
});

describe('what FreeSWITCH tells', () => {
  it('has an id that stays the same, an order that sorts, and its own time', () => {
    const [event] = switchEventsOf(channel({ 'Event-Name': 'CHANNEL_ANSWER' }));
    expect(event).toEqual({
      ...{ ...OF, kind: 'answered', eventId: 'core:00000000000000004711:a-1', order: '00000000000000004711' },
      at: new Date(1_795_424_400_123),
    });
  });

  it('is incoming when a call that came in is parked, and not when one of ours is', () => {
    const parked = { 'Event-Name': 'CHANNEL_PARK', 'Caller-Destination-Number': '4001' };
    const from = { 'Caller-Caller-ID-Number': '+8613' };
    const told = (more: object) => switchEventsOf(channel({ ...parked, ...from, ...more }));
    expect(told({ 'Call-Direction': 'inbound' })).toMatchObject([{ kind: 'incoming', from: '+8613', to: '4001' }]);
    expect(told({ 'Call-Direction': 'outbound' })).toEqual([]);
    const anonymous = { 'Call-Direction': 'inbound', 'Caller-Caller-ID-Number': 'anonymous' };
    expect(told(anonymous)).toMatchObject([{ from: null }]);
  });

  it('is told for both of two who are bridged', () => {
    const pair = { 'Bridge-A-Unique-ID': 'a-1', 'Bridge-B-Unique-ID': 'b-2' };
    const bridged = switchEventsOf(channel({ 'Event-Name': 'CHANNEL_BRIDGE', ...pair }));
    expect(bridged).toMatchObject([
      { ...OF, kind: 'bridged', withId: 'b-2' },
      { ...OF, callId: 'b-2', kind: 'bridged', withId: 'a-1' },
    ]);
    expect(new Set(bridged.map(({ eventId }) => eventId)).size).toBe(2);
  });

  it('is an end also where the originate failed before there was a channel', () => {
    const job = {
      ...{ 'Event-Name': 'BACKGROUND_JOB', 'Event-Sequence': '1', 'Job-Command': 'originate' },
      'Job-Command-Arg': '{origination_uuid=c-3,switchboard_tenant=acme,originate_timeout=30}user/mia &park()',
    };
    expect(switchEventsOf({ ...job, _body: '-ERR USER_BUSY\n' })).toMatchObject([
      { callId: 'c-3', tenantId: 'acme', kind: 'ended', cause: 'busy' },
    ]);
    expect(switchEventsOf({ ...job, _body: '+OK c-3\n' })).toEqual([]);
  });

  it('is nothing when it is of a call of others, or of no kind we know', () => {
    const others = Object.entries(channel({ 'Event-Name': 'CHANNEL_ANSWER' })).filter(
      ([name]) => !name.startsWith('variable_'),
    );
    expect(switchEventsOf(Object.fromEntries(others))).toEqual([]);
    expect(switchEventsOf(channel({ 'Event-Name': 'HEARTBEAT' }))).toEqual([]);
  });

  it.each([
    ['NORMAL_CLEARING', 'hung-up'],
    ['ORIGINATOR_CANCEL', 'cancelled'],
    ['NO_ANSWER', 'no-answer'],
    ['UNALLOCATED_NUMBER', 'invalid-number'],
    ['RECOVERY_ON_TIMER_EXPIRE', 'failed'],
  ])('ends by %s as %s', (cause, as) => expect(endCauseOf(cause)).toBe(as));
});

describe('who answers a call that FreeSWITCH looks for machines in', () => {
  it('is a person, told right after the answer, until a machine is heard', () => {
    const answered = channel({ 'Event-Name': 'CHANNEL_ANSWER', variable_execute_on_answer: 'avmd_start' });
    const [first, second] = switchEventsOf(answered);
    expect(first).toMatchObject({ kind: 'answered' });
    expect(second).toMatchObject({ kind: 'answerer-detected', answerer: 'person' });
    expect(second!.order! > first!.order!).toBe(true);
    expect(second!.eventId).not.toBe(first!.eventId);
  });
});

describe('the calls that FreeSWITCH shows', () => {
  it('are none without rows', () => expect(shownCalls('{"row_count":0}')).toEqual([]));

  it('are two for a row with both halves, one for a row with one; what hangs up is over', () => {
    const row = (half: string, uuid: string, callstate: string) => ({
      ...{
        [`${half}uuid`]: uuid,
        [`${half}callstate`]: callstate,
        [`${half}direction`]: half ? 'outbound' : 'inbound',
      },
      ...{ [`${half}cid_num`]: '+8613', [`${half}dest`]: '4001' },
    });
    const rows = [
      { ...row('', 'a', 'ACTIVE'), ...row('b_', 'b', 'HELD') },
      { ...row('', 'c', 'EARLY'), b_uuid: '', b_callstate: '' },
      { ...row('', 'd', 'HANGUP'), b_uuid: null },
    ];
    expect(shownCalls(JSON.stringify({ row_count: 3, rows }))).toEqual([
      { callId: 'a', direction: 'inbound', from: '+8613', to: '4001', state: 'answered', peerId: 'b' },
      { callId: 'b', direction: 'outbound', from: '+8613', to: '4001', state: 'held', peerId: 'a' },
      { callId: 'c', direction: 'inbound', from: '+8613', to: '4001', state: 'ringing', peerId: null },
    ]);
  });
});
