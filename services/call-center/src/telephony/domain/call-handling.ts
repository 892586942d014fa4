import type { WantedTalk } from './wanted-talk.js';

/** What telephony asks the rest of the call center to do. The only way out of here. */
export abstract class CallHandling {
  /** Somebody calls. Gives the contact it becomes. */
  abstract incoming(from: string | null): Promise<string>;
  /** The customer talks to an agent. May be told again. */
  abstract connected(contactId: string, agentId: string): Promise<void>;
  /** The customer is gone. May be told again. */
  abstract ended(contactId: string): Promise<void>;
  /** Who is to talk to the customer now. */
  abstract wanted(contactId: string): Promise<WantedTalk>;
  /** What the switch calls the agent's telephone; null: they have none. */
  abstract extensionOf(agentId: string): Promise<string | null>;
  /** The agent has picked up. May be told again. */
  abstract accept(contactId: string, agentId: string): Promise<void>;
  /** The agent has refused the call. May be told again. */
  abstract decline(contactId: string, agentId: string): Promise<void>;
  /** The agent's telephone is gone, and the customer is still there. May be told again. */
  abstract requeue(contactId: string): Promise<void>;
  /** Who has the contact put it on hold at their telephone. May be told again. */
  abstract held(contactId: string, agentId: string): Promise<void>;
  /** May be told again. */
  abstract resumed(contactId: string, agentId: string): Promise<void>;
}
