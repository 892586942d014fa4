import type { ParseWarning } from 'bpmn-moddle';
import type { Problem } from '../problem.js';
import { idOf } from './bpmn.js';

/** References that change what is run; all others (types of data, shapes of the diagram …) are for people and other tools. */
const running = new Set(
  [
    ...[
      'sourceRef',
      'targetRef',
      'default',
      'attachedToRef',
      'messageRef',
      'operationRef',
      'inMessageRef',
      'signalRef',
    ],
    ...[
      'errorRef',
      'escalationRef',
      'activityRef',
      'eventDefinitionRef',
      'noneBehaviorEventRef',
      'oneBehaviorEventRef',
    ],
    ...['loopDataInputRef', 'loopDataOutputRef', 'dataObjectRef', 'resourceRef', 'processRef', 'flowNodeRef'],
  ].map((name) => `bpmn:${name}`),
);

/** What of the file was not read. An unknown attribute of another tool is kept and says nothing to us. */
export function fileProblems(warnings: readonly ParseWarning[]): Problem[] {
  return warnings.map((warning) => {
    const { element, property = '', message } = warning;
    const severity = element ? severityOf(element.$type, property) : severityOfText(message);
    return { code: 'file', element: element ? idOf(element) : null, message: sentence(warning), severity };
  });
}

function severityOf(type: string, property: string): Problem['severity'] {
  const ours = type.startsWith('sb:') || property.startsWith('sb:');
  return ours || (type.startsWith('bpmn:') && running.has(property)) ? 'error' : 'warning';
}

/** A part that was left out may be any part, even one of the process. */
function severityOfText(message: string): Problem['severity'] {
  return message.startsWith('unsupported document encoding') ? 'warning' : 'error';
}

function sentence({ element, property, value, message }: ParseWarning): string {
  const text = message.replace(/\s+/g, ' ').trim();
  if (message.startsWith('unresolved reference'))
    return `It refers to "${value ?? text}", which is not in the file (${property}).`;
  if (element && property) return `The attribute "${property}" is not known here.`;
  return `A part of the file was not understood: ${text}.`;
}
