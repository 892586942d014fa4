/** A tenant of a suite that is there to be played against. */
export interface World {
  /** The gateway's address, and the host name by which it knows the tenant. */
  readonly url: string;
  readonly host: string;
  readonly admin: Login;
  /** Where each service tells its metrics; empty when only the gateway is known. */
  readonly services: readonly ServiceAddress[];
  /** Nobody else uses the tenant: what is counted there is ours. */
  readonly ours: boolean;
  /** Removes what it made. What went wrong stays to be looked at; then the answer says where. */
  stop(wentWell: boolean): Promise<string | undefined>;
}

export interface Login {
  readonly login: string;
  readonly password: string;
}

export interface ServiceAddress {
  readonly name: string;
  readonly url: string;
}
