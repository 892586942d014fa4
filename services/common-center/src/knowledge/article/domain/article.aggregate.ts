import { AggregateRoot } from '#libs/kernel/aggregate-root';
import { requireValidity, type ArticleContent, type ArticleVersion } from './article-content.js';
import * as refused from './article.errors.js';
import type { ArticleEvent } from './article.events.js';

/** Where the work on it stands; what readers see is the published version, whatever becomes of a draft. */
export type ArticleState = 'draft' | 'in-review' | 'published' | 'withdrawn';

export interface NewArticle {
  readonly id: string;
  readonly content: ArticleContent;
  /** Days after which its owner looks whether it is still right; null: nobody has to. */
  readonly reviewEveryDays: number | null;
}

const DAY_MS = 86_400_000;

export class Article extends AggregateRoot<ArticleEvent> {
  state!: ArticleState;
  ownerId!: string;
  draft!: ArticleContent | null;
  /** Who has written in the draft. */
  editors!: readonly string[];
  submittedBy!: string | null;
  /** Of versions, how many there were. */
  latest!: number;
  publishedId!: string | null;
  publishedNumber!: number | null;
  reviewEveryDays!: number | null;
  reviewDueAt!: Date | null;
  /** When it is put into the index, or taken out of it; null: it is as it should be. */
  indexDueAt!: Date | null;
  /** For lists: of the draft, or of what was published last. */
  title!: string;
  categoryId!: string;
  language!: string;
  createdAt!: Date;
  #published: ArticleVersion | undefined;

  /** Rows are loaded through it: it checks nothing. */
  private constructor() {
    super();
  }

  /** @throws ValidityEmpty */
  static write({ id, content, reviewEveryDays }: NewArticle, by: string, now: Date): Article {
    const article = new Article();
    const nothing = { publishedId: null, publishedNumber: null, reviewDueAt: null, indexDueAt: null };
    Object.assign(article, { id, ownerId: by, latest: 0, reviewEveryDays, createdAt: now, editors: [], ...nothing });
    article.#take(content, by);
    article.record({ type: 'article-written', by, at: now });
    return article;
  }

  /** @throws ArticleInReview, ValidityEmpty */
  edit(content: ArticleContent, by: string, now: Date): void {
    this.#requireNotInReview();
    this.#take(content, by);
    this.record({ type: 'article-edited', by, at: now });
  }

  /** @throws ArticleNotInDraft where nothing was ever published */
  discardDraft(by: string, now: Date): void {
    this.#requireDraft();
    if (this.latest === 0) throw new refused.ArticleNotInDraft('There is nothing but the draft.', { id: this.id });
    this.#settle();
    this.record({ type: 'article-draft-discarded', by, at: now });
  }

  /** @throws ArticleNotInDraft */
  submit(note: string, by: string, now: Date): void {
    this.#requireDraft();
    Object.assign(this, { state: 'in-review', submittedBy: by });
    this.record({ type: 'article-submitted', note, by, at: now });
  }

  /** @throws ArticleNotInReview */
  recall(by: string, now: Date): void {
    this.#requireInReview();
    Object.assign(this, { state: 'draft', submittedBy: null });
    this.record({ type: 'article-recalled', by, at: now });
  }

  /** @throws ArticleNotInReview */
  reject(reason: string, by: string, now: Date): void {
    this.#requireInReview();
    const submittedBy = this.submittedBy!;
    Object.assign(this, { state: 'draft', submittedBy: null });
    this.record({ type: 'article-rejected', reason, submittedBy, by, at: now });
  }

  /** Its draft is what readers see from now on. @throws ArticleNotInReview, FourEyesNeeded */
  approve(versionId: string, by: string, now: Date): void {
    this.#requireInReview();
    if (by === this.submittedBy || this.editors.includes(by))
      throw new refused.FourEyesNeeded('Who wrote it does not approve it.', { id: this.id });
    this.latest += 1;
    const [number, submittedBy] = [this.latest, this.submittedBy!];
    const of = { id: versionId, articleId: this.id, number, content: this.draft! };
    this.#published = { ...of, submittedBy, approvedBy: by, publishedAt: now };
    Object.assign(this, { publishedId: versionId, publishedNumber: number, indexDueAt: now });
    this.#settle();
    this.#reviewFrom(now);
    this.record({ type: 'article-published', number, by, at: now });
  }

  /** Nobody reads it any more; a draft of it can be published again. @throws ArticleNotPublished */
  withdraw(reason: string, by: string, now: Date): void {
    this.#requirePublished();
    Object.assign(this, { publishedId: null, publishedNumber: null, reviewDueAt: null, indexDueAt: now });
    if (this.state === 'published') this.state = 'withdrawn';
    this.record({ type: 'article-withdrawn', reason, by, at: now });
  }

  /** It was looked at and is right. @throws ArticleNotPublished */
  confirm(by: string, now: Date): void {
    this.#requirePublished();
    this.#reviewFrom(now);
    this.record({ type: 'article-confirmed', by, at: now });
  }

  /** @returns whether it is due: once for each time */
  fallDue(now: Date): boolean {
    if (this.reviewDueAt === null || this.reviewDueAt > now) return false;
    this.reviewDueAt = null;
    this.record({ type: 'article-review-due', at: now });
    return true;
  }

  handOver(ownerId: string, by: string, now: Date): void {
    this.ownerId = ownerId;
    this.record({ type: 'article-handed-over', ownerId, by, at: now });
  }

  /** What was published since it was loaded. */
  takePublished(): ArticleVersion | undefined {
    const published = this.#published;
    this.#published = undefined;
    return published;
  }

  #take(content: ArticleContent, by: string): void {
    requireValidity(content);
    const { title, categoryId, language } = content;
    const editors = [...new Set([...this.editors, by])];
    Object.assign(this, { draft: content, state: 'draft', editors, submittedBy: null, title, categoryId, language });
  }

  #settle(): void {
    const state = this.publishedId === null ? 'withdrawn' : 'published';
    Object.assign(this, { state, draft: null, editors: [], submittedBy: null });
  }

  #reviewFrom(now: Date): void {
    const { reviewEveryDays: days } = this;
    this.reviewDueAt = days === null ? null : new Date(now.getTime() + days * DAY_MS);
  }

  #requireDraft(): void {
    this.#requireNotInReview();
    if (this.state !== 'draft') throw new refused.ArticleNotInDraft('There is no draft of it.', { id: this.id });
  }

  #requireNotInReview(): void {
    if (this.state === 'in-review')
      throw new refused.ArticleInReview('It is being reviewed: recall it first.', { id: this.id });
  }

  #requireInReview(): void {
    if (this.state !== 'in-review')
      throw new refused.ArticleNotInReview('There is nothing to review.', { id: this.id });
  }

  #requirePublished(): void {
    if (this.publishedId === null) throw new refused.ArticleNotPublished('It is not published.', { id: this.id });
  }
}
