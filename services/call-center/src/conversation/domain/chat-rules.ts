/** What the system says by itself. */
export const NOTICES = [
  'welcome',
  'queued',
  'queue-moved',
  'agent-joined',
  'nudge',
  'closed-idle',
  'closed',
  'unserved',
  'survey',
] as const;
export type Notice = (typeof NOTICES)[number];

/** On which conversations are held. */
export const TEXT_CHANNELS = ['chat', 'wechat', 'sms', 'web'] as const;
export type TextChannel = (typeof TEXT_CHANNELS)[number];

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
  /** The queue of each channel; of others it is the first that takes the channel. */
  readonly queues: Readonly<Partial<Record<TextChannel, string>>>;
  /** Seconds a customer who comes again waits for the agent they talked to last, if that agent is there; 0: now or not at all. */
  readonly lastAgentWaitS: number;
  /** Other services hear that something was said, and may read it while the chat lasts. */
  readonly tellsMessages: boolean;
}

/** Where somebody stands in line. */
export interface Place {
  /** 1 is next. */
  readonly position: number;
  /** How long it will take, in minutes, rounded up; null while too little is known. */
  readonly minutes: number | null;
}
