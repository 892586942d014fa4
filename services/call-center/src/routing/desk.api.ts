import type { Channel } from '#libs/contracts/call-events';
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
    }
  | { readonly type: 'contact-transfers'; readonly contactId: string; readonly to: TransferTarget }
  | ({ readonly type: 'own-work-begins' } & OwnWork)
  /** Queues, plans, profiles or assignments are others than before. */
  | { readonly type: 'setup-changed' }
  | { readonly type: 'tick' };

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
