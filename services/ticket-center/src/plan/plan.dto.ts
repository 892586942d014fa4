import { TaskKind } from '#libs/contracts/ticket-events';
import { pageOfSchema } from '#libs/web/paging';
import { z } from 'zod';

export const DraftPlanBody = z.object({ name: z.string().trim().min(1).max(200), kind: TaskKind });

export const TargetsCsv = z.string().min(1);

export const PlanView = z
  .object({
    id: z.string(),
    version: z.int(),
    name: z.string(),
    kind: TaskKind,
    status: z.enum(['draft', 'running', 'completed']),
    targets: z.int(),
    openTasks: z.int(),
    endedTasks: z.int(),
  })
  .meta({ id: 'Plan' });
export type PlanView = z.infer<typeof PlanView>;

const PlanSummary = PlanView.omit({ openTasks: true, endedTasks: true });
export const PlanPage = pageOfSchema(PlanSummary);

/** Progress and result of an import. */
export const ImportView = z
  .object({
    id: z.string(),
    planId: z.string(),
    status: z.enum(['received', 'taken', 'refused']),
    totalRows: z.int(),
    checkedRows: z.int(),
    badRows: z.array(z.object({ line: z.int(), field: z.string(), code: z.string() })),
    receivedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'PlanImport' });
export type ImportView = z.infer<typeof ImportView>;
