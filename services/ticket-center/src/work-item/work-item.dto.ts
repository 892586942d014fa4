import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const time = z.iso.datetime();
const person = z.string().min(1).max(64);
const note = z.string().trim().max(4_000).default('');
const document = z.record(z.string(), z.unknown());

const State = z.enum(['open', 'claimed', 'completed', 'withdrawn']);

export const AssignBody = z.object({ toId: person });
export const DelegateBody = z.object({ toId: person, note });
export const ResolveBody = z.object({ note });
export const CompleteBody = z.object({
  result: z.record(z.string(), z.json()).default({}).describe('what the form asks for'),
});

export const ListWorkItemsQuery = PageQuery.extend({
  mine: z
    .stringbool()
    .default(false)
    .describe('in my hands or those of whom I stand in for, or waiting in the pool that has our name'),
  assigneeId: person.optional(),
  pool: z.string().max(255).optional().describe('`none`: what is in no pool, and so everybody’s'),
  state: z
    .string()
    .default('open,claimed')
    .transform((text) => text.split(','))
    .pipe(z.array(State))
    .describe('several by commas; one alone is quickest'),
  instance: z.uuid().optional(),
  businessKey: z.string().max(255).optional(),
  dueBefore: z.iso.datetime({ offset: true }).optional(),
});
export type ListWorkItemsQuery = z.infer<typeof ListWorkItemsQuery>;

export const WorkItemView = z
  .object({
    id: z.string(),
    version: z.int(),
    instance: z.string(),
    definitionId: z.string(),
    definitionVersion: z.int(),
    businessKey: personal('text', z.string().nullable()),
    node: z.string(),
    name: z.string(),
    sop: z.string().nullable(),
    sla: z.string().nullable(),
    assignment: z.string().nullable().describe('what of the process says who does it'),
    pool: z.string().nullable().describe('null: everybody may take it'),
    assigneeId: z.string().nullable(),
    ownerId: z.string().nullable().describe('who gets it back, while it is delegated'),
    state: State,
    due: time.nullable(),
    openedAt: time,
    closedAt: time.nullable(),
    completedBy: z.string().nullable(),
  })
  .meta({ id: 'WorkItem' });
export type WorkItemView = z.infer<typeof WorkItemView>;

export const WorkItemPage = pageOfSchema(WorkItemView);

export const WorkItemDetails = WorkItemView.extend({
  input: personal('text', document),
  form: z
    .object({ name: z.string(), version: z.int(), jsonSchema: document, uiSchema: document })
    .nullable()
    .describe('null: the result may be anything'),
}).meta({ id: 'WorkItemDetails' });
export type WorkItemDetails = z.infer<typeof WorkItemDetails>;

const PoolCount = z.object({
  pool: z.string().nullable(),
  open: z.int(),
  claimed: z.int(),
  overdue: z.int().describe('of both'),
});
export type PoolCount = z.infer<typeof PoolCount>;

export const PoolCounts = z.object({ items: z.array(PoolCount) });

export const WorkItemJournalPage = pageOfSchema(
  z.object({ id: z.string(), type: z.string(), at: time, data: personal('text', document) }),
);
