/** What telephony asks the rest of the call center to do. The only way out of here. */
export abstract class CallHandling {
  /** Somebody calls. Gives the contact it becomes. */
  abstract incoming(from: string | null): Promise<string>;
  /** The customer talks to an agent. May be told again. */
  abstract connected(contactId: string, agentId: string): Promise<void>;
  /** The customer is gone. May be told again. */
  abstract ended(contactId: string): Promise<void>;
}
