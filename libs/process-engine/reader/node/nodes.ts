import type { FlowNode } from '../../model.js';
import type { NodeBase } from '../../model/node.js';
import { readActivity } from './activities.js';
import type { AnyElement, BpmnName } from '../bpmn.js';
import type { Drawing } from '../drawing.js';
import { readEvent } from './events.js';
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
      if (element.triggeredByEvent) {
        const start = elementsOf(element).find(({ $type }) => $type === 'bpmn:StartEvent') as
          { readonly id?: string } | undefined;
        return { ...base, kind: 'event-sub-process', start: start?.id ?? '' };
      }
      return readActivity(element, base, drawing);
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
