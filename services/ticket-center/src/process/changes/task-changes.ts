import type { Command } from '#libs/process-engine/commands';
import type { CloseTask, OpenTask } from '#libs/process-engine/effects';
import type { ProcessModel } from '#libs/process-engine/model';
import type { UserTask } from '#libs/process-engine/model/activity';
import type { Snapshot } from '#libs/process-engine/snapshot';
import type { Variables } from '#libs/process-engine/variables';
import type { ProcessInstanceRow } from '../schema/process-instance.schema.js';
import type { ClosedTask, OpenedTask, TaskChanges, TaskOfNode } from '../task-feed.api.js';
import type { Stepped } from './changes.js';

/** What a step changes for people; pure. */
export function taskChangesOf(stepped: Stepped, instance: ProcessInstanceRow): TaskChanges {
  const { command } = stepped.submission;
  const { effects, snapshot } = stepped.result;
  const model = command.type === 'migrate' ? command.target : stepped.model;
  return {
    instance,
    opened: effects.flatMap((effect) => (effect.type === 'open-task' ? [opened(effect, snapshot, model)] : [])),
    moved: command.type === 'migrate' ? moved(stepped, model) : [],
    closed: effects.flatMap((effect) => (effect.type === 'close-task' ? [closed(effect, command)] : [])),
  };
}

function opened({ id, node, element, input }: OpenTask, snapshot: Snapshot, model: ProcessModel): OpenedTask {
  const task = taskOf(id, node, model);
  const variables = seenFrom(element, snapshot);
  return { ...task, variables, input: task.node.input.length > 0 ? input : variables };
}

/** Also where the node kept its id: it may ask for something else now. */
function moved({ before, result: { snapshot } }: Stepped, model: ProcessModel): TaskOfNode[] {
  return Object.values(snapshot.waits)
    .filter(({ id, kind }) => kind === 'task' && before?.waits[id] !== undefined)
    .map(({ id, node }) => taskOf(id, node, model));
}

function closed({ wait }: CloseTask, command: Command): ClosedTask {
  const completed = command.type === 'complete-task' && command.wait === wait;
  return { wait, completed, completedBy: completed ? (command.by ?? null) : null };
}

function taskOf(wait: number, node: string, model: ProcessModel): TaskOfNode {
  return { wait, node: model.nodes[node] as UserTask, model };
}

function seenFrom(id: number, snapshot: Snapshot): Variables {
  const { parent, variables } = snapshot.elements[id]!;
  return { ...(parent !== undefined && seenFrom(parent, snapshot)), ...variables };
}
