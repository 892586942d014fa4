import { AggregateRoot } from '#libs/kernel/aggregate-root';
import {
  AlreadyStable,
  NoRollout,
  NotAnEarlierVersion,
  RolloutUnderWay,
  VersionNotFound,
} from './process-definition.errors.js';
import type { ProcessDefinitionEvent } from './process-definition.events.js';
import type { Candidate } from './rollout.js';

/** A process by the id it has in BPMN: its numbered versions, and which of them new instances get. */
export class ProcessDefinition extends AggregateRoot<ProcessDefinitionEvent> {
  readonly name!: string;
  private latest!: number;
  private stable!: number;
  private candidate!: Candidate | null;

  private constructor() {
    super();
  }

  /** Version 1, which everybody gets: there is nothing else yet. */
  static publish(id: string, name: string, by: string, now: Date): ProcessDefinition {
    const definition = new ProcessDefinition();
    Object.assign(definition, { id, name });
    definition.latest = 1;
    definition.stable = 1;
    definition.candidate = null;
    definition.record({ type: 'process-published', number: 1, percent: null, by, at: now });
    return definition;
  }

  /**
   * The next version.
   * @param percent of new instances that get it, as a candidate; null: all of them from now on
   * @returns its number
   */
  publish(name: string, percent: number | null, by: string, now: Date): number {
    this.requireNoRollout();
    Object.assign(this, { name });
    this.latest += 1;
    if (percent === null) this.stable = this.latest;
    else this.candidate = { version: this.latest, percent, since: now.toISOString() };
    this.record({ type: 'process-published', number: this.latest, percent, by, at: now });
    return this.latest;
  }

  startRollout(number: number, percent: number, by: string, now: Date): void {
    this.requireNoRollout();
    this.requireVersion(number);
    if (number === this.stable) throw new AlreadyStable(`All new instances get version ${number} already.`, { number });
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

  /** All new instances get the earlier version, at once; a rollout under way is withdrawn. */
  rollBack(to: number, reason: string, by: string, now: Date): void {
    this.requireVersion(to);
    if (to >= this.stable)
      throw new NotAnEarlierVersion(`New instances get version ${this.stable}; ${to} is not an earlier one.`, { to });
    const withdrawn = this.candidate?.version ?? null;
    this.record({ type: 'process-rolled-back', from: this.stable, to, withdrawn, reason, by, at: now });
    this.stable = to;
    this.candidate = null;
  }

  private requireVersion(number: number): void {
    if (number < 1 || number > this.latest)
      throw new VersionNotFound(`There is no version ${number} of ${this.id}.`, { id: this.id, number });
  }

  private requireRollout(): Candidate {
    if (!this.candidate) throw new NoRollout('No version is being rolled out.', { id: this.id });
    return this.candidate;
  }

  private requireNoRollout(): void {
    if (this.candidate)
      throw new RolloutUnderWay(`Promote or withdraw version ${this.candidate.version} first.`, { id: this.id });
  }
}
