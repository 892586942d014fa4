import { pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { FlowDocumentBody } from './flow/flow-document.dto.js';

/** The document as it is kept: what was left out is filled in. */
const FlowDocumentView = FlowDocumentBody.meta({ id: 'IvrFlowDocument' });

export const FlowBody = z.object({ name: z.string().trim().min(1).max(120), document: FlowDocumentBody });
export type FlowBody = z.infer<typeof FlowBody>;

export const VersionNumber = z.coerce.number().int().min(1).max(1_000_000);
export const PublishBody = z.object({ note: z.string().trim().max(2_000).default('') });
export const RollBackBody = z.object({ to: z.int().min(1), reason: z.string().trim().min(3).max(2_000) });

const FlowSummary = z.object({
  id: z.uuid(),
  version: z.int(),
  updatedAt: z.iso.datetime(),
  name: z.string(),
  savedBy: z.string(),
  latest: z.int().describe('the newest version; 0: none was published'),
  live: z.int().nullable().describe('the version new dialogues get'),
});
const Problem = z.object({
  severity: z.enum(['error', 'warning']),
  node: z.string().nullable().describe('null: it is about the whole flow'),
  message: z.string(),
});

export const FlowView = FlowSummary.extend({ draft: FlowDocumentView, problems: z.array(Problem) });
export const FlowPage = pageOfSchema(FlowSummary);

const VersionSummary = z.object({
  flowId: z.uuid(),
  number: z.int(),
  publishedBy: z.string(),
  publishedAt: z.iso.datetime(),
  note: z.string(),
});
export const FlowVersionPage = pageOfSchema(VersionSummary);
export const FlowVersionView = VersionSummary.extend({ document: FlowDocumentView });

export const StatisticsView = z.object({
  sessions: z.int(),
  running: z.int(),
  contained: z.int().describe('ended without asking for a person'),
  containment: z.number().nullable().describe('contained of those that ended'),
  exits: z.array(
    z.object({
      exit: z.enum(['queued', 'solved', 'hung-up', 'caller-hung-up', 'failed']),
      node: z.string(),
      count: z.int(),
    }),
  ),
  nodes: z
    .array(z.object({ node: z.string(), visits: z.int(), retriesExhausted: z.int() }))
    .describe('of the dialogues that ended'),
});
