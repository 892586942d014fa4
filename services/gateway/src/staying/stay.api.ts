/** Who keeps a connection open. */
export interface Stay {
  readonly tenantId?: string | undefined;
  /** Account, client or visitor, or else an address: who is counted. */
  readonly client: string;
  /** The log-in that it came with. */
  readonly sessionId?: string | undefined;
}
