import type { Callback } from './callback.js';
import type { Consultation, OutsideParty, Participant, PendingRequest } from './parties.js';
import type { SupervisionSession } from './supervision.js';

/** An offer of the contact that stands. */
export interface StandingOffer {
  readonly reservationId: string;
  readonly agentId: string;
}

/** Where a contact is to go, and when who has it lets go. */
export type TransferTarget = { readonly letGo: 'at-once' | 'on-accept' } & (
  { readonly queueId: string } | { readonly agentId: string }
);

/** What a contact came to, as one who had it says. */
export interface WrapUp {
  readonly agentId: string;
  readonly code: string;
}

/** Somebody who has the contact asks for help; the note stays in the journal. */
export interface HelpRequest {
  readonly id: string;
  readonly by: string;
  /** ms since the epoch */
  readonly at: number;
  readonly answeredBy: string | null;
}

/** Who is on it beside who has it, and what is to come. Contacts of old have nothing of it. */
export interface Company {
  /** Agents who had it, or were on it. */
  readonly had: readonly string[];
  readonly request: PendingRequest | null;
  readonly consultation: Consultation | null;
  readonly participants: readonly Participant[];
  readonly outside: readonly OutsideParty[];
  readonly supervision: readonly SupervisionSession[];
  readonly callback: Callback | null;
}

/** How the contact went through its queues and hands; instants are ms since the epoch. */
export interface ContactCourse extends Company {
  readonly queuedAt: number | null;
  readonly offers: readonly StandingOffer[];
  /** Reservation of who has it. */
  readonly reservationId: string | null;
  readonly heldSince: number | null;
  readonly holdMs: number;
  /** When the conversation was over. */
  readonly talkedUntil: number | null;
  /** Agents who still wrap it up. */
  readonly wrappingUp: readonly string[];
  /** One for each agent who said so. */
  readonly wrapUps: readonly WrapUp[];
  readonly help: readonly HelpRequest[];
}

export const NEW_COURSE: ContactCourse = {
  queuedAt: null,
  offers: [],
  reservationId: null,
  heldSince: null,
  holdMs: 0,
  talkedUntil: null,
  wrappingUp: [],
  wrapUps: [],
  help: [],
  had: [],
  request: null,
  consultation: null,
  participants: [],
  outside: [],
  supervision: [],
  callback: null,
};

/** What figures of a queue are made of, ms. */
export interface ContactTimes {
  readonly waitMs: number;
  readonly talkMs: number;
  readonly holdMs: number;
  readonly wrapMs: number;
}

interface Passage {
  readonly course: ContactCourse;
  readonly connectedAt: Date | null;
}

/** Talk is without hold; who was never connected waited until the end. @param endedAt ms since the epoch */
export function timesOf({ course, connectedAt }: Passage, endedAt: number): ContactTimes {
  const { queuedAt, talkedUntil, holdMs } = course;
  const answeredAt = connectedAt?.getTime() ?? null;
  const talkEnd = talkedUntil ?? endedAt;
  return {
    waitMs: queuedAt === null ? 0 : (answeredAt ?? endedAt) - queuedAt,
    talkMs: answeredAt === null ? 0 : talkEnd - answeredAt - holdMs,
    holdMs,
    wrapMs: talkedUntil === null ? 0 : endedAt - talkedUntil,
  };
}

/** With the hold that is over by then counted. */
export function resumed(course: ContactCourse, at: number): ContactCourse {
  if (course.heldSince === null) return course;
  return { ...course, heldSince: null, holdMs: course.holdMs + at - course.heldSince };
}

/** Each once. */
export function withOne(all: readonly string[], one: string): readonly string[] {
  return all.includes(one) ? all : [...all, one];
}
