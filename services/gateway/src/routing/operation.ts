import type { LargeBody } from '#libs/web/http/large-body';

/** One thing a service offers to the outside. */
export interface Operation {
  readonly service: string;
  /** Upper case. */
  readonly method: string;
  /** As OpenAPI writes it, e.g. `/api/v1/tickets/{id}`. */
  readonly template: string;
  /** What the caller must be permitted; undefined: anybody may. */
  readonly permission: string | undefined;
  /** It is a WebSocket, and begins with an upgrade. */
  readonly isWebsocket?: boolean;
  /** Its body may be larger than those of others. */
  readonly largeBody?: LargeBody | undefined;
}
