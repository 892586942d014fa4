import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { Change } from '../action/action.dto.js';

const Look = z.object({
  rule: z.string(),
  name: z.string(),
  version: z.int(),
  outcome: z.enum(['matched', 'not-matched', 'unclear', 'scheduled', 'own-consequence', 'too-often']),
  why: z.string().nullable(),
  changes: z.array(Change),
  refused: z.array(z.object({ action: z.string(), code: z.string() })),
});

const RunView = z.object({
  id: z.string(),
  ticketId: z.string(),
  trigger: z.string(),
  cause: z.string().describe('the event, or the rule whose time had come'),
  root: z.string().describe('the event that it all began with'),
  depth: z.int().describe('rules that had fired at the ticket by the same beginning'),
  at: z.iso.datetime(),
  lookedAt: z.int(),
  matched: z.int(),
  looks: z.array(Look).describe('in order; of those that did not match only the first'),
  stoppedBy: z.string().nullable().describe('too-deep, or the rule behind which none was looked at'),
  tookMs: z.int(),
});
export const RunPage = pageOfSchema(RunView);

export const RunsQuery = PageQuery.extend({ ticketId: z.uuid().optional(), rule: z.uuid().optional() });
export type RunsQuery = z.infer<typeof RunsQuery>;

export const CallList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      connector: z.string(),
      action: z.string(),
      orderedBy: z.string(),
      state: z.enum(['requested', 'succeeded', 'failed']),
      result: personal('outside', z.json()),
      requestedAt: z.iso.datetime(),
    }),
  ),
});
export const CallsQuery = z.object({ ticketId: z.uuid() });
export type CallsQuery = z.infer<typeof CallsQuery>;
