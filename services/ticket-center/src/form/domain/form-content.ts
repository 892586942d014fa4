type Document = Readonly<Record<string, unknown>>;

/** A form as it is written. */
export interface FormContent {
  /** JSON Schema 2020-12 of the answer; a property may be `{ "$ref": "block:address" }`, or `block:address@3`. */
  readonly jsonSchema: Document;
  /** JSON Forms UI schema; empty: one field below the other. */
  readonly uiSchema: Document;
  /** FEEL over the other fields, by field. */
  readonly computed: Readonly<Record<string, string>>;
  readonly lookups: Readonly<Record<string, LookupSource>>;
  /** Fields that tickets are found by. */
  readonly indexed: readonly string[];
}

/** Fields that another system knows. */
export interface LookupSource {
  readonly connector: string;
  readonly action: string;
  /** FEEL over the fields, by argument: asked as soon as none of them is null. */
  readonly arguments: Readonly<Record<string, string>>;
  /** FEEL over `result`, by field. */
  readonly fills: Readonly<Record<string, string>>;
  /** For the other system to answer; null: as long as the connector says. */
  readonly timeoutMs: number | null;
}

/** A form as it is answered: its blocks put in. `at`: the path of the block, empty for the form itself. */
export interface PublishedContent {
  readonly jsonSchema: Document;
  readonly uiSchema: Document;
  /** Each after those it takes from. */
  readonly computed: readonly ComputedField[];
  readonly lookups: readonly Lookup[];
  readonly indexed: readonly string[];
  readonly blocks: readonly BlockRef[];
}

export interface ComputedField {
  readonly at: readonly string[];
  readonly field: string;
  readonly expression: string;
}

export interface Lookup extends LookupSource {
  readonly at: readonly string[];
  readonly name: string;
}

export interface BlockRef {
  readonly name: string;
  readonly version: number;
}

/** What keeps a draft from being published. */
export interface FormProblem {
  /** JSON pointer into the form. */
  readonly pointer: string;
  readonly message: string;
}

export interface FormDraft {
  readonly content: FormContent;
  readonly problems: readonly FormProblem[];
  readonly savedBy: string;
  /** ISO 8601, UTC. */
  readonly savedAt: string;
}

/** A block is what several forms ask in the same way. */
export type FormKind = 'form' | 'block';

/** Whose share gets a candidate: so many of the tickets, or all tickets of so many of the agents. */
export type ShareOf = 'tickets' | 'agents';

export interface Publication {
  readonly percent: number | null;
  readonly shareOf: ShareOf;
}
