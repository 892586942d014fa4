import type { SequenceFlow } from '../../model.js';
import type { AnyElement, Bpmn } from '../bpmn.js';
import type { Reading } from '../reading.js';

/** Undefined when it was refused. */
export function readFlow(element: Bpmn<'SequenceFlow'>, reading: Reading): SequenceFlow | undefined {
  const { id, sourceRef, targetRef } = element;
  if (!id || !sourceRef?.id || !targetRef?.id) {
    reading.error(element, 'flow', 'The connection does not lead from one element to another.');
    return undefined;
  }
  if (sourceRef.$parent !== targetRef.$parent) {
    reading.error(element, 'flow', 'A connection cannot cross the border of a sub-process.');
    return undefined;
  }
  if (element.isImmediate === false) {
    reading.error(element, 'unsupported', 'A connection that is not immediate cannot be run; draw what lies between.');
  }
  const name = element.name?.trim() || undefined;
  return { id, name, source: sourceRef.id, target: targetRef.id, condition: readCondition(element, reading) };
}

function readCondition(element: Bpmn<'SequenceFlow'>, reading: Reading): SequenceFlow['condition'] {
  const condition = reading.formal(element, 'The condition', element.conditionExpression);
  if (!condition) return undefined;
  const source = element.sourceRef as AnyElement;
  if (!mayDecide(source)) {
    reading.error(
      element,
      'condition',
      'A condition has no effect here; only tasks, sub-processes, exclusive and inclusive gateways decide.',
    );
  }
  if ('default' in source && source.default === element) {
    reading.warning(element, 'condition', 'The condition has no effect: this is the default connection.');
    return undefined;
  }
  return condition;
}

function mayDecide(source: AnyElement): boolean {
  return (
    source.$instanceOf('bpmn:Activity') || ['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway'].includes(source.$type)
  );
}
