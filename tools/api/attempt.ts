/** One attempt at a call, whatever became of it. */
export interface Attempt {
  /** e.g. `GET /api/v1/tickets/{id}`. */
  readonly operation: string;
  /** When it began, by `performance.now()`. */
  readonly at: number;
  readonly ms: number;
  /** Undefined: there was no answer. */
  readonly status: number | undefined;
}

/** Whether the suite answered, be it with a no. */
export function isAnswered({ status }: Attempt): boolean {
  return status !== undefined && status < 500 && status !== 429;
}
