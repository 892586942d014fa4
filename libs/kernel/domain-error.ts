/** What kind of refusal it is; the web layer maps it to 404, 409, 422, 403. */
export type ErrorKind = 'not-found' | 'conflict' | 'invalid' | 'forbidden';

/** `by` and `at` (ISO-8601): who changed it when, where that is what is wrong. */
interface Offending {
  readonly field: string;
  readonly message: string;
  readonly pointer?: string;
  readonly by?: string;
  readonly at?: string;
}

interface RefusalDetails {
  /** What exactly is wrong, part by part; shown to people like the message. */
  readonly offending?: readonly Offending[];
  /** What a program may go by, shown like the message. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
  readonly [detail: string]: unknown;
}

/** A rule of the business that was broken. The message is shown to people: it never carries personal data. */
export abstract class DomainError extends Error {
  protected constructor(
    readonly code: string,
    readonly kind: ErrorKind,
    message: string,
    readonly details: RefusalDetails = {},
  ) {
    super(message);
    this.name = new.target.name;
  }
}

const catalogue = new Map<string, ErrorKind>();

/** Every code that some part of the program can answer with. */
export function errorCatalogue(): ReadonlyMap<string, ErrorKind> {
  return catalogue;
}

/**
 * Enters a code in the catalogue and gives the class to extend:
 * `export class TicketNotFound extends domainError('ticket-not-found', 'not-found') {}`.
 * @throws Error when the code is taken: a code means one thing.
 */
export function domainError(code: string, kind: ErrorKind) {
  if (catalogue.has(code)) throw new Error(`error code ${code} is defined twice`);
  catalogue.set(code, kind);
  return class extends DomainError {
    constructor(message: string, details?: RefusalDetails) {
      super(code, kind, message, details);
    }
  };
}
