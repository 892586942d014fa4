/** What a service offers, as far as views go by it. */
export interface ServedOperation {
  readonly service: string;
  readonly method: string;
  readonly template: string;
  readonly permission: string | undefined;
}

/** All that is served at the moment. */
export interface Operations {
  /** Another one whenever something is served that was not, or no longer is. */
  readonly revision: object;
  /** @param named e.g. `GET /api/v1/tickets/{id}`. */
  find(named: string): ServedOperation | undefined;
  /** JSON schema of what it answers, with references into {@link schemas}. */
  answerOf(operation: ServedOperation): unknown;
  schemas(service: string): Readonly<Record<string, unknown>>;
}
