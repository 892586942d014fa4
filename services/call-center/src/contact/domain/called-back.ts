import type { Acting } from './acting.js';
import type { Callback, CallbackOutcome, CallbackWish } from './callback.js';
import { resumed } from './contact-course.js';
import type { Channel } from './contact-status.js';
import { CallbackNotPossible, CallbackNotUnderWay } from './contact.errors.js';
import { Supervised } from './supervised.js';

/** A contact whose customer need not hold the line: it keeps its place and is called back in turn. */
export abstract class CalledBack extends Supervised {
  abstract readonly channel: Channel;
  abstract readonly address: string | null;

  /** The customer was told so, and may hang up; routing hears of it later. Said again, or when it is over, it changes nothing. */
  expectCallback(): void {
    if (this.status === 'waiting' && !this.passed.callback)
      this.goOn({ callback: this.#callback({ number: null, notBefore: null }, 'asked') });
  }

  /** Routing keeps its place. Said again the last word counts. @throws CallbackNotPossible, ContactMoveRefused */
  promiseCallback(wish: CallbackWish, now: Date): void {
    this.allow('ask-for-callback');
    this.goOn({ callback: this.#callback(wish, 'promised') });
    this.record({ type: 'contact-callback-promised', queueId: this.queueId!, notBefore: wish.notBefore, at: now });
  }

  /** Whether its turn to be called back is still to come. */
  get awaitsCallback(): boolean {
    const { callback } = this.passed;
    return callback !== null && ['asked', 'promised', 'dialling'].includes(callback.state);
  }

  /** The customer was told so, and routing does not know of it. */
  get isToBePromised(): boolean {
    return this.passed.callback?.state === 'asked' || (this.passed.callback === null && this.status === 'waiting');
  }

  /** Who accepts a callback dials. */
  override accept(reservationId: string, agentId: string, now: Date): void {
    super.accept(reservationId, agentId, now);
    const { callback } = this.passed;
    if (callback?.state !== 'promised') return;
    const attempts = callback.attempts + 1;
    this.goOn({ callback: { ...callback, state: 'dialling', attempts } });
    this.record({ type: 'contact-callback-due', agentId, attempt: attempts, at: now });
  }

  /**
   * What became of it. Not reached, it waits again at its place, or is given up: then it is to be ended.
   * @param again when it is tried again; null: never
   * @throws ContactNotYours, CallbackNotUnderWay
   */
  callbackAttempted(outcome: CallbackOutcome, again: Date | null, by: Acting | null, now: Date): void {
    this.mustBeHadBy(by);
    const callback = this.dialling();
    const later = outcome === 'reached' ? null : again;
    const attempt = { agentId: this.agentId!, attempt: callback.attempts, outcome, again: later };
    this.record({ type: 'contact-callback-attempted', ...attempt, at: now });
    if (outcome === 'reached') return this.goOn({ callback: { ...callback, state: 'reached' } });
    this.connectedAt = null;
    if (!later) return this.goOn({ callback: { ...callback, state: 'given-up' } });
    const waiting = { ...callback, state: 'promised', notBefore: later.getTime() } as const;
    this.course = { ...resumed(this.passed, now.getTime()), holdMs: 0, reservationId: null, callback: waiting };
    this.status = 'waiting';
  }

  /** @throws CallbackNotUnderWay */
  dialling(): Callback {
    const { callback } = this.passed;
    if (callback?.state === 'dialling') return callback;
    throw new CallbackNotUnderWay('Nobody is being called back.', { contactId: this.id });
  }

  #callback({ number, notBefore }: CallbackWish, state: 'asked' | 'promised'): Callback {
    const known = this.passed.callback;
    if (this.channel !== 'voice') throw new CallbackNotPossible('Only callers are called back.', { field: 'channel' });
    const dialled = number ?? known?.number ?? this.address;
    return { state, number: dialled, attempts: known?.attempts ?? 0, notBefore: notBefore?.getTime() ?? null };
  }
}
