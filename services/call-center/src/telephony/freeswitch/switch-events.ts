import type { Happening, SwitchEvent } from '../domain/switch-event.js';
import type { EslEvent } from './esl-connection.js';
import { DIGITS_VARIABLE, TENANT_VARIABLE } from './esl-request.js';
import { endCauseOf } from './hangup-cause.js';

/** What is asked for; custom events by their subclass. */
export const SUBSCRIPTION = [
  ...['CHANNEL_PARK', 'CHANNEL_PROGRESS', 'CHANNEL_PROGRESS_MEDIA', 'CHANNEL_ANSWER', 'CHANNEL_HOLD', 'CHANNEL_UNHOLD'],
  ...['CHANNEL_BRIDGE', 'CHANNEL_UNBRIDGE', 'CHANNEL_HANGUP_COMPLETE', 'CHANNEL_EXECUTE_COMPLETE', 'RECORD_START'],
  ...['RECORD_STOP', 'BACKGROUND_JOB', 'CUSTOM', 'conference::maintenance', 'avmd::beep'],
].join(' ');

interface Told {
  readonly callId: string | undefined;
  readonly tenantId: string | undefined;
  readonly what: Happening;
  /** After the others of the same event. */
  readonly place?: string;
}

/** What an event of FreeSWITCH means here: nothing, or something for one leg or both. Those of other systems mean nothing. */
export function switchEventsOf(event: EslEvent): SwitchEvent[] {
  const order = (event['Event-Sequence'] ?? '0').padStart(20, '0');
  const at = new Date(Math.floor(Number(event['Event-Date-Timestamp'] ?? 0) / 1_000));
  return told(event).flatMap(({ callId, tenantId, what, place = '' }) => {
    if (callId === undefined || tenantId === undefined) return [];
    const eventId = `${event['Core-UUID']}:${order}${place}:${callId}`;
    return [{ ...what, eventId, callId, tenantId, order: `${order}${place}`, at }];
  });
}

function told(event: EslEvent): Told[] {
  const whose = { callId: event['Unique-ID'], tenantId: event[`variable_${TENANT_VARIABLE}`] };
  const one = (what: Happening): Told[] => [{ ...whose, what }];
  switch (event['Event-Name']) {
    case 'CHANNEL_PARK':
      if (event['Call-Direction'] !== 'inbound') return [];
      return one({ kind: 'incoming', from: callerOf(event), to: event['Caller-Destination-Number'] ?? '' });
    case 'CHANNEL_PROGRESS':
    case 'CHANNEL_PROGRESS_MEDIA':
      return event['Call-Direction'] === 'inbound' ? [] : one({ kind: 'ringing' });
    case 'CHANNEL_ANSWER':
      return [...one({ kind: 'answered' }), ...presumed(event).map((what) => ({ ...whose, what, place: '.1' }))];
    case 'CHANNEL_HOLD':
      return one({ kind: 'held' });
    case 'CHANNEL_UNHOLD':
      return one({ kind: 'resumed' });
    case 'CHANNEL_BRIDGE':
      return pairOf(event, whose.tenantId).map((leg) => ({ ...leg, what: { kind: 'bridged', withId: leg.otherId } }));
    case 'CHANNEL_UNBRIDGE':
      return pairOf(event, whose.tenantId).map((leg) => ({ ...leg, what: { kind: 'unbridged' } }));
    case 'CHANNEL_HANGUP_COMPLETE':
      return one({ kind: 'ended', cause: endCauseOf(event['Hangup-Cause']) });
    case 'CHANNEL_EXECUTE_COMPLETE':
      return executed(event).flatMap(one);
    case 'RECORD_START':
      return one({ kind: 'recording-started', file: fileOf(event) });
    case 'RECORD_STOP':
      return one({ kind: 'recording-stopped', file: fileOf(event) });
    case 'BACKGROUND_JOB':
      return originateFailed(event);
    case 'CUSTOM':
      return custom(event).flatMap(one);
    default:
      return [];
  }
}

/** Whoever answers is a person until avmd hears a beep. */
function presumed(event: EslEvent): Happening[] {
  const isAsked = event['variable_execute_on_answer'] === 'avmd_start';
  return isAsked ? [{ kind: 'answerer-detected', answerer: 'person' }] : [];
}

/** An event of the pair carries the variables of one leg; both are of the same tenant. */
function pairOf(event: EslEvent, tenantId: string | undefined) {
  const [a, b] = [event['Bridge-A-Unique-ID'], event['Bridge-B-Unique-ID']];
  if (a === undefined || b === undefined) return [];
  return [
    { callId: a, otherId: b, tenantId },
    { callId: b, otherId: a, tenantId },
  ];
}

function executed(event: EslEvent): Happening[] {
  const commandId = event['Application-UUID'];
  if (commandId === undefined) return [];
  if (event['Application'] === 'playback') return [{ kind: 'played', commandId }];
  if (event['Application'] !== 'play_and_get_digits') return [];
  return [{ kind: 'collected', commandId, digits: event[`variable_${DIGITS_VARIABLE}`] ?? '' }];
}

/** Where not even a channel came of it there is no other sign of the end; otherwise it is told twice. */
function originateFailed(event: EslEvent): Told[] {
  const failure = /^-ERR (\w+)/.exec(event['_body'] ?? '');
  if (event['Job-Command'] !== 'originate' || !failure) return [];
  const variable = (name: string) => new RegExp(`[{,]${name}=([^,}]*)`).exec(event['Job-Command-Arg'] ?? '')?.[1];
  const what = { kind: 'ended', cause: endCauseOf(failure[1]) } as const;
  return [{ callId: variable('origination_uuid'), tenantId: variable(TENANT_VARIABLE), what }];
}

function custom(event: EslEvent): Happening[] {
  if (event['Event-Subclass'] === 'avmd::beep') return [{ kind: 'answerer-detected', answerer: 'machine' }];
  const conference = event['Conference-Name'];
  if (event['Event-Subclass'] !== 'conference::maintenance' || conference === undefined) return [];
  if (event['Action'] === 'add-member') return [{ kind: 'joined', conference }];
  return event['Action'] === 'del-member' ? [{ kind: 'left', conference }] : [];
}

function callerOf(event: EslEvent): string | null {
  const number = event['Caller-Caller-ID-Number'];
  return number === undefined || number === '' || number === 'anonymous' ? null : number;
}

function fileOf(event: EslEvent): string {
  return (event['Record-File-Path'] ?? '').split('/').at(-1)!;
}
