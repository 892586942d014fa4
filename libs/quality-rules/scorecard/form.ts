import type { FatalReach, WeightMode } from '../score.js';

/** The answer to an item, or to a group, that does not apply. */
export const NOT_APPLICABLE = 'n/a';

export interface ItemOption {
  readonly value: string;
  readonly label: string;
  /** 0 or more; the most of an item's options is what it can give. */
  readonly points: number;
}

interface AnyItem {
  /** Names it in answers and conditions; unique in its form, groups included. */
  readonly key: string;
  readonly text: string;
  readonly fatal: FatalReach | null;
  readonly critical: boolean;
  readonly naAllowed: boolean;
  /** FEEL on the answers before it; it is asked only where that is true. Null: always. */
  readonly when: string | null;
  readonly comment: 'optional' | 'required' | 'required-below-full';
}

/** Answered by one of its options. */
export interface ChoiceItem extends AnyItem {
  readonly kind: 'choice';
  readonly options: readonly ItemOption[];
}

/** What is measured on a closed ticket. */
export const MEASURES = ['handling-timeliness', 'reply-timeliness', 'content-completeness'] as const;
export type Measure = (typeof MEASURES)[number];

/** Answered by a share from 0 to 1. */
export interface MeasuredItem extends AnyItem {
  readonly kind: 'measured';
  readonly measure: Measure;
  /** ISO-8601, of the measures of time; null: of no time. */
  readonly target: string | null;
  readonly points: number;
}

export type FormItem = ChoiceItem | MeasuredItem;

export interface FormGroup {
  readonly key: string;
  readonly name: string;
  readonly weight: number;
  readonly naAllowed: boolean;
  readonly when: string | null;
  readonly items: readonly FormItem[];
}

export interface ScorecardForm {
  readonly mode: WeightMode;
  /** Percent. */
  readonly passMark: number;
  readonly groups: readonly FormGroup[];
}

/** By the keys of items, and of groups that do not apply as a whole. */
export type Answers = Readonly<Record<string, string | number>>;

/** What a perfect answer gets. */
export function possibleOf(item: FormItem): number {
  return item.kind === 'measured' ? item.points : Math.max(...item.options.map(({ points }) => points));
}
