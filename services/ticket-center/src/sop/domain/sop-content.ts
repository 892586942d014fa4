export type Values = Readonly<Record<string, unknown>>;

export const FIELD_TYPES = ['text', 'number', 'boolean', 'choice'] as const;

/** What a step asks for. */
export interface SopField {
  readonly name: string;
  readonly label: string;
  readonly type: (typeof FIELD_TYPES)[number];
  /** Of a choice; else empty. */
  readonly choices: readonly string[];
  readonly required: boolean;
}

/** Where it goes on. */
export interface SopWay {
  readonly to: string;
  /** FEEL over what was collected, `customer`, `order`, `history` and `outcome`; null: always. */
  readonly when: string | null;
  readonly label: string;
}

interface Named {
  readonly id: string;
  readonly title: string;
}

/** Something a person does, and says what came of it. */
export interface DoStep extends Named {
  readonly kind: 'do';
  readonly instruction: string;
  readonly hints: readonly string[];
  readonly collects: readonly SopField[];
  /** The person says which way; else the first whose condition holds is taken. */
  readonly personChooses: boolean;
  readonly ways: readonly SopWay[];
}

/** Goes on by itself, by the first way whose condition holds. */
export interface DecideStep extends Named {
  readonly kind: 'decide';
  readonly ways: readonly SopWay[];
}

/** Another SOP, to its end; its outcome is `outcome` afterwards. */
export interface CallStep extends Named {
  readonly kind: 'call';
  readonly sop: string;
  readonly ways: readonly SopWay[];
}

export const OUTCOMES = ['solved', 'escalated', 'unsolved'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface EndStep extends Named {
  readonly kind: 'end';
  readonly outcome: Outcome;
}

export type SopStep = DoStep | DecideStep | CallStep | EndStep;

export interface SopContent {
  readonly summary: string;
  /** Other words customers have for it. */
  readonly keywords: readonly string[];
  readonly start: string;
  readonly steps: readonly SopStep[];
}

export interface SopProblem {
  /** RFC 6901, into the content. */
  readonly pointer: string;
  readonly message: string;
}

/** The names every condition may read beside what was collected. */
export const FACTS = ['customer', 'order', 'history'] as const;
export const OUTCOME = 'outcome';

export function waysOf(step: SopStep): readonly SopWay[] {
  return step.kind === 'end' ? [] : step.ways;
}

export function fieldsOf(content: SopContent): string[] {
  const fields = content.steps.flatMap((step) => (step.kind === 'do' ? step.collects : []));
  return [...new Set(fields.map(({ name }) => name))];
}

/** The SOPs it calls itself. */
export function callsOf(content: SopContent): string[] {
  return [...new Set(content.steps.flatMap((step) => (step.kind === 'call' ? [step.sop] : [])))];
}
