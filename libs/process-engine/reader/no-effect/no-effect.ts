import type { Problem } from '../../problem.js';
import { idOf } from '../bpmn.js';
import type { AnyElement, Element } from '../bpmn.js';
import type { Definitions } from '../definitions.js';
import { extensionDescriptor } from '../extension-descriptor.js';
import { isGlobalTask } from '../global-tasks.js';

interface Rule {
  /** The element of the standard, and all that are of its kind. */
  readonly on: string;
  readonly when?: (element: Element) => boolean;
  readonly properties: readonly string[];
}

const set = (name: string) => (element: Element) => isSet(element, name);
const not = (name: string, value: string) => (element: Element) => element.get(name) !== value;
const isNo =
  (type: string) =>
  ({ $type }: Element) =>
    $type !== type;
const within =
  (type: string) =>
  ({ $parent }: Element) =>
    ($parent as Element | undefined)?.$type === type;

/**
 * What would be run differently by the standard, and is not by this engine. What describes a process to people and to other
 * tools has no effect and is not refused: docs/process-extensions.md.
 */
const rules: readonly Rule[] = [
  { on: 'Process', properties: ['resources', 'ioBinding'] },
  { on: 'InputOutputSpecification', when: within('bpmn:Process'), properties: ['dataOutputs'] },
  { on: 'InputSet', properties: ['whileExecutingInputRefs'] },
  { on: 'OutputSet', properties: ['whileExecutingOutputRefs'] },
  { on: 'GlobalTask', properties: ['ioSpecification', 'ioBinding'] },
  { on: 'GlobalTask', when: isNo('bpmn:GlobalUserTask'), properties: ['resources'] },
  { on: 'Activity', when: isNo('bpmn:UserTask'), properties: ['resources'] },
  { on: 'ResourceRole', when: set('resourceAssignmentExpression'), properties: ['resourceRef'] },
  { on: 'Event', properties: ['properties'] },
  { on: 'ImplicitThrowEvent', properties: ['dataInputs', 'dataInputAssociations'] },
  { on: 'Transaction', properties: ['triggeredByEvent'] },
  {
    on: 'SubProcess',
    when: set('triggeredByEvent'),
    properties: [
      ...['ioSpecification', 'dataInputAssociations', 'dataOutputAssociations'],
      ...['default', 'startQuantity', 'completionQuantity', 'sb:sla'],
    ],
  },
  {
    on: 'MultiInstanceLoopCharacteristics',
    when: not('behavior', 'Complex'),
    properties: ['complexBehaviorDefinition'],
  },
  { on: 'MultiInstanceLoopCharacteristics', when: not('behavior', 'One'), properties: ['oneBehaviorEventRef'] },
  { on: 'MultiInstanceLoopCharacteristics', when: not('behavior', 'None'), properties: ['noneBehaviorEventRef'] },
  { on: 'MultiInstanceLoopCharacteristics', when: set('sb:collection'), properties: ['loopDataInputRef'] },
  { on: 'MultiInstanceLoopCharacteristics', when: set('sb:element'), properties: ['inputDataItem'] },
  { on: 'MultiInstanceLoopCharacteristics', when: set('sb:outputCollection'), properties: ['loopDataOutputRef'] },
  { on: 'MultiInstanceLoopCharacteristics', when: set('sb:outputElement'), properties: ['outputDataItem'] },
];

const attributes = new Set(
  extensionDescriptor.types
    .filter((type) => 'extends' in type)
    .flatMap(({ properties }) => properties.map(({ name }) => `sb:${name}`)),
);

/** What stands in a file that is to be run and would be ignored: refused, or it would be missed. */
export function checkNoEffect(definitions: Definitions): Problem[] {
  const roots = (definitions.rootElements ?? []) as readonly AnyElement[];
  return roots.filter(mayBeRun).flatMap((root) => [...everythingIn(root)].flatMap(check));
}

/** A process of another side is a picture; messages and the like are shared. */
function mayBeRun(root: AnyElement): boolean {
  return root.$type === 'bpmn:Process' ? root.isExecutable === true : isGlobalTask(root) || !isPicture(root);
}

function isPicture({ $type }: AnyElement): boolean {
  return $type === 'bpmn:Collaboration' || $type === 'bpmn:Choreography';
}

function check(element: Element): Problem[] {
  const broken = rules
    .filter(({ on, when }) => element.$instanceOf(`bpmn:${on}`) && (when?.(element) ?? true))
    .flatMap(({ properties }) => properties.filter((name) => isSet(element, name)));
  const blank = [...attributes].filter((name) => {
    const value = element.get(name);
    return typeof value === 'string' && value.trim() === '';
  });
  return [
    ...broken.map((name) => problem(element, 'no-effect', `"${name}" has no effect here; remove it.`)),
    ...blank.map((name) => problem(element, 'blank', `"${name}" is empty; say what it is, or remove it.`)),
  ];
}

function problem(element: Element, code: string, message: string): Problem {
  return { code, element: idOf(element), message, severity: 'error' };
}

/** To something else than what holds where it is left out. */
function isSet(element: Element, name: string): boolean {
  const value = element.get(name);
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== (Object.getPrototypeOf(element) as Record<string, unknown>)[name];
}

/** It, and what it is made of; not what it refers to. */
function* everythingIn(element: Element): Generator<Element> {
  yield element;
  for (const { name, isReference, isVirtual } of element.$descriptor.properties) {
    if (isReference || isVirtual || name === 'extensionElements') continue;
    for (const part of [element.get(name)].flat()) if (isElement(part)) yield* everythingIn(part);
  }
}

function isElement(part: unknown): part is Element {
  return typeof part === 'object' && part !== null && '$instanceOf' in part;
}
