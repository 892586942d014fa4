import type { ContactRequest } from '../model/contact.js';
import type { Reservation } from '../model/reservation.js';
import type { Asked, ContactSnapshot } from '../snapshot.js';
import type { Need } from './need.js';
import type { Timer } from './timers.js';

export type Exclusion = ContactSnapshot['excluded'][string];
export type DirectTransfer = NonNullable<ContactSnapshot['direct']>;

export class Contact {
  readonly id: string;
  request: ContactRequest;
  readonly arrivedAt: number;
  queueId: string;
  enteredQueueAt: number;
  ageFrom: number;
  /** It wants an agent: it waits in a queue, or is being offered. */
  waiting: boolean;
  waitedBefore: number;
  attempts: number;
  missesInRow: number;
  pausedUntil: number | null;
  callback: boolean;
  direct: DirectTransfer | null;
  wish: number;
  wishSince: number;
  plannedSince: number;
  step: number;
  stepSince: number;
  readonly excluded: Map<string, Exclusion>;
  handledBy: string | null;
  asked: Asked | null;
  /** Offers that stand. */
  readonly pending = new Set<Reservation>();
  /** Who has it: it is not offered to the one who transfers it. */
  handler: string | null = null;
  /** Who is on it as well, with the reservation. */
  readonly colleagues = new Map<string, Reservation>();
  readonly timer: Timer;
  /** Less is earlier; of one place the smaller id. Changes only while the contact is in no index. */
  place = 0;
  /** Whether it is among the waiting of its queue. */
  isCounted = false;
  /** What it is filed under in its line; null while it is in none. */
  need: Need | null = null;

  constructor(snapshot: ContactSnapshot) {
    this.request = snapshot.request;
    this.id = snapshot.request.id;
    this.arrivedAt = snapshot.arrivedAt;
    this.queueId = snapshot.request.queueId;
    this.enteredQueueAt = snapshot.enteredQueueAt;
    this.ageFrom = snapshot.ageFrom;
    this.waiting = snapshot.waiting;
    this.waitedBefore = snapshot.waitedBefore;
    this.attempts = snapshot.attempts;
    this.missesInRow = snapshot.missesInRow;
    this.pausedUntil = snapshot.pausedUntil;
    this.callback = snapshot.callback;
    this.direct = snapshot.direct;
    this.wish = snapshot.wish;
    this.wishSince = snapshot.wishSince;
    this.plannedSince = snapshot.plannedSince;
    this.step = snapshot.step;
    this.stepSince = snapshot.stepSince;
    this.excluded = new Map(Object.entries(snapshot.excluded));
    this.handledBy = snapshot.handledBy;
    this.asked = snapshot.asked ?? null;
    this.timer = { of: 'contact', id: this.id, due: 0, index: -1 };
  }

  /** Waits in its queue, maybe paused, and is not being offered. */
  get isInQueue(): boolean {
    return this.waiting && this.pending.size === 0;
  }

  isPaused(now: number): boolean {
    return this.pausedUntil !== null && now < this.pausedUntil;
  }

  isHadBy(agentId: string): boolean {
    return agentId === this.handler || this.colleagues.has(agentId);
  }

  isExcluded(agentId: string, now: number): boolean {
    if (this.isHadBy(agentId)) return true;
    const exclusion = this.excluded.get(agentId);
    return exclusion !== undefined && now < exclusion.until;
  }

  /** The agent it waits for, if for one alone. */
  get awaitedAgent(): string | null {
    return this.direct?.agentId ?? this.request.wishes[this.wish]?.agentId ?? null;
  }

  snapshot(): ContactSnapshot {
    const { arrivedAt, enteredQueueAt, ageFrom, waiting, waitedBefore, attempts, missesInRow, pausedUntil } = this;
    const { callback, direct, wish, wishSince, plannedSince, step, stepSince, handledBy, asked } = this;
    const colleagues = [...this.colleagues.values()].map(({ id }) => id).sort();
    const request = { ...this.request, queueId: this.queueId };
    const excluded = Object.fromEntries([...this.excluded].sort(([a], [b]) => (a < b ? -1 : 1)));
    return {
      ...{ request, arrivedAt, enteredQueueAt, ageFrom, waiting, waitedBefore, attempts, missesInRow, pausedUntil },
      ...{ callback, direct, wish, wishSince, plannedSince, step, stepSince, excluded, handledBy },
      ...{ colleagues, asked },
    };
  }
}

/** The order in which contacts wait. */
export function byPlace(a: Contact, b: Contact): number {
  if (a.place !== b.place) return a.place - b.place;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

export function isBefore(a: Contact, b: Contact): boolean {
  return a.place < b.place || (a.place === b.place && a.id < b.id);
}
