import { RemoteError } from '#libs/discovery/calls/remote-error';
import { DomainError } from '#libs/kernel/domain-error';

/** The other side did not say what it was asked, or could not be asked. */
export class InterfaceFault extends RemoteError {
  constructor(
    target: string,
    readonly code: string,
    message: string,
    readonly status = 502,
    options?: ErrorOptions,
  ) {
    super(target, message, options);
  }
}

/** Why there was no answer, as a code: what lies behind a connection that was refused says more than that there was none. */
export function codeOfFault(error: RemoteError): string {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof DomainError) return cause.code;
  return error.code;
}
