import type { Channel } from '#libs/contracts/call-center/call-events';
import type { AgentMove } from '../agent/agent-moves.api.js';

export interface SkillLevel {
  readonly skill: string;
  readonly level: number;
}

export interface AgentWish {
  readonly agentId: string;
  readonly as: 'preferred' | 'last';
  readonly waitSeconds: number;
}

/** How a contact asks for an agent. */
export interface QueueWish {
  readonly queueId: string;
  readonly priority: number;
  readonly required: readonly SkillLevel[];
  readonly preferred: readonly SkillLevel[];
  readonly wishes: readonly AgentWish[];
}

/** Work past the queues, a call the agent makes for one. */
export interface OwnWork {
  readonly agentId: string;
  readonly contactId: string;
  readonly channel: Channel;
}

/** Where a contact is transferred to. */
export type TransferTarget = {
  /** `on-accept`: who has it keeps it until the next one has it. */
  readonly letGo: 'at-once' | 'on-accept';
} & (
  | {
      readonly queueId: string;
      /** `system`: as old as the encounter; `queue`: as if it came now. */
      readonly age: 'system' | 'queue';
    }
  | { readonly agentId: string; readonly waitSeconds: number; readonly fallbackQueueId: string | null }
);

/** Who wants it. Null: the service itself, which knows that it may. */
export type By = { readonly id: string; readonly forOthers: boolean } | null;

/** Who is asked to be on a contact, beside who has it. */
export interface ColleagueWish {
  readonly id: string;
  readonly kind: 'consult' | 'conference';
  readonly to: { readonly queueId: string } | { readonly agentId: string; readonly waitSeconds: number };
}

/** How the customer wants to be called back. */
export interface CallbackWish {
  /** Null: the number the contact came from. */
  readonly number: string | null;
  /** ms since the epoch; null: as soon as it is its turn. */
  readonly notBefore: number | null;
}

/** The code under which a queue refuses who would be one too many, in whichever process. */
export const QUEUE_FULL = 'queue-full';

/** Everything that races for agents and contacts. Plain JSON: it may be carried out by another process. */
export type DeskCommand =
  | { readonly type: 'agent-moves'; readonly agentId: string; readonly move: AgentMove }
  | { readonly type: 'contact-queues'; readonly contactId: string; readonly wish: QueueWish }
  | { readonly type: 'offer-accepted' | 'offer-declined'; readonly contactId: string; readonly agentId: string }
  /** An agent takes it out of the line by itself. */
  | { readonly type: 'contact-taken'; readonly contactId: string; readonly agentId: string }
  | {
      readonly type: 'contact-ends';
      readonly contactId: string;
      readonly outcome: 'handled' | 'self-served' | 'abandoned';
      readonly by: By;
    }
  | {
      readonly type: 'contact-transfers';
      readonly contactId: string;
      readonly to: TransferTarget;
      readonly by: By;
      /** Only while this agent has it. */
      readonly from?: string;
    }
  | ColleagueCommand
  | CallbackCommand
  | ({ readonly type: 'own-work-begins' } & OwnWork)
  /** Queues, plans, profiles or assignments are others than before. */
  | { readonly type: 'setup-changed' }
  | { readonly type: 'tick' };

/** What who has a contact does with those who are, or are to be, on it as well. */
export type ColleagueCommand =
  | { readonly type: 'colleague-asked'; readonly contactId: string; readonly wish: ColleagueWish; readonly by: By }
  /** Nobody accepted yet. */
  | {
      readonly type: 'request-cancelled';
      readonly contactId: string;
      readonly kind: 'transfer' | 'consult' | 'conference';
      readonly by: By;
    }
  /** `completed`: the colleague has it; `ended`: also while nobody accepted yet. */
  | {
      readonly type: 'consultation-over';
      readonly contactId: string;
      readonly as: 'completed' | 'ended';
      readonly by: By;
    }
  /** @property successor who has it then, when who leaves had it; null: who is on it for longest */
  | {
      readonly type: 'participant-leaves';
      readonly contactId: string;
      readonly agentId: string;
      readonly successor: string | null;
    }
  | {
      readonly type: 'participant-removed' | 'contact-handed-over';
      readonly contactId: string;
      readonly agentId: string;
      readonly by: By;
    }
  | { readonly type: 'contact-taken-over'; readonly contactId: string; readonly supervisorId: string };

export type CallbackCommand =
  /** @property queue where it waits, unless it waits somewhere already */
  | {
      readonly type: 'callback-asked';
      readonly contactId: string;
      readonly queue: QueueWish | null;
      readonly wish: CallbackWish;
    }
  | {
      readonly type: 'callback-attempted';
      readonly contactId: string;
      readonly outcome: 'reached' | 'no-answer' | 'busy' | 'failed';
      readonly by: By;
    };

/**
 * Where everything goes in that routing decides about: one command after the other for each tenant, each carried out with all
 * that follows from it in one transaction.
 */
export abstract class RoutingDesk {
  /**
   * Resolves when the command and its consequences are committed.
   * @throws DomainError what the agent, the contact or routing refuses; then nothing of it happened
   */
  abstract submit(command: DeskCommand): Promise<void>;
}
