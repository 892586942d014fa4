import { AggregateRoot } from '#libs/kernel/aggregate-root';
import { AttemptNotConnected, AttemptNotYours, AttemptOver } from './campaign.errors.js';
import type { DiallingMode } from './campaign-definition.js';
import { abandonedSince, CONNECT_WITHIN_MS } from './pacing/abandon-rate.js';
import type { Decision } from './rules/dialling-rules.js';
import type { Disposition, Outcome } from './rules/outcome.js';

/** `withheld`: a rule forbade it; `placing`: it is written down, nobody has heard of the call yet. */
export type AttemptStatus = 'withheld' | 'placing' | 'ringing' | 'answered' | 'connected' | 'wrap-up' | 'ended';

/** What the switch says of a call. */
export const PROGRESS = [
  'ringing',
  'answered-live',
  'answered-machine',
  'busy',
  'no-answer',
  'invalid-number',
  'failed',
  'connected',
  'abandoned',
  'hung-up',
] as const;

export interface Progress {
  readonly type: (typeof PROGRESS)[number];
  readonly at: Date;
  /** Who has it; with `connected`. */
  readonly agentId: string | null;
  /** The contact the switch began for it. */
  readonly contactId: string | null;
}

export interface NewAttempt {
  readonly id: string;
  readonly campaignId: string;
  readonly recordId: string;
  readonly mode: DiallingMode;
  readonly number: string;
  readonly callerId: string;
  /** Null: whoever is free. */
  readonly agentId: string | null;
  readonly ringSeconds: number;
  readonly wrapUpSeconds: number;
  readonly decision: Decision;
  /** By which consent it was allowed. */
  readonly consentId: string | null;
}

/** How long nobody has heard of a call until the switch is asked, ms. */
const SILENCE_MS = 30_000;
/** No call lasts longer; then the switch is asked. */
const LONGEST_MS = 4 * 3_600_000;

const UNANSWERED: Partial<Record<Progress['type'], Outcome>> = {
  'answered-machine': 'answering-machine',
  busy: 'busy',
  'no-answer': 'no-answer',
  'invalid-number': 'invalid-number',
  failed: 'failed',
};

/** One call, from the moment it is decided on; what the switch reports may come twice and out of order. */
export class Attempt extends AggregateRoot<never> {
  readonly campaignId!: string;
  readonly recordId!: string;
  readonly mode!: DiallingMode;
  readonly number!: string;
  readonly callerId!: string;
  agentId!: string | null;
  private readonly ringSeconds!: number;
  private readonly wrapUpSeconds!: number;
  protected readonly decision!: Decision;
  protected readonly consentId!: string | null;
  status!: AttemptStatus;
  readonly placedAt!: Date;
  private heard!: readonly string[];
  liveAt!: Date | null;
  connectedAt!: Date | null;
  abandonedAt!: Date | null;
  /** When the call, with all an agent does for it, was over. */
  endedAt!: Date | null;
  contactId!: string | null;
  outcome!: Outcome | null;
  callBackAt!: Date | null;
  /** When something must be done about it if nothing is heard. */
  dueAt!: Date | null;

  private constructor() {
    super();
  }

  static begin(input: NewAttempt, now: Date): Attempt {
    const attempt = new Attempt();
    Object.assign(attempt, input, { placedAt: now, heard: [] });
    attempt.status = input.decision.rule === null ? 'placing' : 'withheld';
    attempt.liveAt = attempt.connectedAt = attempt.abandonedAt = attempt.endedAt = attempt.callBackAt = null;
    attempt.contactId = attempt.outcome = null;
    attempt.dueAt = attempt.status === 'placing' ? new Date(now.getTime() + SILENCE_MS) : null;
    return attempt;
  }

  /** The contact it is, from before it is placed. Said again it changes nothing. @throws AttemptOver */
  become(contactId: string): string {
    this.refuseOver();
    return (this.contactId ??= contactId);
  }

  /** Whose call it is from now on; nobody else is asked for it. @throws AttemptOver */
  hold(agentId: string): void {
    this.refuseOver();
    this.agentId = agentId;
  }

  /** @throws AttemptOver */
  refuseOver(): void {
    if (this.isOver) throw new AttemptOver('The call is over.', { id: this.id, outcome: this.outcome });
  }

  /** A person has answered whom nobody talks to, for too long. */
  get isUnattended(): boolean {
    return this.status === 'answered' && this.abandonedAt !== null;
  }

