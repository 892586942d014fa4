/** What somebody does with a ticket that is open before them. */
export type Doing = 'viewing' | 'editing' | 'typing';

export interface Presence {
  readonly personId: string;
  /** One of several screens that the person has it on. */
  readonly client: string;
  readonly doing: Doing;
  /** ISO-8601. */
  readonly since: string;
  /** Unless it is said again before: milliseconds since 1970. */
  readonly until: number;
}

/**
 * Who has which ticket open, for all processes of the service. A notice, no lock: while the board is away nobody is seen, and
 * nobody is kept from working.
 */
export abstract class PresenceBoard {
  /** Puts the presence in the place of what the person did on this client before; whoever follows the topic hears of it. */
  abstract put(topic: string, presence: Presence, now: Date): Promise<void>;
  /** Says it again, with nothing that anybody would have to hear of. */
  abstract renew(topic: string, presence: Presence, now: Date): Promise<void>;
  abstract remove(topic: string, place: Pick<Presence, 'personId' | 'client'>): Promise<void>;
  /** Those whose time is not over, in no order. */
  abstract of(topic: string, now: Date): Promise<Presence[]>;
  /** @param heard something may have changed. @returns ends it */
  abstract follow(topic: string, heard: () => void): () => void;
  abstract close(): Promise<void>;
}

export function placeOf({ personId, client }: Pick<Presence, 'personId' | 'client'>): string {
  return `${personId}\n${client}`;
}

export function isPresent(now: Date): (presence: Presence) => boolean {
  return ({ until }) => until > now.getTime();
}
