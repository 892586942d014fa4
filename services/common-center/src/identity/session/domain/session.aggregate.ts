import { AggregateRoot } from '#libs/kernel/aggregate-root';
import type { SessionEnd, SessionEvent } from './session.events.js';

export interface SessionTerms {
  /** Seconds after the last refresh. */
  readonly idleSeconds: number;
  /** Seconds after the log-in, however busy it is. */
  readonly sessionSeconds: number;
  /** How long an answer that was lost is given again to the same request, in seconds. */
  readonly graceSeconds: number;
}

export interface NewSession {
  readonly id: string;
  readonly accountId: string;
  /** Coarse, e.g. `Firefox on Linux`. */
  readonly device: string;
  /** How the person proved who they are (RFC 8176). */
  readonly amr: readonly string[];
  readonly tokenHash: string;
}

/** A refresh token as it is shown, and the one that would follow it. */
export interface Refresh {
  readonly hash: string;
  /** The request that shows it; a repetition has the same. */
  readonly request: string;
  readonly successorHash: string;
  /** What the successor was derived with. */
  readonly nonce: string;
}

/** With `nonce` the shown token leads to its successor; `refused` leaves no way on. */
export type Refreshed = { readonly nonce: string } | 'refused';

/** What a log-in began: a chain of refresh tokens, each good for one successor. */
export class Session extends AggregateRoot<SessionEvent> {
  readonly accountId!: string;
  readonly device!: string;
  readonly amr!: readonly string[];
  readonly createdAt!: Date;
  readonly expiresAt!: Date;
  /** Of the refresh token that is good now. */
  readonly tokenHash!: string;
  private lastUsedAt!: Date;
  private idleExpiresAt!: Date;
  private spentHash!: string | null;
  private spentRequest!: string | null;
  private spentNonce!: string | null;
  private endedAt!: Date | null;
  readonly endReason!: SessionEnd | null;

  private constructor() {
    super();
  }

  static begin(session: NewSession, terms: SessionTerms, now: Date): Session {
    const begun = new Session();
    const expiresAt = later(now, terms.sessionSeconds);
    const unused = { spentHash: null, spentRequest: null, spentNonce: null, endedAt: null, endReason: null };
    Object.assign(begun, session, unused, { createdAt: now, expiresAt });
    begun.#use(terms, now);
    return begun;
  }

  isOpen(now: Date): boolean {
    return this.endedAt === null && now < this.expiresAt && now < this.idleExpiresAt;
  }

  /**
   * Gives the successor of the token that is good now. One that was spent before is a sign of theft, and nobody can tell by
   * whom: the session ends (RFC 9700 §4.14.2). Only the request that spent it gets its answer again, for a moment.
   */
  refresh(shown: Refresh, terms: SessionTerms, now: Date): Refreshed {
    if (!this.isOpen(now)) return 'refused';
    if (shown.hash === this.tokenHash) return this.#rotate(shown, terms, now);
    if (this.#isRepeated(shown, terms, now)) return { nonce: this.spentNonce! };
    this.end('reuse-detected', now);
    this.record({ type: 'session-reuse-detected', at: now });
    return 'refused';
  }

  /** Once is enough: who ends it again finds it ended. */
  end(reason: SessionEnd, now: Date): void {
    if (this.endedAt !== null) return;
    Object.assign(this, { endedAt: now, endReason: reason });
    this.record({ type: 'session-ended', at: now, reason });
  }

  #rotate({ hash, request, successorHash, nonce }: Refresh, terms: SessionTerms, now: Date): Refreshed {
    Object.assign(this, { tokenHash: successorHash, spentHash: hash, spentRequest: request, spentNonce: nonce });
    this.#use(terms, now);
    return { nonce };
  }

  #isRepeated({ hash, request }: Refresh, { graceSeconds }: SessionTerms, now: Date): boolean {
    const isSame = hash === this.spentHash && request === this.spentRequest;
    return isSame && now <= later(this.lastUsedAt, graceSeconds);
  }

  #use({ idleSeconds }: SessionTerms, now: Date): void {
    this.lastUsedAt = now;
    this.idleExpiresAt = later(now, idleSeconds);
  }
}

function later(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1_000);
}
