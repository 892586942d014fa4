import { AggregateRoot } from '#libs/kernel/aggregate-root';
import type { SopContent, SopProblem } from './sop-content.js';
import { NoSopDraft, SopDraftChanged, SopRetired } from './sop.errors.js';
import type { SopEvent } from './sop.events.js';

const DAY_MS = 86_400_000;

export interface SopDraft {
  readonly content: SopContent;
  readonly problems: readonly SopProblem[];
  readonly savedBy: string;
  /** ISO 8601, UTC. */
  readonly savedAt: string;
}

/** What people find it by, and who looks after it; not part of a version. */
export interface SopCard {
  readonly title: string;
  /** It is recommended for these categories and all below them. */
  readonly categoryIds: readonly string[];
  readonly ticketTypes: readonly string[];
  readonly ownerId: string;
  readonly reviewEveryDays: number;
}

/** A standard operating procedure by its name: its draft, its numbered versions, and when it is to be looked over. */
export class Sop extends AggregateRoot<SopEvent> {
  protected title!: string;
  protected categoryIds!: readonly string[];
  protected ticketTypes!: readonly string[];
  protected ownerId!: string;
  protected reviewEveryDays!: number;
  protected reviewDueAt!: Date;
  /** 0: nothing was published yet. */
  private latest!: number;
  private retired!: boolean;
  private draft!: SopDraft | null;

  private constructor() {
    super();
  }

  static of(name: string, card: SopCard, now: Date): Sop {
    const sop = new Sop();
    Object.assign(sop, { id: name, ...card, draft: null });
    sop.latest = 0;
    sop.retired = false;
    sop.reviewDueAt = daysAfter(now, card.reviewEveryDays);
    return sop;
  }

  /** @throws NoSopDraft */
  get drafted(): SopContent {
    if (!this.draft) throw new NoSopDraft('There is no draft to publish.', { id: this.id });
    return this.draft.content;
  }

  /** A shorter interval brings the review nearer; a longer one does not put off what is due. */
  save(card: SopCard, content: SopContent, problems: readonly SopProblem[], by: string, now: Date): void {
    Object.assign(this, card);
    const soonest = daysAfter(now, card.reviewEveryDays);
    if (soonest < this.reviewDueAt) this.reviewDueAt = soonest;
    this.draft = { content, problems, savedBy: by, savedAt: now.toISOString() };
  }

  /**
   * The draft becomes the next version, and is no more.
   * @param checked the version of the SOP whose draft was checked
   * @returns its number
   */
  publish(checked: number, by: string, now: Date): number {
    if (this.version !== checked)
      throw new SopDraftChanged('The SOP was changed while it was checked: look at it again.', { id: this.id });
    this.requireOffered();
    this.latest += 1;
    this.draft = null;
    this.record({ type: 'sop-published', number: this.latest, by, at: now });
    return this.latest;
  }

  review(note: string, by: string, now: Date): void {
    const dueBefore = this.reviewDueAt.toISOString();
    this.reviewDueAt = daysAfter(now, this.reviewEveryDays);
    this.record({ type: 'sop-reviewed', note, dueBefore, dueNext: this.reviewDueAt.toISOString(), by, at: now });
  }

  /** No longer offered; runs under way go on, and so do SOPs that call it. */
  retire(reason: string, by: string, now: Date): void {
    this.requireOffered();
    this.retired = true;
    this.record({ type: 'sop-retired', reason, by, at: now });
  }

  offerAgain(reason: string, by: string, now: Date): void {
    if (!this.retired) return;
    this.retired = false;
    this.record({ type: 'sop-offered-again', reason, by, at: now });
  }

  private requireOffered(): void {
    if (this.retired) throw new SopRetired(`${this.id} is retired.`, { id: this.id });
  }
}

function daysAfter(from: Date, days: number): Date {
  return new Date(from.getTime() + days * DAY_MS);
}
