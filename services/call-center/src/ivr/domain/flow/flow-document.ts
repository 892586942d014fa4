/** What is said, by language tag; `{name}` stands for the value of an attribute. */
export type Text = Readonly<Record<string, string>>;

/** A demand as the pre-check judges it. */
export interface Demand {
  readonly type: 'consultation' | 'enquiry' | 'fault-report' | 'complaint' | 'business-request';
  readonly topic: string;
}

export interface Choice {
  /** One key of the telephone: `0` to `9`, `*` or `#`. */
  readonly digit: string;
  /** By language: words that are understood as this choice when they are spoken. */
  readonly words: Readonly<Record<string, readonly string[]>>;
  /** The dialogue goes on in this language; null: in the one it has. */
  readonly language: string | null;
  readonly next: string;
}

interface Asking {
  readonly prompt: Text;
  readonly timeoutSeconds: number;
  /** How often it is asked again, and what is said before. */
  readonly retries: { readonly limit: number; readonly text: Text };
  /** Where it goes on when they are used up. */
  readonly exhausted: string;
}

export interface Say {
  readonly kind: 'say';
  readonly text: Text;
  readonly next: string;
}
export interface Menu extends Asking {
  readonly kind: 'menu';
  readonly choices: readonly Choice[];
}
export interface Collect extends Asking {
  readonly kind: 'collect';
  readonly into: string;
  readonly minDigits: number;
  readonly maxDigits: number;
  readonly next: string;
}
export interface Condition {
  readonly kind: 'condition';
  /** The first whose FEEL expression is true. */
  readonly branches: readonly { readonly when: string; readonly next: string }[];
  readonly otherwise: string;
}
export interface ConnectorCall {
  readonly kind: 'connector';
  readonly connector: string;
  readonly action: string;
  /** FEEL expressions. */
  readonly arguments: Readonly<Record<string, string>>;
  readonly into: string;
  readonly next: string;
  /** It refused, cannot be reached or took too long. */
  readonly failed: string;
}
export interface SetAttributes {
  readonly kind: 'set';
  /** FEEL expressions, all of what was before. */
  readonly values: Readonly<Record<string, string>>;
  readonly next: string;
}
export interface BusinessHours {
  readonly kind: 'hours';
  readonly calendar: string;
  readonly open: string;
  readonly closed: string;
}
export interface Identify {
  readonly kind: 'identify';
  /** The attribute with a customer number; null: by the caller's address. */
  readonly number: string | null;
  readonly known: string;
  readonly unknown: string;
}
export interface PreCheck {
  readonly kind: 'pre-check';
  readonly demand: Demand;
  /** Behind the answer, which has been said. */
  readonly solved: string;
  readonly referred: string;
}
export interface EnterQueue {
  readonly kind: 'queue';
  readonly queueId: string;
  readonly priority: number;
  readonly skills: readonly string[];
  /** Names of attributes that routing and agents get to see. */
  readonly attributes: readonly string[];
  readonly demand: Demand;
}
export interface Callback {
  readonly kind: 'callback';
  readonly queueId: string;
  readonly demand: Demand;
  readonly next: string;
}
export interface Voicemail {
  readonly kind: 'voicemail';
  readonly prompt: Text;
  readonly maxSeconds: number;
  readonly queueId: string;
  readonly demand: Demand;
  readonly next: string;
}
export interface HangUp {
  readonly kind: 'hang-up';
  readonly text: Text | null;
}

export type FlowNode =
  | Say
  | Menu
  | Collect
  | Condition
  | ConnectorCall
  | SetAttributes
  | BusinessHours
  | Identify
  | PreCheck
  | EnterQueue
  | Callback
  | Voicemail
  | HangUp;

/** A dialogue as operators write it. */
export interface FlowDocument {
  /** Language tags; the first is spoken until another is chosen. */
  readonly languages: readonly string[];
  /** IANA name, for dates in FEEL. */
  readonly timeZone: string;
  readonly start: string;
  /** By name; what they say is the calendar's own affair. */
  readonly calendars: Readonly<Record<string, unknown>>;
  readonly nodes: Readonly<Record<string, FlowNode>>;
}
