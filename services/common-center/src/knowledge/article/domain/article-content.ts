import { ValidityEmpty } from './article.errors.js';

/** What somebody reads, with whom it is for and when: one version of it is whole and never changes. */
export interface ArticleContent {
  readonly title: string;
  /** Markdown, without HTML. */
  readonly body: string;
  /** The same question in other words. */
  readonly questions: readonly string[];
  readonly keywords: readonly string[];
  readonly language: 'zh' | 'en';
  readonly categoryId: string;
  /** `public`, `agents`, `team:<name>`, `role:<name>`: whoever is one of them. */
  readonly audience: readonly string[];
  /** ISO 8601, UTC; null: from its publication, and without end. */
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  /** Ids of files. */
  readonly attachments: readonly string[];
}

/** Published: from then on it is what it is. */
export interface ArticleVersion {
  readonly id: string;
  readonly articleId: string;
  readonly number: number;
  readonly content: ArticleContent;
  readonly submittedBy: string;
  readonly approvedBy: string;
  readonly publishedAt: Date;
}

/** @throws ValidityEmpty */
export function requireValidity({ validFrom, validUntil }: ArticleContent): void {
  if (validFrom !== null && validUntil !== null && validUntil <= validFrom)
    throw new ValidityEmpty('The article would be valid until before it begins.', { facts: { validFrom, validUntil } });
}

export function isValidAt({ validFrom, validUntil }: ArticleContent, now: Date): boolean {
  const at = now.toISOString();
  return (validFrom === null || validFrom <= at) && (validUntil === null || at < validUntil);
}

/** The next moment at which {@link isValidAt} says something else; null: never. */
export function nextTurn({ validFrom, validUntil }: ArticleContent, now: Date): Date | null {
  const turns = [validFrom, validUntil].filter((turn) => turn !== null).map((turn) => new Date(turn));
  return turns.filter((turn) => turn > now).sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
}
