export type Role = 'customer' | 'agent' | 'bot';

/** Somebody who takes part in a conversation, or did. The customer goes by the conversation's own id. */
export interface Participant {
  readonly id: string;
  readonly role: Role;
  /** ISO-8601. */
  readonly joinedAt: string;
  readonly leftAt: string | null;
}

export function present(participants: readonly Participant[], role?: Role): Participant[] {
  return participants.filter((each) => each.leftAt === null && (role === undefined || each.role === role));
}
