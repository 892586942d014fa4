interface Happened<Type extends string> {
  readonly type: Type;
  readonly at: Date;
}

interface Done<Type extends string> extends Happened<Type> {
  readonly by: string;
}

export interface ArticlePublished extends Done<'article-published'> {
  readonly number: number;
}
export interface ArticleRejected extends Done<'article-rejected'> {
  readonly submittedBy: string;
  readonly reason: string;
}

export type ArticleEvent =
  | Done<'article-written'>
  | Done<'article-edited'>
  | Done<'article-draft-discarded'>
  | (Done<'article-submitted'> & { readonly note: string })
  | Done<'article-recalled'>
  | ArticleRejected
  | ArticlePublished
  | (Done<'article-withdrawn'> & { readonly reason: string })
  | Done<'article-confirmed'>
  | (Done<'article-handed-over'> & { readonly ownerId: string })
  | Happened<'article-review-due'>;
