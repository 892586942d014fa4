import { z } from 'zod';

/** `GET /internal/organisation/circles/{accountId}?scope=` of common-center: whom and which teams somebody reaches. */
export const Circle = z.object({
  /** Accounts, oneself and those one stands in for among them. */
  people: z.array(z.string()),
  /** Teams of the organisation, and those of call-center that belong to them. */
  teams: z.array(z.string()),
});
export type Circle = z.infer<typeof Circle>;
