import { pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const time = z.iso.datetime();
/** A file of some thousand elements; the server takes requests of 10 MB. */
const xml = z.string().min(1).max(4_000_000);

/** The XML files exactly as they are to come out again. */
export const DraftBody = z.object({
  name: z.string().trim().min(1).max(200),
  bpmn: xml,
  decisions: z.array(xml).max(50).default([]),
});
export type DraftBody = z.infer<typeof DraftBody>;

export const PublishBody = z.object({
  note: z.string().trim().max(2_000).default(''),
  /** Of new instances that get the new version, as a candidate; left out: all of them. The first version goes to all. */
  percent: z.int().min(0).max(100).nullable().default(null),
});
export type PublishBody = z.infer<typeof PublishBody>;

const DraftProblemView = z.object({
  code: z.string(),
  /** The id of the element; null: the file as a whole. */
  element: z.string().nullable(),
  message: z.string(),
  severity: z.enum(['error', 'warning']),
});

const DraftSummary = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  status: z.enum(['open', 'published']),
  processes: z.array(z.object({ id: z.string(), name: z.string() })),
  errors: z.int(),
  warnings: z.int(),
  savedBy: z.string(),
  updatedAt: time,
});

export const DraftView = DraftSummary.extend({
  problems: z.array(DraftProblemView),
  /** What it became. */
  published: z.array(z.object({ definitionId: z.string(), number: z.int() })),
}).meta({ id: 'ProcessDraft' });
export type DraftView = z.infer<typeof DraftView>;

export const DraftPage = pageOfSchema(DraftSummary);
export type DraftSummary = z.infer<typeof DraftSummary>;

export const ProposalsView = z.object({
  items: z.array(
    z.object({
      /** The id of the process. */
      process: z.string(),
      kind: z.enum(['parallel-calls', 'parallel-choices']),
      /** Each part as the ids of its elements. */
      parts: z.array(z.array(z.string())),
      reason: z.string(),
    }),
  ),
});
export type ProposalsView = z.infer<typeof ProposalsView>;

export const XmlFile = z.string();
export const XmlFiles = z.object({ items: z.array(z.string()) });
