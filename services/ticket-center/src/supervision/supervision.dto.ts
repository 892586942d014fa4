import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const text = personal('text', z.string().trim().min(1).max(2_000));
const MOST_SECONDS = 30 * 86_400;

export const SuperviseBody = z.object({
  why: text,
  demanded: text.describe('what is to be done'),
  deadline: z.iso.datetime({ offset: true }).nullable().default(null),
  reportEverySeconds: z.int().min(60).max(MOST_SECONDS).nullable().default(null),
});
export type SuperviseBody = z.infer<typeof SuperviseBody>;

export const ReportBody = z.object({ text: text.describe('how it stands') });
export type ReportBody = z.infer<typeof ReportBody>;
export const LiftBody = z.object({ conclusion: text });
export type LiftBody = z.infer<typeof LiftBody>;

export const SupervisionsQuery = PageQuery.extend({
  state: z.enum(['open', 'lifted']).default('open'),
  supervisorId: z.string().max(64).optional(),
  ticketId: z.uuid().optional(),
});
export type SupervisionsQuery = z.infer<typeof SupervisionsQuery>;

export const SupervisionView = z.object({
  id: z.string(),
  version: z.int(),
  ticketId: z.string(),
  supervisorId: z.string(),
  why: personal('text', z.string()),
  demanded: personal('text', z.string()),
  deadline: z.iso.datetime().nullable(),
  reportEverySeconds: z.int().nullable(),
  state: z.enum(['open', 'lifted']),
  openedAt: z.iso.datetime(),
  reports: z.array(z.object({ at: z.iso.datetime(), by: z.string(), text: personal('text', z.string()) })),
  reportDueAt: z.iso.datetime().nullable(),
  missedReports: z.int(),
  deadlineMissed: z.boolean(),
  liftedAt: z.iso.datetime().nullable(),
  conclusion: personal('text', z.string().nullable()),
});
export type SupervisionView = z.infer<typeof SupervisionView>;
export const SupervisionPage = pageOfSchema(SupervisionView);
