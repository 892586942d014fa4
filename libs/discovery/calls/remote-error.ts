/** A call to another service or system that did not succeed. The web layer answers with `status` and `code`. */
export abstract class RemoteError extends Error {
  abstract readonly status: number;
  abstract readonly code: string;

  constructor(
    /** The service or system that was called. */
    readonly target: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Nobody to ask: no instance, none reachable, the breaker open, or the bulkhead full. Nothing to wait for. */
export class ServiceUnavailable extends RemoteError {
  readonly status = 503;
  readonly code = 'service-unavailable';
}

/** The time the call had is over. Whether the target did the work is not known. */
export class ServiceTimeout extends RemoteError {
  readonly status = 504;
  readonly code = 'service-timeout';
}

/** The target answered 2xx with something that is not what its contract says. */
export class UnexpectedAnswer extends RemoteError {
  readonly status = 502;
  readonly code = 'unexpected-answer';
}

/** The target refused: `status`, `code` and `detail` of its problem+json (RFC 9457). */
export class RemoteProblem extends RemoteError {
  constructor(
    target: string,
    readonly status: number,
    readonly code: string,
    readonly detail: string,
  ) {
    super(target, `${target} answered ${status} ${code}: ${detail}`);
  }
}
