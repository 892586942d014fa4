import { z } from 'zod';

const Action = z.object({
  type: z.enum(['interaction', 'kb query', 'communication', 'faq/policy']),
  /** What the agent presses; `N/A`: only says something. */
  button: z.string(),
  text: z.string(),
  subtext: z.array(z.string()),
});
export type Action = z.infer<typeof Action>;

/** abcd-guidelines.json of the Action-Based Conversations Dataset: flow → subflow → what an agent does in it. */
export const Guidelines = z.record(
  z.string(),
  z.object({
    description: z.string(),
    subflows: z.record(z.string(), z.object({ actions: z.array(Action).min(1), instructions: z.array(z.string()) })),
  }),
);
export type Guidelines = z.infer<typeof Guidelines>;
