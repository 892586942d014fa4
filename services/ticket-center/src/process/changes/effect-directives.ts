import type { ChildEnded } from '#libs/process-engine/commands';
import type { Effect, EndInstance } from '#libs/process-engine/effects';
import type { ProcessInstanceRow } from '../schema/process-instance.schema.js';
import { childIdOf } from '../run/digest.js';
import type { Directive } from '../run/submission.js';

/** The commands to other instances that an effect of this one asks for. */
export function effectDirectives(effect: Effect, key: string, instance: ProcessInstanceRow): Directive[] {
  switch (effect.type) {
    case 'start-child': {
      const { id: wait, definition, version: binding, variables } = effect;
      const { id, businessKey, rootInstance: root } = instance;
      const parent = { instance: id, wait };
      return [
        { key, instance: childIdOf(id, wait), start: { definition, binding, businessKey, variables, parent, root } },
      ];
    }
    case 'cancel-child': {
      if (effect.answered) return [];
      const command = {
        type: 'cancel',
        operator: 'process',
        reason: `${effect.node} ended in ${instance.id}`,
      } as const;
      return [{ key, instance: childIdOf(instance.id, effect.wait), command }];
    }
    case 'escalate-to-parent': {
      const { parent, code, variables } = effect;
      return [
        { key, instance: parent.instance, command: { type: 'child-escalated', wait: parent.wait, code, variables } },
      ];
    }
    case 'end-instance': {
      const { parent } = effect;
      if (!parent) return [];
      const command: ChildEnded = { type: 'child-ended', wait: parent.wait, result: childResult(effect) };
      return [{ key, instance: parent.instance, command }];
    }
    default:
      return [];
  }
}

function childResult({ outcome, variables, error }: EndInstance): ChildEnded['result'] {
  if (outcome === 'completed') return { outcome, variables };
  if (outcome === 'failed' && error) return { outcome, variables, ...error };
  return { outcome: 'lost', message: `The called process was ${outcome}.` };
}
