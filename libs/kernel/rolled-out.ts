import { AggregateRoot, type DomainEvent } from './aggregate-root.js';
import type { DomainError } from './domain-error.js';
import type { Candidate } from './rollout.js';

interface Happened {
  readonly at: Date;
  readonly by: string;
}

export interface RolloutStarted extends Happened {
  readonly type: 'rollout-started';
  readonly number: number;
  readonly percent: number;
}

export interface RolloutChanged extends Happened {
  readonly type: 'rollout-changed';
  readonly number: number;
  readonly from: number;
  readonly to: number;
}

export interface RolloutPromoted extends Happened {
  readonly type: 'rollout-promoted';
  readonly number: number;
  readonly replaced: number;
}

export interface RolloutWithdrawn extends Happened {
  readonly type: 'rollout-withdrawn';
  readonly number: number;
}

export type RolloutEvent = RolloutStarted | RolloutChanged | RolloutPromoted | RolloutWithdrawn;

type RefusalClass = new (message: string, details?: Record<string, unknown>) => DomainError;

/** What each kind of versioned thing says when it refuses, under codes of its own. */
export interface RolloutRefusals {
  readonly unknownVersion: RefusalClass;
  readonly underWay: RefusalClass;
  readonly none: RefusalClass;
  readonly alreadyStable: RefusalClass;
  readonly notEarlier: RefusalClass;
}

/** Something with numbered versions that never change, and with a say in which of them new work gets. */
export abstract class RolledOut<Event extends DomainEvent> extends AggregateRoot<Event | RolloutEvent> {
  protected latest!: number;
  protected stable!: number;
  protected candidate!: Candidate | null;

  protected abstract get refusals(): RolloutRefusals;

  startRollout(number: number, percent: number, by: string, now: Date): void {
    this.requireNoRollout();
    this.requireVersion(number);
    if (number === this.stable)
      throw new this.refusals.alreadyStable(`Everything new gets version ${number} already.`, { number });
    this.candidate = { version: number, percent, since: now.toISOString() };
    this.record({ type: 'rollout-started', number, percent, by, at: now });
  }

  changeRollout(percent: number, by: string, now: Date): void {
    const before = this.requireRollout();
    this.candidate = { ...before, percent };
    this.record({ type: 'rollout-changed', number: before.version, from: before.percent, to: percent, by, at: now });
  }

  /** @returns the version that is stable now */
  promote(by: string, now: Date): number {
    const { version } = this.requireRollout();
    this.record({ type: 'rollout-promoted', number: version, replaced: this.stable, by, at: now });
    this.stable = version;
    this.candidate = null;
    return version;
  }

  withdraw(by: string, now: Date): void {
    const { version } = this.requireRollout();
    this.candidate = null;
    this.record({ type: 'rollout-withdrawn', number: version, by, at: now });
  }

  /** Version 1, which everybody gets: there is nothing else yet. */
  protected begin(): void {
    this.latest = this.stable = 1;
    this.candidate = null;
  }

  /**
   * The next version.
   * @param percent of what is new that gets it, as a candidate; null: all of it from now on
   * @returns its number
   */
  protected next(percent: number | null, now: Date): number {
    this.requireNoRollout();
    this.latest += 1;
    if (percent === null) this.stable = this.latest;
    else this.candidate = { version: this.latest, percent, since: now.toISOString() };
    return this.latest;
  }

  /** Everything new gets the earlier version, at once. @returns what was stable, and the candidate that ended with it */
  protected turnBack(to: number): { from: number; withdrawn: number | null } {
    this.requireVersion(to);
    if (to >= this.stable)
      throw new this.refusals.notEarlier(`Version ${this.stable} is stable; ${to} is not an earlier one.`, { to });
    const before = { from: this.stable, withdrawn: this.candidate?.version ?? null };
    this.stable = to;
    this.candidate = null;
    return before;
  }

  private requireVersion(number: number): void {
    if (number < 1 || number > this.latest)
      throw new this.refusals.unknownVersion(`There is no version ${number} of ${this.id}.`, { id: this.id, number });
  }

  private requireRollout(): Candidate {
    if (!this.candidate) throw new this.refusals.none('No version is being rolled out.', { id: this.id });
    return this.candidate;
  }

  private requireNoRollout(): void {
    if (!this.candidate) return;
    const { version } = this.candidate;
    throw new this.refusals.underWay(`Promote or withdraw version ${version} first.`, { id: this.id });
  }
}
