import { AggregateRoot } from '#libs/kernel/aggregate-root';
import type { CallProgressed } from './call-leg.events.js';
import { NothingCollected } from './switch.errors.js';
import type { Answerer, EndCause, Incoming, SwitchEvent } from './switch-event.js';

/** `external`: somebody outside who was asked in. */
export type LegRole = 'customer' | 'agent' | 'supervisor' | 'external';
/** `dialling`: we asked for it, and the switch has not told anything of it. */
export type LegState = 'dialling' | 'ringing' | 'answered' | 'held' | 'ended';

export interface DialledLeg {
  readonly id: string;
  readonly contactId: string;
  readonly role: LegRole;
  readonly agentId: string | null;
  /** The leg it talks to as soon as it is answered. */
  readonly bridgesTo: string | null;
  /** The leg that is let go when it talks, and not before: a transfer is committed on accept. */
  readonly releases: string | null;
  /** The offer it rings for, one call each; null: whoever asked for it sees to it. */
  readonly reservationId: string | null;
}

/** What was pressed when it was asked for; forgotten when the call ends. */
export interface Digits {
  readonly commandId: string;
  readonly digits: string;
}

interface Recorded {
  readonly file: string;
  /** ISO-8601. */
  readonly startedAt: string;
  readonly endedAt: string | null;
}

const NOBODYS = { agentId: null, bridgesTo: null, releases: null, reservationId: null } as const;

/** From which states an event leads to which; from others it changes nothing. */
const MOVES: Readonly<Partial<Record<SwitchEvent['kind'], readonly [from: readonly LegState[], to: LegState]>>> = {
  ringing: [['dialling'], 'ringing'],
  answered: [['dialling', 'ringing'], 'answered'],
  held: [['answered'], 'held'],
  resumed: [['held'], 'answered'],
  ended: [['dialling', 'ringing', 'answered', 'held'], 'ended'],
};

/** What this service believes of one leg of a call; the switch knows better. Its id is the switch's. */
export class CallLeg extends AggregateRoot<CallProgressed> {
  readonly contactId!: string;
  readonly role!: LegRole;
  readonly agentId!: string | null;
  readonly direction!: 'inbound' | 'outbound';
  readonly releases!: string | null;
  readonly reservationId!: string | null;
  readonly startedAt!: Date;
  protected bridgesTo!: string | null;
  protected state!: LegState;
  /** When it came into this state. */
  protected since!: Date;
  protected peerId!: string | null;
  protected answerer!: Answerer | null;
  protected endCause!: EndCause | null;
  protected recordings!: readonly Recorded[];
  protected collected!: Digits | null;
  /** The newest event that was heard. */
  protected lastOrder!: string | null;

  // Rows are loaded through it, so it must not check anything.
  private constructor() {
    super();
  }

  static incoming(event: Incoming, contactId: string): CallLeg {
    const own = { id: event.callId, contactId, role: 'customer', ...NOBODYS };
    const leg = CallLeg.#begun({ ...own, direction: 'inbound', state: 'ringing', lastOrder: event.order }, event.at);
    leg.#tell(event);
    return leg;
  }

  /** Before the switch is asked for it, so that no call is made that nobody knows of. */
  static dialled(input: DialledLeg, now: Date): CallLeg {
    return CallLeg.#begun({ ...input, direction: 'outbound', state: 'dialling', lastOrder: null }, now);
  }

  static #begun(fields: object, now: Date): CallLeg {
    const leg = new CallLeg();
    Object.assign(leg, fields, { startedAt: now, since: now, recordings: [] });
    leg.peerId = leg.answerer = leg.endCause = leg.collected = null;
    return leg;
  }

  /** The newest that was asked for. @throws NothingCollected */
  get digits(): Digits {
    if (!this.collected) throw new NothingCollected('Nothing was collected from this call.', { callId: this.id });
    return this.collected;
  }

  /** Takes over what the switch told. False when it was known or comes too late: then nothing is changed. */
  hear(event: SwitchEvent): boolean {
    const isOld = event.order !== null && this.lastOrder !== null && event.order <= this.lastOrder;
    if (isOld || !this.#change(event)) return false;
    this.lastOrder = event.order ?? this.lastOrder;
    this.#tell(event);
    return true;
  }

  #change(event: SwitchEvent): boolean {
    if (event.kind === 'recording-stopped') return this.#stopRecording(event.file, event.at);
    if (this.state === 'ended') return false;
    switch (event.kind) {
      case 'bridged':
        if (this.peerId === event.withId) return false;
        this.peerId = event.withId;
        if (this.bridgesTo === event.withId) this.bridgesTo = null;
        return true;
      case 'unbridged':
        if (this.peerId === null) return false;
        this.peerId = null;
        return true;
      case 'answerer-detected':
        if (this.answerer === event.answerer) return false;
        this.answerer = event.answerer;
        return true;
      case 'recording-started': {
        const recorded = { file: event.file, startedAt: event.at.toISOString(), endedAt: null };
        this.recordings = [...this.recordings, recorded];
        return true;
      }
      case 'collected':
        this.collected = { commandId: event.commandId, digits: event.digits };
        return true;
      case 'joined':
      case 'left':
      case 'played':
        return true;
      case 'ended':
        this.endCause = event.cause;
        this.peerId = this.collected = null;
    }
    return this.#move(event);
  }

  #move(event: SwitchEvent): boolean {
    const [from, to] = MOVES[event.kind] ?? [[], this.state];
    if (!from.includes(this.state)) return false;
    this.state = to;
    this.since = event.at;
    return true;
  }

  #stopRecording(file: string, at: Date): boolean {
    const isOpen = (each: Recorded) => each.file === file && each.endedAt === null;
    if (!this.recordings.some(isOpen)) return false;
    this.recordings = this.recordings.map((each) => (isOpen(each) ? { ...each, endedAt: at.toISOString() } : each));
    return true;
  }

  #tell(event: SwitchEvent): void {
    this.record({
      type: 'call-progressed',
      at: event.at,
      kind: event.kind,
      cause: event.kind === 'ended' ? event.cause : null,
      answerer: event.kind === 'answerer-detected' ? event.answerer : null,
      file: 'file' in event ? event.file : null,
      conference: 'conference' in event ? event.conference : null,
      commandId: 'commandId' in event ? event.commandId : null,
    });
  }
}
