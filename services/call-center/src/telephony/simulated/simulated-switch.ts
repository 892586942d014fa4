import type { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { CommandOnce } from '../domain/command-once.js';
import type { Originate, SwitchCommand } from '../domain/switch-command.js';
import type { EndCause, Happening } from '../domain/switch-event.js';
import { SwitchRefused, SwitchUnreachable } from '../domain/switch.errors.js';
import { Switch, type SwitchCall, type SwitchListener } from '../domain/switch.js';
import { Agenda } from './agenda.js';
import type { FarSide, FarSides } from './far-side.js';
import { performing, type CommandEffects } from './command-effects.js';
import { SimulatedCalls } from './simulated-call.js';
import { whoHears } from './who-hears.js';

/** The longest sleep: somebody may have moved the clock. */
const TICK_MS = 100;
/** Telephones of our own: somebody is there, and stays. */
const AT_HAND: FarSide = { reaction: 'person', ringMs: 2_000, patienceMs: null, talkMs: null };

export interface Arrival {
  readonly tenantId: string;
  readonly from: string | null;
  readonly to: string;
  /** What differs from what was drawn. */
  readonly far?: Partial<FarSide>;
}

/**
 * A switch without telephones, for tests, load and trying out: what the other sides do is drawn from a seeded random, and all
 * happens on the clock, so that the same seed gives the same day. It is in one process and forgets everything with it.
 */
export class SimulatedSwitch extends Switch {
  readonly #calls = new SimulatedCalls();
  readonly #agenda = new Agenda();
  readonly #once = new CommandOnce();
  /** What is known of our own telephones, by tenant and extension. */
  readonly #telephones = new Map<string, Partial<FarSide>>();
  readonly #core = newId(new Date());
  #listener: SwitchListener | undefined;
  #isCut = false;
  #events = 0;
  #now: Date;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly random: () => number,
    private readonly farSides: FarSides,
  ) {
    super();
    this.#now = clock.now();
  }

  override start(listener: SwitchListener): void {
    this.#listener = listener;
    this.#sleep();
    listener.onConnected();
  }

  override stop(): Promise<void> {
    this.#listener = undefined;
    clearTimeout(this.#timer);
    return Promise.resolve();
  }

  override async perform(command: SwitchCommand): Promise<void> {
    this.advance();
    await this.#once.run(command.commandId, async () => {
      if (this.#isCut) throw new SwitchUnreachable('The switch is cut off.');
      if (command.kind === 'originate') return this.#originate(command);
      performing(this.#effects, command);
    });
  }

  override calls(): Promise<readonly SwitchCall[]> {
    this.advance();
    if (this.#isCut) return Promise.reject(new SwitchUnreachable('The switch is cut off.'));
    return Promise.resolve(this.#calls.all());
  }

  override get isConnected(): boolean {
    return this.#listener !== undefined && !this.#isCut;
  }

  /** Somebody calls. */
  arrive({ tenantId, from, to, far: said }: Arrival): string {
    this.advance();
    const far = { ...this.farSides(this.random, from), ...said };
    const callId = newId(this.#now);
    this.#calls.add({ callId, tenantId, direction: 'inbound', from, to, far });
    this.#emit(callId, { kind: 'incoming', from, to });
    if (far.patienceMs !== null) {
      this.#in(far.patienceMs, () => !this.#calls.find(callId)?.isServed && this.#end(callId, 'hung-up'));
    }
    return callId;
  }

  /** How one of our own telephones behaves from now on; what is left out is as before it was said. */
  equip(tenantId: string, extension: string, far: Partial<FarSide>): void {
    this.#telephones.set(`${tenantId}/${extension}`, far);
  }

  /** The far side picks up, or rejects, a call that rings there. @throws CallNotFound, SwitchRefused */
  farReact(callId: string, reaction: 'answer' | 'reject'): void {
    this.advance();
    const { state, direction } = this.#calls.get(callId);
    if (state !== 'ringing' || direction === 'inbound') throw new SwitchRefused('It does not ring there.', { callId });
    if (reaction === 'reject') return this.#end(callId, 'rejected');
    performing(this.#effects, { commandId: '', kind: 'answer', callId });
  }

  /** The legs this one hears. @throws CallNotFound */
  heardBy(callId: string): string[] {
    this.advance();
    return whoHears(this.#calls, callId);
  }

  /** The far side hangs up. @throws CallNotFound */
  farHangUp(callId: string): void {
    this.advance();
    this.#calls.get(callId);
    this.#end(callId, 'hung-up');
  }

  /** The far side presses keys. @throws CallNotFound */
  press(callId: string, keys: string): void {
    this.advance();
    const { collecting } = this.#calls.get(callId);
    if (!collecting) return;
    collecting.digits += keys;
    const digits = collecting.digits.split('#')[0]!.slice(0, collecting.maxDigits);
    if (collecting.digits.includes('#') || digits.length === collecting.maxDigits) this.#collected(callId, digits);
  }

  /** Events are lost and commands fail until it is mended. */
  cut(): void {
    this.#isCut = true;
  }

  mend(): void {
    this.#isCut = false;
    this.#listener?.onConnected();
  }

  /** Lets happen what is due. */
  advance(): void {
    const until = this.clock.now();
    for (let at = this.#agenda.next; at !== null && at <= until.getTime(); at = this.#agenda.next) {
      this.#now = new Date(Math.max(at, this.#now.getTime()));
      this.#agenda.take()();
    }
    this.#now = until;
  }

  readonly #effects: CommandEffects = {
    calls: this.#calls,
    emit: (callId, happening) => this.#emit(callId, happening),
    end: (callId, cause) => this.#end(callId, cause),
    in: (ms, what) => this.#in(ms, what),
    collected: (callId, digits) => this.#collected(callId, digits),
  };

  #originate({ callId, tenantId, to, from, ringSeconds, detectsMachine, picksUp }: Originate): void {
    const isNumber = 'number' in to;
    const telephone = () => this.#telephone(`${tenantId}/${(to as { extension: string }).extension}`, picksUp);
    const far = isNumber ? this.farSides(this.random, to.number) : telephone();
    this.#calls.add({ callId, tenantId, direction: 'outbound', from, to: isNumber ? to.number : to.extension, far });
    this.#emit(callId, { kind: 'ringing' });
    const isMissed = far.reaction === 'no-answer' || far.ringMs > ringSeconds * 1_000;
    const react = () => {
      if (this.#calls.find(callId)?.state !== 'ringing') return;
      if (isMissed) return this.#end(callId, 'no-answer');
      if (far.reaction !== 'person' && far.reaction !== 'machine') return this.#end(callId, far.reaction);
      this.#calls.get(callId).state = 'answered';
      this.#emit(callId, { kind: 'answered' });
      if (detectsMachine) this.#emit(callId, { kind: 'answerer-detected', answerer: far.reaction });
    };
    this.#in(isMissed ? ringSeconds * 1_000 : far.ringMs, react);
  }

  #telephone(key: string, picksUp: boolean): FarSide {
    const far = { ...AT_HAND, ...this.#telephones.get(key) };
    return picksUp && far.reaction === 'person' ? { ...far, ringMs: 0 } : far;
  }

  #in(ms: number, what: () => void): void {
    this.#agenda.enter(this.#now.getTime() + ms, what);
    if (this.#listener) this.#sleep();
  }

  /** Until the next thing is due. */
  #sleep(): void {
    clearTimeout(this.#timer);
    const ms = Math.min(TICK_MS, Math.max(0, (this.#agenda.next ?? Infinity) - this.clock.ms()));
    this.#timer = setTimeout(() => {
      this.advance();
      if (this.#listener) this.#sleep();
    }, ms).unref();
  }

  #collected(callId: string, digits: string): void {
    const call = this.#calls.find(callId);
    if (!call?.collecting) return;
    const { commandId } = call.collecting;
    call.collecting = null;
    this.#emit(callId, { kind: 'collected', commandId, digits });
  }

  #end(callId: string, cause: EndCause): void {
    const call = this.#calls.find(callId);
    if (!call) return;
    for (const file of call.recordings) this.#emit(callId, { kind: 'recording-stopped', file });
    const peer = call.peerId === null ? undefined : this.#calls.find(call.peerId);
    if (peer) {
      peer.peerId = null;
      this.#emit(peer.callId, { kind: 'unbridged' });
    }
    this.#emit(callId, { kind: 'ended', cause });
    this.#calls.remove(callId);
  }

  #emit(callId: string, happening: Happening): void {
    const order = String(++this.#events).padStart(20, '0');
    if (this.#isCut) return;
    const { tenantId } = this.#calls.get(callId);
    const origin = { eventId: `${this.#core}:${order}`, callId, tenantId, order, at: this.#now };
    this.#listener?.onEvent({ ...happening, ...origin });
  }
}