  /** Says whether it is over by that. Said again it changes nothing. @throws AttemptOver */
  hear(progress: Progress): boolean {
    const { type, at, contactId } = progress;
    if (this.heard.includes(type) || (this.isOver && type === 'hung-up')) return false;
    this.refuseOver();
    this.heard = [...this.heard, type];
    this.contactId ??= contactId;
    const unanswered = UNANSWERED[type];
    if (unanswered !== undefined) return this.conclude(unanswered, at);
    if (type === 'ringing') return this.ring(at);
    if (type === 'answered-live') return this.answer(at);
    if (type === 'connected') return this.connect(progress);
    if (type === 'abandoned') return this.abandon(at);
    return this.hangUp(at);
  }

  /**
   * What came of it, by the agent who has or had the call; before its end it waits for that.
   * @throws AttemptOver, AttemptNotConnected, AttemptNotYours
   */
  dispose(disposition: Disposition, callBackAt: Date | null, by: string, now: Date): boolean {
    if (this.isOver) throw new AttemptOver('What came of it has been said.', { id: this.id, outcome: this.outcome });
    if (this.connectedAt === null) throw new AttemptNotConnected('Nobody has talked yet.', { id: this.id });
    if (this.agentId !== by) throw new AttemptNotYours('Another agent has the call.');
    this.callBackAt = callBackAt;
    if (this.status === 'wrap-up') return this.conclude(disposition, now);
    this.outcome = disposition;
    return false;
  }

  /** A live answer nobody took in time is an abandoned call from then on; work on a call ends by itself. */
  tidy(now: Date): boolean {
    if (this.dueAt === null || this.dueAt > now) return false;
    if (this.status === 'wrap-up') return this.conclude(this.outcome ?? 'answered', this.dueAt);
    if (this.status !== 'answered' || this.abandonedAt !== null) return false;
    this.markAbandoned(now, null);
    this.dueAt = new Date(now.getTime() + SILENCE_MS);
    return false;
  }

  /** Nobody has heard of it in time. */
  isSilent(now: Date): boolean {
    const endsByItself = this.status === 'wrap-up' || (this.status === 'answered' && this.abandonedAt === null);
    return this.dueAt !== null && this.dueAt <= now && !endsByItself;
  }

  /** What the switch says when it is asked. */
  learn(truth: 'placed' | 'over' | 'never', now: Date): boolean {
    if (this.isOver) return false;
    if (truth === 'never') return this.conclude('unplaced', now);
    if (truth === 'over') return this.conclude(this.overUnheard(), now);
    this.dueAt = new Date(now.getTime() + SILENCE_MS);
    return false;
  }

  get isOver(): boolean {
    return this.status === 'ended' || this.status === 'withheld';
  }

  private overUnheard(): Outcome {
    if (this.connectedAt !== null) return this.outcome ?? 'answered';
    return this.liveAt === null ? 'failed' : 'abandoned';
  }

  private ring(at: Date): boolean {
    if (this.status !== 'placing') return false;
    this.status = 'ringing';
    this.dueAt = new Date(at.getTime() + this.ringSeconds * 1_000 + SILENCE_MS);
    return false;
  }

  private answer(at: Date): boolean {
    this.liveAt ??= at;
    if (this.status === 'connected' || this.status === 'wrap-up') return false;
    this.status = 'answered';
    this.dueAt = new Date(at.getTime() + CONNECT_WITHIN_MS + 1);
    return false;
  }

  private connect({ at, agentId }: Progress): boolean {
    this.liveAt ??= at;
    this.agentId = agentId ?? this.agentId;
    this.connectedAt = at;
    this.abandonedAt = null;
    this.markAbandoned(at, null);
    if (this.heard.includes('hung-up')) return false;
    this.status = 'connected';
    this.dueAt = new Date(at.getTime() + LONGEST_MS);
    return false;
  }

  private abandon(at: Date): boolean {
    this.liveAt ??= at;
    this.abandonedAt ??= at;
    return this.conclude('abandoned', at);
  }

  private hangUp(at: Date): boolean {
    if (this.connectedAt !== null) return this.wrapUp(at);
    if (this.liveAt === null) return this.conclude('no-answer', at);
    this.markAbandoned(at, at);
    return this.conclude(this.abandonedAt === null ? 'hung-up' : 'abandoned', at);
  }

  private wrapUp(at: Date): boolean {
    if (this.outcome !== null) return this.conclude(this.outcome, at);
    this.status = 'wrap-up';
    this.dueAt = new Date(at.getTime() + this.wrapUpSeconds * 1_000);
    return false;
  }

  private markAbandoned(now: Date, endedAt: Date | null): void {
    const { liveAt, connectedAt } = this;
    this.abandonedAt ??= abandonedSince({ liveAt: liveAt!, connectedAt, endedAt }, now);
  }

  private conclude(outcome: Outcome, at: Date): boolean {
    Object.assign(this, { outcome, status: 'ended', endedAt: at, dueAt: null });
    return true;
  }
}
