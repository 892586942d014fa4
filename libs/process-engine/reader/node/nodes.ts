import type { FlowNode } from '../../model.js';
import type { EventSubProcess, NodeBase } from '../../model/node.js';
import { readActivity } from './activities.js';
import { extensionElements } from '../bpmn.js';
import type { AnyElement, Bpmn, BpmnName } from '../bpmn.js';
import type { Drawing } from '../drawing.js';
import { readEvent } from './events.js';
import type { Reading } from '../reading.js';
import { elementsOf } from '../surroundings.js';

/** Undefined when it was refused. */
export function readNode(element: AnyElement, base: NodeBase, drawing: Drawing): FlowNode | undefined {
  const { reading } = drawing;
  switch (element.$type) {
    case 'bpmn:StartEvent':
    case 'bpmn:EndEvent':
    case 'bpmn:IntermediateCatchEvent':
    case 'bpmn:IntermediateThrowEvent':
    case 'bpmn:BoundaryEvent':
      return readEvent(element, base, drawing);
    case 'bpmn:ExclusiveGateway':
      return { ...base, kind: 'exclusive-gateway', default: element.default?.id };
    case 'bpmn:InclusiveGateway':
      return { ...base, kind: 'inclusive-gateway', default: element.default?.id };
    case 'bpmn:ParallelGateway':
      return { ...base, kind: 'parallel-gateway' };
    case 'bpmn:EventBasedGateway':
      if (element.eventGatewayType !== 'Parallel') {
        return { ...base, kind: 'event-gateway', instantiate: element.instantiate ?? false };
      }
      reading.error(element, 'unsupported', 'An event gateway that waits for all of its events cannot be run.');
      return undefined;
    case 'bpmn:SubProcess':
      return element.triggeredByEvent
        ? readEventSubProcess(element, base, reading)
        : readActivity(element, base, drawing);
    case 'bpmn:Task':
    case 'bpmn:ManualTask':
    case 'bpmn:UserTask':
    case 'bpmn:ServiceTask':
    case 'bpmn:SendTask':
    case 'bpmn:ReceiveTask':
    case 'bpmn:ScriptTask':
    case 'bpmn:BusinessRuleTask':
    case 'bpmn:Transaction':
    case 'bpmn:CallActivity':
      return readActivity(element, base, drawing);
    default:
      reading.error(element, 'unsupported', refusal(element.$type.replace('bpmn:', '') as BpmnName));
      return undefined;
  }
}

/** No token comes to it, so nothing of an activity has an effect. */
function readEventSubProcess(element: Bpmn<'SubProcess'>, base: NodeBase, reading: Reading): EventSubProcess {
  const { loopCharacteristics, isForCompensation } = element;
  if (loopCharacteristics)
    reading.error(element, 'unsupported', 'An event sub-process has no loop; each event may start it again.');
  if (isForCompensation)
    reading.error(element, 'unsupported', 'An event sub-process undoes nothing but by an event that starts it.');
  if (extensionElements(element, 'Input').length + extensionElements(element, 'Output').length > 0)
    reading.error(
      element,
      'extension-place',
      'An event sub-process has no input and no output; the event brings both.',
    );
  const start = elementsOf(element).find(({ $type }) => $type === 'bpmn:StartEvent') as { id?: string } | undefined;
  return { ...base, kind: 'event-sub-process', start: start?.id ?? '' };
}

function refusal(type: BpmnName): string {
  switch (type) {
    case 'ComplexGateway':
      return 'A complex gateway cannot be run; use exclusive, parallel or inclusive gateways.';
    case 'AdHocSubProcess':
      return 'An ad-hoc sub-process cannot be run; draw the order in which its tasks are done.';
    case 'ChoreographyTask':
    case 'SubChoreography':
    case 'CallChoreography':
      return 'A choreography cannot be run; draw each side as a process of its own.';
    default:
      return `An element of the kind ${type} cannot be run.`;
  }
}
