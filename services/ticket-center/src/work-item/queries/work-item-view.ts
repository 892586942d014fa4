import { NEVER_DUE, type WorkItemRow } from '../infra/work-item.schema.js';
import type { WorkItemView } from '../work-item.dto.js';

/** All that lists show: not what the person is shown, which may be long. */
export const SHOWN_IN_LISTS = {
  ...{ id: true, version: true, instance: true, definitionId: true, definitionVersion: true, businessKey: true },
  ...{ node: true, name: true, sop: true, sla: true, assignment: true, pool: true, assigneeId: true, ownerId: true },
  ...{ state: true, due: true, openedAt: true, closedAt: true, completedBy: true },
} as const;

type Shown = Pick<WorkItemRow, keyof typeof SHOWN_IN_LISTS>;

export function workItemView({ due, openedAt, closedAt, ...row }: Shown): WorkItemView {
  return {
    ...row,
    due: due.getTime() === NEVER_DUE.getTime() ? null : due.toISOString(),
    openedAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
  };
}
