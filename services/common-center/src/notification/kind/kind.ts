export const CHANNELS = ['in-app', 'email', 'sms', 'webhook'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Something people are told of, as data. */
export interface Kind {
  readonly kind: string;
  /** The type of the event. */
  readonly on: string;
  /** Names of what the event says of people: an id or a list of ids. */
  readonly people?: readonly string[];
  /** Of the ticket it is about. */
  readonly assignee?: true;
  /** Supervisors of the ticket's team, or all where there are none: always, or when nobody else was found. */
  readonly leads?: 'always' | 'instead';
  /** Everybody who has the role; where the event names people, only when it names none. */
  readonly role?: string;
  /** The name of what the event says of roles: everybody who has one of them. */
  readonly roles?: string;
  /** The name of what the event says of when people may be told. */
  readonly notBefore?: string;
  /** The name of what the event says of which template is used, where there is one of that code. */
  readonly template?: string;
  readonly channels: readonly Channel[];
  /** Nobody can do without. */
  readonly mandatory?: true;
  /** Waits for no digest. */
  readonly urgent?: true;
}
