import { newId } from '#libs/kernel/id';
import type { ProcessModel } from '#libs/process-engine/model';
import { addDuration, type Duration } from '#libs/process-engine/time/duration';
import type { OpenedTask, TaskChanges, TaskOfNode } from '../../process/task-feed.api.js';
import { workersOf } from './workers-of.js';
import { MAX_TEXT, NEVER_DUE, type WorkItemRow } from './work-item.schema.js';

/** What a tenant says of the work of an instance. */
export interface WorkTerms {
  /** The version it gets of each form. */
  readonly forms: ReadonlyMap<string, number>;
  /** By the name of the SLA. */
  readonly targets: ReadonlyMap<string, Duration>;
}

export function openedItem(
  task: OpenedTask,
  instance: TaskChanges['instance'],
  terms: WorkTerms,
  now: Date,
): WorkItemRow {
  const workers = workersOf(task, now);
  return {
    ...{ id: newId(now), version: 1, updatedAt: now, instance: instance.id, wait: task.wait },
    ...{ definitionId: instance.definitionId, businessKey: instance.businessKey },
    ...ofNode(task, instance.version, terms),
    ...workers,
    ...deadline(task, instance.startedAt, terms, now),
    ...{ ownerId: null, state: workers.assigneeId === null ? 'open' : 'claimed', input: task.input },
    ...{ openedAt: now, closedAt: null, completedBy: null },
  };
}

/** What an item has of its node, and gets anew when its instance is migrated. */
export function ofNode({ node }: TaskOfNode, definitionVersion: number, { forms }: WorkTerms) {
  const formVersion = node.form === undefined ? undefined : forms.get(node.form);
  return {
    node: node.id,
    name: (node.name ?? node.id).slice(0, MAX_TEXT),
    definitionVersion,
    formName: formVersion === undefined ? null : node.form!,
    formVersion: formVersion ?? null,
    sop: node.sop?.slice(0, MAX_TEXT) ?? null,
  };
}

/** The SLA of the task runs from now on, that of the process since it began. */
function deadline({ node, model }: TaskOfNode, startedAt: Date, { targets }: WorkTerms, now: Date) {
  const sla = node.sla ?? model.sla;
  const target = sla === undefined ? undefined : targets.get(sla);
  const from = node.sla === undefined ? startedAt : now;
  return { sla: sla?.slice(0, MAX_TEXT) ?? null, due: target ? dueAfter(from, target, model) : NEVER_DUE };
}

function dueAfter(from: Date, target: Duration, { timeZone }: ProcessModel): Date {
  const due = addDuration(from, target, timeZone);
  return due < NEVER_DUE ? due : NEVER_DUE;
}
