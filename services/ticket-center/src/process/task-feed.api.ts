import type { ProcessModel } from '#libs/process-engine/model';
import type { UserTask } from '#libs/process-engine/model/activity';
import type { Variables } from '#libs/process-engine/variables';
import type { ProcessInstanceRow } from './schema/process-instance.schema.js';

/** How those who are fed write: many rows in one statement. */
export { insertRows } from './changes/rows.js';

/**
 * Is told what people have to do, in the transaction of the step that asks for it: the step and the work are there together or
 * not at all. A port, since work items in turn complete tasks: so each context knows only the other's api, and the module of
 * the feed is one apart from that of the rest.
 */
export abstract class TaskFeed {
  /** Of all instances of a group at once. Nothing may be awaited but the database. */
  abstract feed(changes: readonly TaskChanges[], now: Date): Promise<void>;
}

export interface TaskChanges {
  readonly instance: Pick<ProcessInstanceRow, 'id' | 'definitionId' | 'version' | 'businessKey' | 'startedAt'>;
  readonly opened: readonly OpenedTask[];
  /** Of an instance that was migrated: the tasks that stay open, as the new version has them. */
  readonly moved: readonly TaskOfNode[];
  readonly closed: readonly ClosedTask[];
}

export interface TaskOfNode {
  readonly wait: number;
  readonly node: UserTask;
  readonly model: ProcessModel;
}

export interface OpenedTask extends TaskOfNode {
  /** All that can be seen from the task. */
  readonly variables: Variables;
  /** What of it the person is shown. */
  readonly input: Variables;
}

export interface ClosedTask {
  readonly wait: number;
  /** false: it is no longer wanted. */
  readonly completed: boolean;
  readonly completedBy: string | null;
}
