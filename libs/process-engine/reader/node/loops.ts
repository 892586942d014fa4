import type { EventDefinition } from '../../model/event.js';
import type { ComplexBehavior, Loop, MultiInstance, MultiInstanceBehavior } from '../../model/loop.js';
import { extensionOf } from '../bpmn.js';
import type { AnyElement, Bpmn, Element } from '../bpmn.js';
import type { Drawing } from '../drawing.js';
import { readEventDefinition } from './event-definitions.js';
import { variableOf } from './mappings.js';
import type { Reading } from '../reading.js';

/** Undefined when the activity has none, or it was refused. */
export function readLoop(activity: Element, characteristics: Element | undefined, drawing: Drawing): Loop | undefined {
  if (!characteristics) return undefined;
  const element = characteristics as AnyElement;
  if (element.$type === 'bpmn:StandardLoopCharacteristics') return readStandardLoop(activity, element, drawing.reading);
  if (element.$type === 'bpmn:MultiInstanceLoopCharacteristics') return readMultiInstance(activity, element, drawing);
  drawing.reading.error(activity, 'unsupported', `A loop of the kind ${characteristics.$type} cannot be run.`);
  return undefined;
}

function readStandardLoop(activity: Element, loop: Bpmn<'StandardLoopCharacteristics'>, reading: Reading): Loop {
  const condition = reading.formal(activity, 'The condition of the loop', loop.loopCondition);
  const maximum = loop.loopMaximum;
  if (maximum !== undefined && !(Number.isInteger(maximum) && maximum >= 0)) {
    reading.error(activity, 'loop', 'The most runs of the loop must be a whole number.');
  }
  if (!condition && maximum === undefined) {
    reading.error(activity, 'loop', 'The loop would never end: it has neither a condition nor a most number of runs.');
  }
  return { type: 'standard', condition, testBefore: loop.testBefore ?? false, maximum };
}

function readMultiInstance(
  activity: Element,
  loop: Bpmn<'MultiInstanceLoopCharacteristics'>,
  drawing: Drawing,
): MultiInstance {
  const { reading } = drawing;
  const cardinality = reading.formal(activity, 'The number of instances', loop.loopCardinality);
  const list = extensionOf(loop, 'collection') ?? (loop.loopDataInputRef && variableOf(loop.loopDataInputRef));
  const collection = list === undefined ? undefined : reading.expression(activity, 'The list of the instances', list);
  if (!cardinality === !collection) {
    reading.error(activity, 'loop', 'The number of instances must come from a number or from a list, one of them.');
  }
  return {
    type: 'multi',
    sequential: loop.isSequential ?? false,
    cardinality,
    collection,
    element: extensionOf(loop, 'element') ?? (loop.inputDataItem && variableOf(loop.inputDataItem)),
    output: readLoopOutput(activity, loop, reading),
    completion: reading.formal(activity, 'The completion condition', loop.completionCondition),
    behavior: readBehavior(activity, loop, drawing),
  };
}

function readLoopOutput(
  activity: Element,
  loop: Bpmn<'MultiInstanceLoopCharacteristics'>,
  reading: Reading,
): MultiInstance['output'] {
  const target =
    extensionOf(loop, 'outputCollection') ?? (loop.loopDataOutputRef && variableOf(loop.loopDataOutputRef));
  const value = extensionOf(loop, 'outputElement') ?? (loop.outputDataItem && variableOf(loop.outputDataItem));
  if (target && value) return { target, value: reading.expression(activity, 'The value of an instance', value) };
  if (target || value)
    reading.error(activity, 'loop', 'The list of results needs both its name and the value of an instance.');
  return undefined;
}

function readBehavior(
  activity: Element,
  loop: Bpmn<'MultiInstanceLoopCharacteristics'>,
  drawing: Drawing,
): MultiInstanceBehavior {
  const { reading } = drawing;
  const event = (definition: Element | undefined): EventDefinition | undefined => {
    if (!definition)
      reading.error(activity, 'loop', `The behaviour "${loop.behavior}" does not say which event is thrown.`);
    return definition && readEventDefinition(activity, definition, drawing);
  };
  switch (loop.behavior) {
    case 'None':
    case 'One': {
      const thrown = event(loop.behavior === 'One' ? loop.oneBehaviorEventRef : loop.noneBehaviorEventRef);
      return thrown ? { type: loop.behavior === 'One' ? 'one' : 'none', event: thrown } : { type: 'all' };
    }
    case 'Complex':
      return {
        type: 'complex',
        definitions: (loop.complexBehaviorDefinition ?? []).flatMap((complex): ComplexBehavior[] => {
          const condition = reading.formal(activity, 'The condition of the behaviour', complex.condition);
          const thrown = event(complex.event?.eventDefinitions?.[0] ?? complex.event?.eventDefinitionRef?.[0]);
          if (!condition) reading.error(activity, 'loop', 'The behaviour has no condition.');
          return condition && thrown ? [{ condition, event: thrown }] : [];
        }),
      };
    default:
      return { type: 'all' };
  }
}
