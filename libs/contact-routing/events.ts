import type { AgentDefinition, RoutingState } from './model/agent.js';
import type { ContactRequest, SkillLevel } from './model/contact.js';
import type { RoutingPlan } from './model/plan.js';
import type { QueueDefinition } from './model/queue.js';

/** What happens to a router. All are plain JSON; instants are ms since the epoch. */
export type RoutingEvent =
  ConfigurationEvent | AgentEvent | ContactEvent | ReservationEvent | { readonly type: 'tick' };

export type ConfigurationEvent =
  | { readonly type: 'queue-defined'; readonly queue: QueueDefinition }
  | { readonly type: 'plan-published'; readonly plan: RoutingPlan }
  | { readonly type: 'agent-defined'; readonly agent: AgentDefinition }
  /** Whoever was removed finishes what is being handled, and gets nothing more. */
  | { readonly type: 'agent-removed'; readonly agentId: string };

export type AgentEvent =
  | {
      readonly type: 'agent-state-set';
      readonly agentId: string;
      readonly state: Exclude<RoutingState, 'not-responding'>;
      /** `after-work`: once nothing is handled or wrapped up any more; the last word counts. */
      readonly when: 'now' | 'after-work';
      /** Since when it waits for work, ms since the epoch, where its host knows better than that it is ready from now on. */
      readonly idleSince?: number;
    }
  /** Work that was not routed, an outbound call for one, takes capacity too. Ends by `contact-ended`. */
  | {
      readonly type: 'own-work-begun';
      readonly agentId: string;
      readonly contactId: string;
      readonly channel: string;
    };

export type ContactEvent =
  | {
      readonly type: 'contact-queued';
      readonly contact: ContactRequest;
      /** The customer does not hold the line: is called back, not before this instant. */
      readonly callback?: { readonly notBefore: number };
    }
  | {
      readonly type: 'contact-changed';
      readonly contactId: string;
      readonly priority?: number;
      readonly required?: readonly SkillLevel[];
      readonly preferred?: readonly SkillLevel[];
    }
  /** Hung up or left while waiting or ringing. In any other state, and a second time, nothing happens. */
  | { readonly type: 'contact-abandoned'; readonly contactId: string }
  /** The encounter is over; wrap-up begins. */
  | { readonly type: 'contact-ended'; readonly contactId: string }
  | { readonly type: 'contact-transferred'; readonly contactId: string; readonly to: TransferTarget }
  /** The customer hangs up and is called back in turn: the place in the queue stays. */
  | {
      readonly type: 'callback-requested';
      readonly contactId: string;
      /** Not before this instant. */
      readonly notBefore?: number;
    }
  /** Whoever called back did not reach the customer: the contact is at its place again. */
  | { readonly type: 'callback-failed'; readonly contactId: string; readonly notBefore: number }
  | ColleagueEvent;

/** Who has a contact is one; others may be on it as well, each with capacity of their own. */
export type ColleagueEvent =
  /** Somebody else is asked in: who has it keeps it, whoever accepts is on it as well. */
  | { readonly type: 'colleague-asked'; readonly contactId: string; readonly to: AskedColleague }
  /** Nobody is asked any more: neither to be on it, nor by a transfer on accept. */
  | { readonly type: 'request-withdrawn'; readonly contactId: string }
  /** Is on it as well without having been offered it, whatever the capacity. */
  | { readonly type: 'colleague-joined'; readonly contactId: string; readonly agentId: string }
  /** Somebody who is on it has it from now on; who had it is on it still. */
  | { readonly type: 'contact-handed-over'; readonly contactId: string; readonly agentId: string }
  | { readonly type: 'colleague-left'; readonly contactId: string; readonly agentId: string };

export type AskedColleague =
  | { readonly queueId: string }
  /** How long the agent is waited for. */
  | { readonly agentId: string; readonly waitSeconds: number };

export type TransferTarget = {
  /** `at-once`: whoever has it lets go now; `on-accept`: only when the next one has it. */
  readonly letGo: 'at-once' | 'on-accept';
} & (
  | {
      readonly queueId: string;
      /** `system`: as old as the encounter; `queue`: as if it came now. */
      readonly age: 'system' | 'queue';
    }
  | {
      readonly agentId: string;
      readonly waitSeconds: number;
      /** Where it goes when the agent does not take it in time; null: back to who has it, or to the queue it came from. */
      readonly fallbackQueueId: string | null;
    }
);

export type ReservationEvent =
  | { readonly type: 'reservation-accepted'; readonly reservationId: string }
  | { readonly type: 'reservation-rejected'; readonly reservationId: string }
  /** The offer could not be delivered. */
  | { readonly type: 'reservation-canceled'; readonly reservationId: string }
  | { readonly type: 'wrap-up-completed'; readonly reservationId: string };
