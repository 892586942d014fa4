import { z } from 'zod';

const variables = z.record(z.string().min(1).max(255), z.json());
const node = z.string().min(1).max(255);
const number = z.int().min(1);

/**
 * What an operator does to an instance. Where it is not said which incident or element is meant, all that fit are: so the same
 * words do for one instance and for thousands.
 */
export const RepairAction = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('retry'),
    incident: number.optional(),
    node: node.optional(),
    variables: variables.optional().describe('written first, seen from the element that stands still'),
  }),
  z.object({ type: z.literal('set-variables'), element: number.optional(), variables }),
  z.object({
    type: z.literal('skip'),
    element: number.optional(),
    node: node.optional(),
    variables: variables.default({}).describe('written around it in place of its output'),
    flows: z.array(node).max(100).optional().describe('those to take; left out: chosen as ever'),
  }),
  z.object({ type: z.literal('release-join'), incident: number.optional(), node: node.optional() }),
  z.object({
    type: z.literal('go-back'),
    to: node,
    element: number.optional(),
    node: node.optional().describe('where it stands now'),
    withdraw: z
      .object({ elements: z.array(number).max(1_000), flows: z.array(node).max(1_000) })
      .optional()
      .describe('left out: everything that lies downstream of the node gone back to'),
  }),
  z.object({ type: z.literal('cancel') }),
  z.object({ type: z.literal('suspend') }),
  z.object({ type: z.literal('resume') }),
]);
export type RepairAction = z.infer<typeof RepairAction>;

export const Reason = z.string().trim().min(1).max(2_000);
