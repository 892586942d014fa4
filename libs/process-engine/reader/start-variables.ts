import type { StartVariable } from '../model.js';
import { extensionElements, nameOf } from './bpmn.js';
import type { Bpmn, Element } from './bpmn.js';
import type { Reading } from './reading.js';

const types: readonly string[] = [
  'string',
  'number',
  'boolean',
  'list',
  'object',
  'any',
] satisfies StartVariable['type'][];

/** BPMN's data inputs of a process, and our own element, which has types. */
export function readStartVariables(process: Bpmn<'Process'>, reading: Reading): StartVariable[] {
  const { dataInputs = [], inputSets = [] } = process.ioSpecification ?? {};
  const optional = inputSets.flatMap(({ optionalInputRefs }) => optionalInputRefs ?? []);
  return [
    ...extensionElements(process, 'StartVariable').map((element) => readStartVariable(process, element, reading)),
    ...dataInputs.map((input) => ({ name: nameOf(input), type: 'any' as const, required: !optional.includes(input) })),
  ];
}

function readStartVariable(process: Element, element: Element, reading: Reading): StartVariable {
  const { name, type = 'any', required = 'false' } = element as unknown as Partial<Record<string, string>>;
  if (!name) reading.error(process, 'start-variable', 'A start variable has no name.');
  if (!types.includes(type)) {
    reading.error(process, 'start-variable', `The type of "${name}" is one of ${types.join(', ')}, not "${type}".`);
  }
  if (required !== 'true' && required !== 'false') {
    reading.error(process, 'start-variable', `"required" of "${name}" is "true" or "false", not "${required}".`);
  }
  return { name: name ?? '', type: type as StartVariable['type'], required: required === 'true' };
}
