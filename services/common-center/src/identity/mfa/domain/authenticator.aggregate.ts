import { AggregateRoot } from '#libs/kernel/aggregate-root';
import { MfaActive, MfaInactive } from './mfa.errors.js';

export interface AuthenticatorEvent {
  readonly type: 'mfa-enrolled' | 'mfa-removed';
  readonly at: Date;
  readonly by: string;
}

/** What somebody proves with that they hold their device; its id is the account's. */
export class Authenticator extends AggregateRoot<AuthenticatorEvent> {
  /** Encrypted; null once it was removed. */
  readonly sealedSecret!: string | null;
  private confirmedAt!: Date | null;
  private lastStep!: number | null;
  private recoveryHashes!: readonly string[];

  private constructor() {
    super();
  }

  static enrol(id: string, sealedSecret: string): Authenticator {
    const authenticator = new Authenticator();
    return Object.assign(authenticator, { id, sealedSecret, confirmedAt: null, lastStep: null, recoveryHashes: [] });
  }

  get isActive(): boolean {
    return this.confirmedAt !== null;
  }

  /** One that is in use is removed first: a stolen token must not replace it. */
  enrolAgain(sealedSecret: string): void {
    this.#requireInactive();
    Object.assign(this, { sealedSecret });
  }

  /** @param step whose code was shown */
  confirm(step: number, recoveryHashes: readonly string[], now: Date): void {
    this.#requireInactive();
    Object.assign(this, { confirmedAt: now, lastStep: step, recoveryHashes });
    this.record({ type: 'mfa-enrolled', at: now, by: this.id });
  }

  /** A code that was seen once is worth nothing (RFC 6238 §5.2), nor is an earlier one. */
  accept(step: number): boolean {
    if (!this.isActive || (this.lastStep !== null && step <= this.lastStep)) return false;
    this.lastStep = step;
    return true;
  }

  /** Recovery codes are good once. */
  spend(recoveryHash: string): boolean {
    if (!this.isActive || !this.recoveryHashes.includes(recoveryHash)) return false;
    this.recoveryHashes = this.recoveryHashes.filter((hash) => hash !== recoveryHash);
    return true;
  }

  remove(by: string, now: Date): void {
    if (!this.isActive) throw new MfaInactive('There is no second factor.');
    Object.assign(this, { sealedSecret: null, confirmedAt: null, recoveryHashes: [] });
    this.record({ type: 'mfa-removed', at: now, by });
  }

  #requireInactive(): void {
    if (this.isActive) throw new MfaActive('There is a second factor already: remove it first.');
  }
}
