import { RemoteError } from '#libs/discovery/calls/remote-error';
import { DomainError, type ErrorKind } from '#libs/kernel/domain-error';
import { NoTenantInContext } from '#libs/persistence/tenant/tenant-context';
import { HttpException } from '@nestjs/common';
import { z } from 'zod';

/** RFC 9457 problem details; `code` is stable, `traceId` finds the logs. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    traceId: z.string(),
    errors: z
      .array(
        z.object({
          field: z.string(),
          message: z.string(),
          /** RFC 6901, into the body of the request; only where the field is of a form. */
          pointer: z.string().optional(),
          /** Of a stale version: who changed the field since, and when. */
          by: z.string().optional(),
          at: z.iso.datetime().optional(),
        }),
      )
      .optional(),
    facts: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
      .optional()
      .describe('what a program may go by, by name; never personal'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

/** Input that does not fit its schema: 422 with every offending field. */
export class ValidationFailed extends Error {
  constructor(
    readonly errors: { field: string; message: string; pointer?: string }[],
    readonly code = 'validation-failed',
  ) {
    super('The request does not fit its schema.');
  }
}

/** A refusal of the web layer itself. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const STATUS: Record<ErrorKind, number> = { 'not-found': 404, conflict: 409, invalid: 422, forbidden: 403 };

/** Codes whose status HTTP has a better word for, or tus (https://tus.io/protocols/resumable-upload#checksum). */
const STATUS_OF_CODE: Record<string, number> = {
  'login-locked': 429,
  'stale-version': 412,
  'tenant-moving': 503,
  'upload-checksum-mismatch': 460,
};

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Not authenticated',
  403: 'Not permitted',
  404: 'Not found',
  409: 'Conflict',
  412: 'Precondition failed',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Invalid',
  428: 'Precondition required',
  416: 'Range not satisfiable',
  429: 'Too many requests',
  460: 'Checksum mismatch',
  500: 'Internal error',
  502: 'Bad gateway',
  503: 'Unavailable',
  504: 'Timed out',
};

interface Parts {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: Problem['errors'];
  readonly facts?: Problem['facts'];
}

/** Any error as the outside may see it: what is not meant for people becomes a bare 500. */
export function problemOf(error: unknown, traceId: string): Problem {
  const { status, code, detail, ...more } = partsOf(error);
  const title = TITLES[status] ?? 'Refused';
  return { type: 'about:blank', title, status, detail, code, traceId, ...more };
}

function partsOf(error: unknown): Parts {
  if (error instanceof DomainError) {
    const { code, kind, message, details } = error;
    const errors = details.offending && { errors: [...details.offending] };
    const facts = details.facts && { facts: details.facts };
    return { status: STATUS_OF_CODE[code] ?? STATUS[kind], code, detail: message, ...errors, ...facts };
  }
  if (error instanceof ValidationFailed) {
    return { status: 422, code: error.code, detail: error.message, errors: error.errors };
  }
  if (error instanceof Refusal || error instanceof RemoteError) {
    return { status: error.status, code: error.code, detail: error.message };
  }
  if (error instanceof NoTenantInContext) {
    return { status: 400, code: 'tenant-missing', detail: 'The request does not say for which tenant it is.' };
  }
  return ofFramework(error) ?? { status: 500, code: 'internal-error', detail: 'Something went wrong on our side.' };
}

/** Errors of Nest and Fastify that are about the request, e.g. a body that is no JSON or too large. */
function ofFramework(error: unknown): Parts | null {
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status !== 'number' || status < 400 || status > 499) return null;
  const code = FRAMEWORK_CODES[status] ?? 'bad-request';
  return { status, code, detail: error instanceof Error ? error.message : 'The request cannot be served.' };
}

const FRAMEWORK_CODES: Record<number, string> = {
  404: 'no-such-route',
  405: 'method-not-allowed',
  413: 'body-too-large',
  415: 'unsupported-media-type',
};
