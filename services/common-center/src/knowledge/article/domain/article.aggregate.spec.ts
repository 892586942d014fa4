import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isValidAt, nextTurn, type ArticleContent } from './article-content.js';
import { Article } from './article.aggregate.js';

const NOW = new Date('2026-11-30T08:00:00.000Z');
const later = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const content = (over: Partial<ArticleContent> = {}): ArticleContent => ({
  ...{ title: 'Return a parcel', body: 'Within 7 days.', questions: [], keywords: [], language: 'en' },
  ...{ categoryId: 'c', audience: ['public'], validFrom: null, validUntil: null, attachments: [], ...over },
});
const written = (over: Partial<ArticleContent> = {}, reviewEveryDays: number | null = null) =>
  Article.write({ id: 'a', content: content(over), reviewEveryDays }, 'mia', NOW);

function published(reviewEveryDays: number | null = null): Article {
  const article = written({}, reviewEveryDays);
  article.submit('', 'mia', NOW);
  article.approve('v1', 'lee', NOW);
  article.takePublished();
  return article;
}

describe('an article', () => {
  it('is a draft, is reviewed, is published as a version that stays', () => {
    const article = written();
    article.submit('please', 'mia', NOW);
    article.approve('v1', 'lee', later(1));
    expect(article).toMatchObject({ state: 'published', publishedNumber: 1, draft: null, indexDueAt: later(1) });
    expect(article.takePublished()).toEqual({
      ...{ id: 'v1', articleId: 'a', number: 1, content: content() },
      ...{ submittedBy: 'mia', approvedBy: 'lee', publishedAt: later(1) },
    });
    expect(article.takePublished()).toBeUndefined();
  });

  it('needs four eyes: neither who submitted it nor who wrote in it approves', () => {
    const article = written();
    article.edit(content({ body: 'Within 14 days.' }), 'ann', NOW);
    article.submit('', 'tom', NOW);
    for (const by of ['mia', 'ann', 'tom'])
      expect(() => article.approve('v1', by, NOW)).toThrow(
        expect.objectContaining({ code: 'knowledge-four-eyes-needed' }),
      );
    article.approve('v1', 'lee', NOW);
    expect(article.state).toBe('published');
  });

  it('lets who wrote an earlier version approve the next one of somebody else', () => {
    const article = published();
    article.edit(content({ body: 'Within 14 days.' }), 'lee', NOW);
    article.submit('', 'lee', NOW);
    article.approve('v2', 'mia', NOW);
    expect(article.publishedNumber).toBe(2);
  });

  it('stays as it is while it is reviewed', () => {
    const article = written();
    article.submit('', 'mia', NOW);
    expect(() => article.edit(content(), 'mia', NOW)).toThrow(
      expect.objectContaining({ code: 'knowledge-article-in-review' }),
    );
    article.recall('mia', NOW);
    article.edit(content({ title: 'Parcels' }), 'mia', NOW);
    expect(article.title).toBe('Parcels');
  });

  it('comes back with a reason when it is rejected', () => {
    const article = written();
    article.submit('', 'mia', NOW);
    article.reject('The law says 14 days.', 'lee', NOW);
    expect(article.state).toBe('draft');
    expect(article.recordedEvents().at(-1)).toMatchObject({ type: 'article-rejected', submittedBy: 'mia' });
  });

  it('is read as it was while a new draft is worked on, which may be thrown away', () => {
    const article = published();
    article.edit(content({ body: 'New words.' }), 'ann', NOW);
    expect(article).toMatchObject({ state: 'draft', publishedNumber: 1 });
    article.discardDraft('ann', NOW);
    expect(article).toMatchObject({ state: 'published', draft: null });
  });

  it('is read by nobody once it is withdrawn, and can come back', () => {
    const article = published(30);
    article.withdraw('Wrong.', 'lee', later(1));
    expect(article).toMatchObject({ state: 'withdrawn', publishedId: null, reviewDueAt: null, indexDueAt: later(1) });
    expect(() => article.withdraw('Again.', 'lee', NOW)).toThrow(
      expect.objectContaining({ code: 'knowledge-article-not-published' }),
    );
    article.edit(content(), 'mia', NOW);
    article.submit('', 'mia', NOW);
    article.approve('v2', 'lee', NOW);
    expect(article.publishedNumber).toBe(2);
  });

  it.each([
    ['submitted', (article: Article) => article.submit('', 'mia', NOW), 'knowledge-article-not-in-draft'],
    ['approved', (article: Article) => article.approve('v2', 'lee', NOW), 'knowledge-article-not-in-review'],
    ['rejected', (article: Article) => article.reject('no', 'lee', NOW), 'knowledge-article-not-in-review'],
    ['recalled', (article: Article) => article.recall('mia', NOW), 'knowledge-article-not-in-review'],
    ['discarded', (article: Article) => article.discardDraft('mia', NOW), 'knowledge-article-not-in-draft'],
  ])('without a draft is not %s', (_, change, code) => {
    expect(() => change(published())).toThrow(expect.objectContaining({ code }));
  });

  it('falls due for review once each time, and again after somebody has confirmed it', () => {
    const article = published(30);
    expect(article.fallDue(later(29))).toBe(false);
    expect(article.fallDue(later(30))).toBe(true);
    expect(article.fallDue(later(31))).toBe(false);
    article.confirm('mia', later(31));
    expect(article.reviewDueAt).toEqual(later(61));
  });

  it('is not valid until before it begins', () => {
    const empty = { validFrom: later(2).toISOString(), validUntil: later(1).toISOString() };
    expect(() => written(empty)).toThrow(expect.objectContaining({ code: 'knowledge-validity-empty' }));
  });
});

describe('validity', () => {
  it('turns at the next turn, and not before', () => {
    const day = fc.option(fc.integer({ min: 0, max: 20 }), { nil: null });
    fc.assert(
      fc.property(day, day, fc.integer({ min: 0, max: 20 }), (from, until, now) => {
        fc.pre(from === null || until === null || from < until);
        const at = (days: number | null) => (days === null ? null : later(days).toISOString());
        const valid = content({ validFrom: at(from), validUntil: at(until) });
        const turn = nextTurn(valid, later(now));
        const end = turn ?? later(40);
        for (let day = now; later(day) < end; day++)
          expect(isValidAt(valid, later(day))).toBe(isValidAt(valid, later(now)));
        if (turn) expect(isValidAt(valid, turn)).not.toBe(isValidAt(valid, later(now)));
      }),
      { numRuns: 300, seed: 20_261_123 },
    );
  });
});
