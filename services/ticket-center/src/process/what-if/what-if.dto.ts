import { z } from 'zod';

const time = z.iso.datetime({ offset: true });
const number = z.int().min(1);
const name = z.string().max(255);
const outcome = z.enum(['completed', 'failed', 'cancelled']);

export const WhatIfBody = z.object({
  process: name.optional().describe('of a draft with several'),
  version: number.optional().describe('whose instances are run again; left out: the stable one'),
  most: number.max(500).default(50).describe('instances, the newest; those that have ended first'),
  outcome: outcome.optional().describe('only those that ended so'),
  from: time.optional().describe('instances that began then or later'),
  to: time.optional().describe('and before'),
});
export type WhatIfBody = z.infer<typeof WhatIfBody>;

const count = z.int();
const times = count.describe('how often');
const reached = outcome.or(z.literal('active'));
const Difference = z.object({ id: z.string(), before: count, after: count });
const IncidentAt = z.object({ code: z.string(), node: z.string(), times });
const AtNode = z.object({ node: z.string().describe('of a signal its name'), kind: z.string(), times });

const Compared = z.object({
  instance: z.string(),
  verdict: z
    .enum(['unchanged', 'changed', 'stuck', 'failing'])
    .describe('failing: something goes wrong that went well; stuck: it waits for what was not recorded'),
  diverges: z
    .object({ node: z.string(), from: z.string().nullable(), to: z.string().nullable() })
    .nullable()
    .describe('where the ways part first: what came after the node, and what would; null: the same way'),
  outcome: z.object({ before: reached, after: reached }),
  incidents: z.object({ raised: z.array(IncidentAt), gone: z.array(IncidentAt) }),
  unused: z
    .array(AtNode.extend({ exists: z.boolean().describe('whether there still is such a node') }))
    .describe('what was recorded and nothing waited for'),
  unanswered: z.array(AtNode).describe('what is waited for and was not recorded'),
  refused: z.string().nullable().describe('why it could not even begin'),
});

export const WhatIfView = z
  .object({
    process: z.string(),
    base: z.int().describe('the version they ran on'),
    instances: count.describe('that were run again'),
    leftOut: z.object({
      tooLarge: count,
      migrated: count.describe('they ran on several versions'),
      notReached: count.describe('within 20 seconds'),
    }),
    unchanged: count,
    changed: count,
    stuck: count,
    failing: count,
    nodes: z.array(Difference).describe('how often each was entered'),
    flows: z.array(Difference).describe('how often each was taken'),
    items: z.array(Compared),
  })
  .meta({ id: 'ProcessWhatIf' });
export type WhatIfView = z.infer<typeof WhatIfView>;
