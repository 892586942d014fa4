import type { InspectedKind } from '#libs/contracts/operations-center/inspection-events';
import type { Turn } from '#libs/quality-rules/transcript/turn';

export interface InspectedSubject {
  readonly kind: InspectedKind;
  readonly id: string;
}

/** What the rules say of an item of a scorecard: `no` with the findings that speak against it. */
export interface MachineScore {
  readonly itemKey: string;
  readonly answer: 'yes' | 'no' | 'n/a';
  readonly findings: string[];
}

/** What machines say beside people who evaluate. */
export abstract class MachineScores {
  /** Nothing for what is not inspected yet, or by rules that answer no item. Findings marked as wrong do not count. */
  abstract of(subject: InspectedSubject): Promise<MachineScore[]>;
}

/** What was said in something that was inspected. It is personal: none of it is kept or told elsewhere. */
export interface InspectedText {
  readonly id: string;
  readonly channel: string | null;
  readonly endedAt: Date | null;
  /** A ticket's category. */
  readonly category: string | null;
  readonly turns: readonly (Turn & { readonly seq: number })[];
}

/** Texts, for contexts that count what they are about. */
export abstract class InspectedTexts {
  /** Those there are, and whose words are not forgotten. */
  abstract of(ids: readonly string[]): Promise<InspectedText[]>;
  /** Ids of tickets with a category, the newest first. */
  abstract categorised(most: number): Promise<string[]>;
}

/** What was found in something that was inspected, and what else is known of it. */
export interface InspectedFacts {
  readonly isInspected: boolean;
  /** That stand, but for those marked as wrong; by severity. */
  readonly hintFindings: number;
  readonly minorFindings: number;
  readonly majorFindings: number;
  readonly fatalFindings: number;
  /** Whether the customer got what they wanted; null: not known, or not yet. */
  readonly demandMet: boolean | null;
  /** The customer's mark, 1 to 5. */
  readonly rating: number | null;
  readonly wrapUpCode: string | null;
}

/** Facts, for contexts that choose what people look at. */
export abstract class InspectedFactsReader {
  /** Nothing for what is not known here. */
  abstract of(ids: readonly string[]): Promise<ReadonlyMap<string, InspectedFacts>>;
}
