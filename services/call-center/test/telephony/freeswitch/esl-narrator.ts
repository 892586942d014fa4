import type { FakeClock } from '#libs/testing/fake-clock';
import type { EndCause, SwitchEvent } from '../../../src/telephony/domain/switch-event.js';

const CORE = '7f4db78a-17d7-41dd-b7a0-db4edd065621';

export const CAUSES: Readonly<Record<EndCause, string>> = {
  'hung-up': 'NORMAL_CLEARING',
  cancelled: 'ORIGINATOR_CANCEL',
  rejected: 'CALL_REJECTED',
  busy: 'USER_BUSY',
  'no-answer': 'NO_ANSWER',
  'invalid-number': 'UNALLOCATED_NUMBER',
  failed: 'NORMAL_TEMPORARY_FAILURE',
  lost: 'MEDIA_TIMEOUT',
};

/** Tells of simulated calls as FreeSWITCH would. */
export class EslNarrator {
  #sequence = 0;
  readonly #pairs = new Map<string, string>();
  /** Which way a call goes: its first event says so. */
  readonly #directions = new Map<string, 'inbound' | 'outbound'>();

  constructor(
    private readonly clock: FakeClock,
    private readonly send: (event: object) => void,
  ) {}

  tell(event: SwitchEvent): void {
    if (!this.#directions.has(event.callId)) {
      this.#directions.set(event.callId, event.kind === 'incoming' ? 'inbound' : 'outbound');
    }
    const told = this.#words(event);
    if (!told) return;
    const direction = this.#directions.get(event.callId);
    const channel = { 'Unique-ID': event.callId, 'Call-Direction': direction };
    this.#emit({ ...channel, variable_switchboard_tenant: event.tenantId, ...told });
  }

  jobFailed(job: string, argument: string, cause: string): void {
    const what = { 'Job-UUID': job, 'Job-Command': 'originate', 'Job-Command-Arg': argument, _body: `-ERR ${cause}\n` };
    this.#emit({ 'Event-Name': 'BACKGROUND_JOB', ...what });
  }

  #emit(what: object): void {
    const at = { 'Event-Date-Timestamp': `${this.clock.ms()}123` };
    this.send({ 'Core-UUID': CORE, 'Event-Sequence': String(++this.#sequence), ...at, ...what });
  }

  #words(event: SwitchEvent): object | null {
    switch (event.kind) {
      case 'incoming':
        return {
          'Event-Name': 'CHANNEL_PARK',
          'Caller-Caller-ID-Number': event.from,
          'Caller-Destination-Number': event.to,
        };
      case 'ringing':
        return { 'Event-Name': 'CHANNEL_PROGRESS' };
      case 'answered':
        return { 'Event-Name': 'CHANNEL_ANSWER' };
      case 'answerer-detected':
        if (event.answerer === 'person') return null;
        return { 'Event-Name': 'CUSTOM', 'Event-Subclass': 'avmd::beep' };
      case 'held':
        return { 'Event-Name': 'CHANNEL_HOLD' };
      case 'resumed':
        return { 'Event-Name': 'CHANNEL_UNHOLD' };
      case 'bridged':
        return this.#bridged(event.callId, event.withId);
      case 'unbridged':
        return this.#unbridged(event.callId);
      case 'joined':
        return conference('add-member', event.conference);
      case 'left':
        return conference('del-member', event.conference);
      case 'played':
        return executed('playback', event.commandId);
      case 'collected':
        return { ...executed('play_and_get_digits', event.commandId), variable_switchboard_digits: event.digits };
      case 'recording-started':
        return { 'Event-Name': 'RECORD_START', 'Record-File-Path': `/recordings/${event.file}` };
      case 'recording-stopped':
        return { 'Event-Name': 'RECORD_STOP', 'Record-File-Path': `/recordings/${event.file}` };
      case 'ended':
        return { 'Event-Name': 'CHANNEL_HANGUP_COMPLETE', 'Hangup-Cause': CAUSES[event.cause] };
    }
  }

  /** One event for both. */
  #bridged(a: string, b: string): object | null {
    if (this.#pairs.get(b) === a) return null;
    this.#pairs.set(a, b).set(b, a);
    return { 'Event-Name': 'CHANNEL_BRIDGE', 'Bridge-A-Unique-ID': a, 'Bridge-B-Unique-ID': b };
  }

  #unbridged(a: string): object | null {
    const b = this.#pairs.get(a);
    if (b === undefined) return null;
    this.#pairs.delete(a);
    this.#pairs.delete(b);
    return { 'Event-Name': 'CHANNEL_UNBRIDGE', 'Bridge-A-Unique-ID': a, 'Bridge-B-Unique-ID': b };
  }
}

function conference(action: string, name: string): object {
  const subclass = { 'Event-Name': 'CUSTOM', 'Event-Subclass': 'conference::maintenance' };
  return { ...subclass, Action: action, 'Conference-Name': name };
}

function executed(application: string, commandId: string): object {
  return { 'Event-Name': 'CHANNEL_EXECUTE_COMPLETE', Application: application, 'Application-UUID': commandId };
}
