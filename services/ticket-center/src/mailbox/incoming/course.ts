import type { AutomaticReason } from '../reading/automatic-mail.js';

/** What is known of a message when it is decided what becomes of it. */
export interface Situation {
  readonly automatic: AutomaticReason | null;
  /** The conversation it belongs to; null: none. */
  readonly thread: {
    readonly ticketId: string;
    /** Its words are words of the customer. */
    readonly isParticipant: boolean;
    /** The ticket takes no more of them. */
    readonly hasEnded: boolean;
  } | null;
  /** The sender has written more than anybody does. */
  readonly tooMany: boolean;
}

export type Course =
  | { readonly kind: 'open'; readonly followsUp: string | null }
  | { readonly kind: 'word'; readonly ticketId: string }
  | { readonly kind: 'note'; readonly ticketId: string; readonly why: 'automatic' | 'stranger' }
  | { readonly kind: 'ignore'; readonly reason: AutomaticReason }
  | { readonly kind: 'hold'; readonly reason: 'too-many' };

/** What goes round makes nothing, whatever it belongs to. */
const ROUND: readonly AutomaticReason[] = ['own-message', 'own-loop'];

/** Only a person who takes part moves a ticket; nothing automatic opens one, wakes one or is answered. */
export function courseOf({ automatic, thread, tooMany }: Situation): Course {
  if (automatic !== null && (thread === null || ROUND.includes(automatic)))
    return { kind: 'ignore', reason: automatic };
  if (tooMany) return { kind: 'hold', reason: 'too-many' };
  if (thread === null) return { kind: 'open', followsUp: null };
  const { ticketId, isParticipant, hasEnded } = thread;
  if (automatic !== null) return { kind: 'note', ticketId, why: 'automatic' };
  if (!isParticipant) return { kind: 'note', ticketId, why: 'stranger' };
  return hasEnded ? { kind: 'open', followsUp: ticketId } : { kind: 'word', ticketId };
}
