import type { z } from 'zod';
import type { Asking } from './own-operation.api.js';

/** What is asked of an operation of the gateway's own, checked. */
export interface Asked extends Asking {
  readonly params: Readonly<Record<string, string>>;
  readonly query: unknown;
  readonly body: unknown;
  /** As the ETag had it; undefined: any will do. */
  readonly ifMatch: number | undefined;
}

export interface Told {
  readonly body: unknown;
  /** Becomes the ETag. */
  readonly revision?: number;
}

interface Described {
  readonly method: 'GET' | 'PUT' | 'POST';
  /** As OpenAPI writes it; below `/api/v1/gateway/`. */
  readonly template: string;
  readonly permission: string;
  readonly operationId: string;
  readonly summary: string;
  readonly tag: string;
  readonly query?: z.ZodType;
}

/** An operation of the gateway's own that answers in JSON. */
export interface OwnRoute extends Described {
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  /** Its ETag has to be sent along as If-Match. */
  readonly changes?: true;
  tell(asked: Asked): Told | Promise<Told>;
}

/** One that goes on telling, as an event stream. */
export interface OwnStream extends Described {
  readonly method: 'GET';
  open(asked: Asked): void;
}

export type OwnRoutes = readonly (OwnRoute | OwnStream)[];
