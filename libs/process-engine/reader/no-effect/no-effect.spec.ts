import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { BpmnModdle } from 'bpmn-moddle';
import { compile } from '../../compile.js';
import type { PropertyDescription } from '../bpmn.js';
import { effective, file, person, refused } from './cases-in-a-spec.js';

const environment = {
  connectors: new Set(['c']),
  calendars: new Set<string>(),
  forms: new Map(),
  targets: new Set(['gold']),
  definitions: new Map(),
};

const meaning = async (xml: string) => {
  const { models, problems } = await compile({ bpmn: xml, dmn: [] }, environment);
  return { models, errors: problems.filter(({ severity }) => severity === 'error').map(({ code }) => code) };
};

/** What people and other tools know a process by; the document says of each that it has no effect. */
const describing = [
  ...['documentation', 'auditing', 'monitoring', 'categoryValueRef', 'gatewayDirection', 'boundaryEventRefs'],
  ...['renderings', 'implementation', 'processType', 'isClosed', 'supportedInterfaceRef', 'supports'],
  ...['definitionalCollaborationRef', 'protocol', 'parallelMultiple', 'inputSet', 'outputSet', 'isCollection'],
  ...['itemSubjectRef', 'dataState', 'evaluatesToTypeRef', 'structureRef', 'itemRef', 'partitionElement'],
  ...['partitionElementRef', 'optionalOutputRefs', 'inputSetRefs', 'outputSetRefs', 'expressionLanguage'],
];
/** What everything has, or what follows from what is written elsewhere. */
const general = ['id', 'name', 'extensionElements', 'extensionDefinitions', 'incoming', 'outgoing'];
const supported = [
  ...['Process', 'StartEvent', 'EndEvent', 'IntermediateCatchEvent', 'IntermediateThrowEvent', 'BoundaryEvent'],
  ...['ExclusiveGateway', 'InclusiveGateway', 'ParallelGateway', 'EventBasedGateway', 'Task', 'ManualTask', 'UserTask'],
  ...['ServiceTask', 'SendTask', 'ReceiveTask', 'ScriptTask', 'BusinessRuleTask', 'SubProcess', 'Transaction'],
  ...['CallActivity', 'SequenceFlow', 'StandardLoopCharacteristics', 'MultiInstanceLoopCharacteristics'],
  ...['ResourceRole', 'GlobalTask', 'GlobalManualTask', 'GlobalUserTask', 'GlobalScriptTask', 'DataOutputAssociation'],
];
/** Read, with specifications of their own beside the readers. */
const readElsewhere = [
  ...['dataInputs', 'dataOutputs', 'attachedToRef', 'operationRef', 'sourceRef', 'targetRef', 'scriptLanguage'],
  ...['resourceAssignmentExpression', 'loopCardinality', 'loopDataOutputRef', 'inputDataItem', 'outputDataItem'],
  ...['transformation', 'assignment', 'loopCondition'],
];

describe('what the standard has a word for', () => {
  it.each(refused)('and cannot be run is refused: %s', async (_property, xml, code) => {
    expect((await meaning(xml)).errors).toContain(code);
  });

  it.each(effective)('and can be run has an effect: %s', async (_property, without, given) => {
    const meant = await meaning(given);
    expect(meant).not.toEqual(await meaning(without));
    expect(meant.errors).not.toContain('no-effect');
  });

  it.each(supported)('is never overlooked: %s', (type) => {
    const known = [...refused, ...effective].map(([property]) => property.replace(/^\w+\./, '').split(' ')[0]!);
    const all = new Set([...known, ...readElsewhere, ...describing, ...general]);
    expect(propertiesOf(type).filter((name) => !all.has(name))).toEqual([]);
  });

  it('and describes a process is said to have no effect', () => {
    const document = readFileSync(join(import.meta.dirname, '../../../../docs/process-extensions.md'), 'utf8');
    expect(describing.filter((name) => !document.includes(`\`${name}\``))).toEqual([]);
  });

  it('is not looked for in the picture of another side', async () => {
    const other = `<process id="other">${person('performer')}</process>`;
    expect((await meaning(file('<process id="p" isExecutable="true"><task id="t"/></process>', other))).errors).toEqual(
      [],
    );
  });
});

function propertiesOf(type: string): string[] {
  const { properties } = new BpmnModdle({}).registry.getEffectiveDescriptor(`bpmn:${type}`);
  return properties.filter(({ isVirtual }: PropertyDescription) => !isVirtual).map(({ name }) => name);
}
