import { AggregateRoot } from '#libs/kernel/aggregate-root';
import { DialRecordNotWaiting, DialRecordNotYours } from './campaign.errors.js';
import type { AttemptEnd, DialRecordEvent, RecordEnd } from './dial-record.events.js';
import type { Candidate, Decision } from './rules/dialling-rules.js';
import { MEANINGS, type Outcome, type RetryRules, type TaskResult } from './rules/outcome.js';

export type DialRecordStatus = 'without-number' | 'waiting' | 'reserved' | 'dialling' | 'done';

export interface NewDialRecord {
  readonly id: string;
  readonly campaignId: string;
  /** Once in a campaign: of the task, or of the number where there is none. */
  readonly sourceKey: string;
  readonly taskId: string | null;
  readonly customerId: string | null;
  /** In international form, in the order they are tried. */
  readonly numbers: readonly string[];
  /** Where the callee lives; null: by the number. */
  readonly zone: string | null;
  /** Higher ones are called earlier. */
  readonly priority: number;
}

/** Somebody to be called for a campaign. At most one call of it is under way. */
export class DialRecord extends AggregateRoot<DialRecordEvent> {
  readonly campaignId!: string;
  protected readonly sourceKey!: string;
  readonly taskId!: string | null;
  readonly customerId!: string | null;
  numbers!: readonly string[];
  zone!: string | null;
  protected priority!: number;
  status!: DialRecordStatus;
  dueAt!: Date;
  attempts!: number;
  private retried!: Partial<Record<Outcome, number>>;
  agentId!: string | null;
  reservedUntil!: Date | null;
  private attemptId!: string | null;
  protected lastOutcome!: Outcome | null;
  protected endedBy!: string | null;

  private constructor() {
    super();
  }

  static add(input: NewDialRecord, now: Date): DialRecord {
    const record = new DialRecord();
    Object.assign(record, input, { attempts: 0, retried: {}, dueAt: now });
    record.status = input.numbers.length > 0 ? 'waiting' : 'without-number';
    record.agentId = record.attemptId = record.lastOutcome = record.endedBy = null;
    record.reservedUntil = null;
    return record;
  }

  /** What a task was created without. One that has numbers keeps them. */
  giveNumbers(numbers: readonly string[], zone: string | null, priority: number, now: Date): boolean {
    if (this.status !== 'without-number') return false;
    Object.assign(this, { numbers, zone, priority, status: 'waiting', dueAt: now });
    return true;
  }

  /** Which is called next. */
  get number(): string | undefined {
    return this.numbers[0];
  }

  /** @param agentId who wants to call; null: the dialer */
  candidate(agentId: string | null): Candidate {
    const waiting = this.status === 'waiting' || (this.status === 'reserved' && this.agentId === agentId);
    return { waiting, dueAt: this.dueAt, attempts: this.attempts };
  }

  /** Shown to one agent, who dials or skips it. @throws DialRecordNotWaiting */
  reserve(agentId: string, until: Date): void {
    if (this.status !== 'waiting') throw new DialRecordNotWaiting('The record is not waiting.', { id: this.id });
    Object.assign(this, { status: 'reserved', agentId, reservedUntil: until });
  }

  /** @throws DialRecordNotYours */
  skip(agentId: string, until: Date): void {
    this.refuseOthers(agentId);
    this.wait(until);
  }

  /** @throws DialRecordNotYours */
  refuseOthers(agentId: string): void {
    if (this.status === 'reserved' && this.agentId === agentId) return;
    throw new DialRecordNotYours('The record is not shown to you.', { id: this.id });
  }

  /** Its rules have been checked. @throws DialRecordNotWaiting */
  dial(attemptId: string, agentId: string | null): void {
    if (!this.candidate(agentId).waiting) throw new DialRecordNotWaiting('The record is not waiting.', { id: this.id });
    Object.assign(this, { status: 'dialling', attemptId, agentId, reservedUntil: null });
    this.attempts += 1;
  }

  /** A rule forbids the call now, or for ever. */
  withhold({ rule, again }: Decision, now: Date): void {
    if (this.status !== 'waiting' && this.status !== 'reserved') return;
    if (again === null) this.close(rule!, rule === 'record-attempts' ? 'unreachable' : 'refused', now);
    else this.wait(again);
  }

  /** Ends, or waits for another call. What is said of another attempt than the one under way is not heard. */
  settle(end: AttemptEnd, rules: RetryRules, perRecord: number, now: Date): void {
    if (this.attemptId !== end.attemptId) return;
    const { live, result: final } = MEANINGS[end.outcome];
    this.attemptId = null;
    this.lastOutcome = end.outcome;
    if (end.outcome === 'unplaced') this.attempts -= 1;
    const again = this.status === 'dialling' && final === null ? this.again(end, rules, perRecord, now) : null;
    const result = again === null ? (final ?? 'unreachable') : null;
    if (again === null) Object.assign(this, { status: 'done', endedBy: end.outcome, agentId: null });
    else this.wait(again);
    const { attemptId, outcome, agentId, contactId } = end;
    this.record({
      type: 'dial-record-attempt-ended',
      ...{ attemptId, outcome, agentId, contactId, live, result },
      at: now,
    });
  }

  /** Not to be called any more, whatever is under way. */
  close(why: RecordEnd, result: TaskResult, now: Date): void {
    if (this.status === 'done') return;
    Object.assign(this, { status: 'done', endedBy: why, agentId: null, reservedUntil: null });
    this.record({ type: 'dial-record-closed', why, result, at: now });
  }

  private again({ outcome, callBackAt }: AttemptEnd, rules: RetryRules, perRecord: number, now: Date): Date | null {
    const { retry, numberIsWrong } = MEANINGS[outcome];
    const rule = rules[outcome] ?? retry;
    const [first, ...others] = this.numbers;
    const next = numberIsWrong ? others : rule?.otherNumber ? [...others, first!] : this.numbers;
    const times = this.retried[outcome] ?? 0;
    if (!rule || times >= rule.most || this.attempts >= perRecord || next.length === 0) return null;
    this.numbers = next;
    this.retried = { ...this.retried, [outcome]: times + 1 };
    return callBackAt ?? new Date(now.getTime() + rule.delaySeconds * 1_000);
  }

  private wait(until: Date): void {
    Object.assign(this, { status: 'waiting', dueAt: until, agentId: null, reservedUntil: null });
  }
}
