import type { ParseWarning } from 'bpmn-moddle';
import type { Problem } from '../problem.js';
import { idOf } from './bpmn.js';

/** References that change what is run; all others (types of data, shapes of the diagram …) are for people and other tools. */
const running = new Set([
  ...['bpmn:sourceRef', 'bpmn:targetRef', 'bpmn:default', 'bpmn:attachedToRef', 'bpmn:processRef', 'bpmn:flowNodeRef'],
  ...['bpmn:messageRef', 'bpmn:operationRef', 'bpmn:inMessageRef', 'bpmn:signalRef', 'bpmn:errorRef'],
  ...['bpmn:escalationRef', 'bpmn:eventDefinitionRef', 'bpmn:noneBehaviorEventRef', 'bpmn:oneBehaviorEventRef'],
  ...['bpmn:activityRef', 'bpmn:loopDataInputRef', 'bpmn:loopDataOutputRef', 'bpmn:dataObjectRef', 'bpmn:resourceRef'],
]);

/** What of the file was not read. An unknown attribute of another tool is kept and says nothing to us. */
export function fileProblems(warnings: readonly ParseWarning[]): Problem[] {
  return warnings.map((warning) => {
    const { element, message } = warning;
    const severity = element ? severityAt(warning) : severityOfText(message);
    return { code: 'file', element: element ? idOf(element) : null, message: sentence(warning), severity };
  });
}

function severityAt({ element, property = '' }: ParseWarning): Problem['severity'] {
  const type = element!.$type as string;
  const ours = type.startsWith('sb:') || property.startsWith('sb:');
  return ours || mustUnderstand(element) || (type.startsWith('bpmn:') && running.has(property)) ? 'error' : 'warning';
}

/** An extension of another tool without which the file, as it says itself, is not understood. */
function mustUnderstand(element: ParseWarning['element']): boolean {
  return (
    (element?.$type as string) === 'bpmn:Extension' && (element as { mustUnderstand?: boolean }).mustUnderstand === true
  );
}

/** A part that was left out may be any part, even one of the process. */
function severityOfText(message: string): Problem['severity'] {
  return message.startsWith('unsupported document encoding') ? 'warning' : 'error';
}

function sentence({ element, property, value, message }: ParseWarning): string {
  const text = message.replace(/\s+/g, ' ').trim();
  if (mustUnderstand(element)) return `The file wants the extension "${value}" to be understood, and it is not.`;
  if (message.startsWith('unresolved reference'))
    return `It refers to "${value ?? text}", which is not in the file (${property}).`;
  if (element && property) return `The attribute "${property}" is not known here.`;
  return `A part of the file was not understood: ${text}.`;
}
