import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { InstanceStatusView } from '../instance-status.dto.js';

const time = z.iso.datetime();
const variables = z.record(z.string(), z.unknown());
const name = z.string().max(255);

export const ListInstancesQuery = PageQuery.extend({
  definition: name.optional(),
  version: z.coerce.number().int().min(1).optional(),
  state: z.enum(['active', 'suspended', 'completed', 'failed', 'cancelled']).optional(),
  businessKey: name.optional(),
  from: z.iso.datetime({ offset: true }).optional().describe('those that began then or later'),
  to: z.iso.datetime({ offset: true }).optional().describe('and before'),
  root: z.uuid().optional().describe('the process it belongs to, and all that this called'),
  withIncident: z.stringbool().optional().describe('true: those that stand still with one'),
});
export type ListInstancesQuery = z.infer<typeof ListInstancesQuery>;

export const InstancePage = pageOfSchema(InstanceStatusView);

const LiveElementView = z.object({
  id: z.int(),
  node: z.string(),
  name: z.string().nullable(),
  parent: z.int().nullable(),
  since: time.nullable(),
  variables: personal('text', variables.describe('of this scope alone')),
});
const WaitView = z.object({
  id: z.int(),
  kind: z.string(),
  node: z.string(),
  name: z.string().nullable().describe('of the node'),
  due: time.nullable().describe('of a timer'),
  waitsFor: z.string().nullable().describe('name of a message or signal'),
  attempt: z.int().nullable().describe('of a call'),
});
const IncidentView = z.object({
  id: z.int(),
  code: z.string(),
  node: z.string(),
  element: z.int(),
  message: personal('text', z.string()),
});

export const InstanceView = InstanceStatusView.extend({
  parentInstance: z.string().nullable(),
  rootInstance: z.string(),
  run: z.int().describe('1, and one more each time an operator went back'),
  elements: z.array(LiveElementView),
  waits: z.array(WaitView),
  incidents: z.array(IncidentView),
}).meta({ id: 'ProcessInstance' });

export const TimelineQuery = PageQuery.extend({
  node: name.optional(),
  type: z.string().max(32).optional(),
});
export type TimelineQuery = z.infer<typeof TimelineQuery>;

export const TimelinePage = pageOfSchema(
  z.object({
    seq: z.int(),
    at: time,
    type: z.string(),
    node: z.string().nullable(),
    sentence: z.string().describe('for people'),
    body: personal(
      'text',
      variables.describe('all that was recorded; in place of a large value `$ref`, `bytes` and `preview`'),
    ),
  }),
);

export const PathView = z.object({
  nodes: z.array(
    z.object({
      node: z.string(),
      entered: z.int(),
      completed: z.int(),
      terminated: z.int(),
      failures: z.int(),
      firstAt: time,
      lastAt: time,
      state: z.enum(['live', 'failed', 'completed', 'terminated']),
    }),
  ),
  flows: z.record(z.string(), z.int()),
});

export const PayloadView = z
  .object({ sha256: z.string(), bytes: z.int().describe('as JSON'), value: personal('text', z.unknown()) })
  .meta({ id: 'ProcessPayload' });
