import { AggregateRoot } from '#libs/kernel/aggregate-root';
import { advance } from './dialogue/advance.js';
import type { CallerInput, Input, Result } from './dialogue/effect.js';
import {
  contactOutcomeOf,
  initialState,
  isContained,
  type Exit,
  type Opening,
  type SessionState,
} from './dialogue/session-state.js';
import { inOneLine, type Progress, type Step } from './dialogue/step.js';
import type { Flow } from './flow/flow.js';
import type { IvrSessionEvent } from './ivr-session.events.js';
import { SessionEnded, StepAhead, StepTakenOtherwise } from './ivr.errors.js';

export interface NewSession {
  readonly id: string;
  /** What the channel calls this call. */
  readonly callId: string;
  readonly contactId: string;
  readonly flowId: string;
  readonly flowVersion: number;
  readonly opening: Opening;
}

/** What a step is taken with. */
export type Taken = CallerInput | { readonly kind: 'start' };

/** A dialogue with one caller, on the version of the flow it began with. Step 0 is its start. */
export class IvrSession extends AggregateRoot<IvrSessionEvent> {
  readonly callId!: string;
  readonly contactId!: string;
  readonly flowId!: string;
  readonly flowVersion!: number;
  readonly opening!: Opening;
  readonly startedAt!: Date;
  readonly customerId!: string | null;
  readonly state!: SessionState;
  protected steps!: readonly Step[];
  protected effects!: number;
  protected exit!: Exit | null;
  protected exitNode!: string | null;
  protected contained!: boolean | null;
  protected endedAt!: Date | null;

  // Rows are loaded through it, so it must not check anything.
  private constructor() {
    super();
  }

  static start(flow: Flow, input: NewSession, now: Date): IvrSession {
    const session = new IvrSession();
    Object.assign(session, input, { startedAt: now, state: initialState(flow, input.opening) });
    Object.assign(session, { customerId: null });
    session.steps = [];
    session.effects = 0;
    session.exit = session.exitNode = session.contained = session.endedAt = null;
    return session;
  }

  /** How its contact ends with it; null: the dialogue goes on, or the contact waits for a person. */
  get contactOutcome() {
    return contactOutcomeOf(this.state);
  }

  get hasEnded(): boolean {
    return this.endedAt !== null;
  }

  /**
   * Takes a step; one that was taken is answered as it was.
   * @throws StepTakenOtherwise, StepAhead, SessionEnded, InputUnexpected
   */
  take(flow: Flow, number: number, input: Taken, now: Date): Progress {
    const asked = inOneLine(input);
    const taken = this.steps[number];
    if (taken && taken.input !== asked)
      throw new StepTakenOtherwise(`Step ${number} was taken with another input.`, { id: this.id, step: number });
    if (taken) return this.progressOf(number);
    if (this.endedAt !== null) throw new SessionEnded('The dialogue has ended.', { id: this.id });
    const next = this.state.effect === null ? this.steps.length : this.steps.length - 1;
    if (number !== next) throw new StepAhead(`Step ${next} comes first.`, { id: this.id, next });
    return this.advance(flow, number, asked, input, now);
  }

  /** Goes on with what came of an effect; what was known already changes nothing. */
  resolve(flow: Flow, number: number, effect: number, result: Result, now: Date): Progress {
    const { state } = this;
    if (state.effect === null || this.effects !== effect) return this.progressOf(number);
    if (result.kind === 'identified' && result.customerId !== null)
      Object.assign(this, { customerId: result.customerId });
    if (state.effect.kind === 'request-callback') {
      const { queueId, recordingId } = state.effect;
      this.record({ type: 'ivr-callback-requested', queueId, recordingId, at: now });
    }
    return this.advance(flow, number, this.steps[number]!.input, result, now);
  }

  /** Whoever led it is gone; a step that was under way is answered with the end. */
  endLeft(since: Date, now: Date): void {
    if (this.endedAt !== null || this.updatedAt >= since) return;
    const { language, node } = this.state;
    const over = { language, say: [], then: { do: 'hang-up' } } as const;
    this.steps = this.steps.map(({ input, instruction }) => ({ input, instruction: instruction ?? over }));
    Object.assign(this, { state: { ...this.state, effect: null, ending: { exit: 'failed', node } } });
    this.end(this.state, now);
  }

  private progressOf(number: number): Progress {
    const { instruction } = this.steps[number]!;
    if (instruction === null) return { effect: this.state.effect!, number: this.effects };
    const isLast = this.endedAt !== null && number === this.steps.length - 1;
    return { instruction, next: isLast ? null : number + 1 };
  }

  private advance(flow: Flow, number: number, asked: string, input: Input, now: Date): Progress {
    const { state, ...advanced } = advance(flow, this.state, input, now);
    const instruction = 'instruction' in advanced ? advanced.instruction : null;
    Object.assign(this, { state });
    this.steps = [...this.steps.slice(0, number), { input: asked, instruction }];
    if (instruction === null) this.effects += 1;
    if (state.ending) this.end(state, now);
    return this.progressOf(number);
  }

  private end(state: SessionState, now: Date): void {
    const { exit, node } = state.ending!;
    const contained = isContained(state);
    this.exit = exit;
    this.exitNode = node;
    this.contained = contained;
    this.endedAt = now;
    this.record({ type: 'ivr-session-ended', exit, node, contained, at: now });
  }
}
