/** What the system says by itself. */
export const NOTICES = [
  'welcome',
  'queued',
  'queue-moved',
  'agent-joined',
  'nudge',
  'closed-idle',
  'closed',
  'survey',
] as const;
export type Notice = (typeof NOTICES)[number];

/** How a tenant wants its chats kept. */
export interface ChatRules {
  /** What is said; an empty text is not said. `{position}` and `{minutes}` stand for the place in line. */
  readonly texts: Readonly<Record<Notice, string>>;
  /** Seconds a customer who was answered may be silent before they are asked whether they are still there. */
  readonly nudgeAfterS: number;
  /** Seconds of silence after that until the conversation is closed. */
  readonly closeAfterS: number;
  /** Seconds between two looks at the place in line. */
  readonly queueNewsEveryS: number;
}

/** Where somebody stands in line. */
export interface Place {
  /** 1 is next. */
  readonly position: number;
  /** What those before had to wait, in minutes; null when nobody has waited yet. */
  readonly minutes: number | null;
}
