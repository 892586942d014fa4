/** This service's own identity, for work that no request stands behind. */
export abstract class ServiceTokens {
  /** A token that is valid for at least the next seconds. @throws RemoteError when none can be had. */
  abstract token(): Promise<string>;
}
