import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { BpmnModdle } from 'bpmn-moddle';
import { bpmn } from '../../testing/bpmn-text.js';
import { compile } from '../compile.js';
import type { PropertyDescription } from './bpmn.js';

const environment = {
  connectors: new Set(['c']),
  calendars: new Set<string>(),
  forms: new Map(),
  targets: new Set(['gold']),
  definitions: new Map(),
};

/** A file with the process, and with roots that it can refer to. */
const file = (process: string, roots = '') =>
  bpmn(
    '<message id="m" name="paid"/><message id="n" name="sent"/><signal id="s" name="stop"/><error id="e" errorCode="E"/>',
    '<escalation id="c" escalationCode="C"/><resource id="r" name="desk"/><signalEventDefinition id="sd" signalRef="s"/>',
    '<interface id="i" name="i"><operation id="op" name="op"><inMessageRef>m</inMessageRef></operation></interface>',
    roots,
    process,
  );
const inProcess = (...elements: string[]) => file(`<process id="p" isExecutable="true">${elements.join('')}</process>`);
const meaning = async (xml: string) => {
  const { models, problems } = await compile({ bpmn: xml, dmn: [] }, environment);
  return { models, errors: problems.filter(({ severity }) => severity === 'error').map(({ code }) => code) };
};

const person = (tag: string) =>
  `<${tag}><resourceAssignmentExpression><formalExpression>"mia"</formalExpression></resourceAssignmentExpression></${tag}>`;
const io = (inner: string) => `<ioSpecification>${inner}<inputSet id="is"/><outputSet id="os"/></ioSpecification>`;
const outputs = '<dataOutput id="o1" name="x"/><dataOutput id="o2" name="y"/>';
const multi = (inner: string, attributes = '') =>
  `<task id="t"><multiInstanceLoopCharacteristics ${attributes}>${inner}</multiInstanceLoopCharacteristics></task>`;
const three = '<loopCardinality>3</loopCardinality>';
const complex =
  '<complexBehaviorDefinition><condition>true</condition><event><signalEventDefinition signalRef="s"/></event></complexBehaviorDefinition>';
const aside = (attributes: string, inner = '') =>
  `<task id="t"/><subProcess id="x" triggeredByEvent="true" ${attributes}>${inner}<startEvent id="xs"><signalEventDefinition signalRef="s"/></startEvent><task id="xt"/><sequenceFlow id="xf" sourceRef="xs" targetRef="xt"/></subProcess>`;
const edge = (event: string, attributes = '') =>
  `<task id="t"/><boundaryEvent id="x" attachedToRef="t" ${attributes}>${event}</boundaryEvent>`;
const association = (inner: string) =>
  `<userTask id="t"><dataOutputAssociation id="a">${inner}</dataOutputAssociation></userTask>`;
const flow = (inner: string, attributes = '') =>
  `<exclusiveGateway id="g"/><task id="t"/><sequenceFlow id="f" sourceRef="g" targetRef="t" ${attributes}>${inner}</sequenceFlow>`;

/** What would change a run: refused. */
const refused: readonly (readonly [property: string, xml: string, code: string])[] = [
  ['Process.resources', inProcess(person('performer'), '<task id="t"/>'), 'no-effect'],
  ['Process.ioBinding', inProcess('<ioBinding operationRef="op"/><task id="t"/>'), 'no-effect'],
  ['Process.ioSpecification dataOutputs', inProcess(io('<dataOutput id="o"/>'), '<task id="t"/>'), 'no-effect'],
  ['Process.correlationSubscriptions', inProcess('<correlationSubscription/><task id="t"/>'), 'correlation'],
  ['Activity.resources', inProcess(`<manualTask id="t">${person('performer')}</manualTask>`), 'no-effect'],
  ['Event.properties', inProcess('<startEvent id="t"><property id="x" name="x"/></startEvent>'), 'no-effect'],
  ['GlobalTask.resources', file('', `<globalManualTask id="g">${person('performer')}</globalManualTask>`), 'no-effect'],
  ['GlobalTask.ioSpecification', file('', `<globalTask id="g">${io('<dataInput id="o"/>')}</globalTask>`), 'no-effect'],
  ['GlobalTask.ioBinding', file('', '<globalTask id="g"><ioBinding operationRef="op"/></globalTask>'), 'no-effect'],
  [
    'ResourceRole.resourceRef',
    inProcess(
      `<userTask id="t">${person('performer').replace('<performer>', '<performer><resourceRef>r</resourceRef>')}</userTask>`,
    ),
    'no-effect',
  ],
  [
    'ResourceRole.resourceParameterBindings',
    inProcess(
      '<userTask id="t"><performer><resourceRef>r</resourceRef><resourceParameterBinding/></performer></userTask>',
    ),
    'assignment',
  ],
  [
    'Transaction.triggeredByEvent',
    inProcess('<transaction id="t" triggeredByEvent="true"><task id="i"/></transaction>'),
    'no-effect',
  ],
  ['Transaction.method', inProcess('<transaction id="t" method="##Store"><task id="i"/></transaction>'), 'unsupported'],
  ['SubProcess.ioSpecification', inProcess(aside('', io(''))), 'no-effect'],
  ['SubProcess.startQuantity', inProcess(aside('startQuantity="2"')), 'no-effect'],
  ['SubProcess.completionQuantity', inProcess(aside('completionQuantity="2"')), 'no-effect'],
  ['SubProcess.sb:sla', inProcess(aside('sb:sla="gold"')), 'no-effect'],
  ['SubProcess.loopCharacteristics', inProcess(aside('', '<standardLoopCharacteristics/>')), 'unsupported'],
  ['SubProcess.isForCompensation', inProcess(aside('isForCompensation="true"')), 'unsupported'],
  ['MultiInstance.complexBehaviorDefinition', inProcess(multi(three + complex)), 'no-effect'],
  ['MultiInstance.oneBehaviorEventRef', inProcess(multi(three, 'oneBehaviorEventRef="sd"')), 'no-effect'],
  ['MultiInstance.noneBehaviorEventRef', inProcess(multi(three, 'noneBehaviorEventRef="sd"')), 'no-effect'],
  [
    'MultiInstance.loopDataInputRef',
    inProcess('<dataObject id="d"/>', multi('<loopDataInputRef>d</loopDataInputRef>', 'sb:collection="[1]"')),
    'no-effect',
  ],
  ['InputSet.whileExecutingInputRefs', inProcess(`<userTask id="t">${whileExecuting()}</userTask>`), 'no-effect'],
  [
    'EventBasedGateway.eventGatewayType',
    inProcess('<eventBasedGateway id="g" eventGatewayType="Parallel"/>'),
    'unsupported',
  ],
  ['SequenceFlow.isImmediate', inProcess(flow('', 'isImmediate="false"')), 'unsupported'],
  ['SequenceFlow.conditionExpression empty', inProcess(flow('<conditionExpression/>')), 'expression'],
  [
    'SequenceFlow.conditionExpression blank',
    inProcess(flow('<conditionExpression> </conditionExpression>')),
    'expression',
  ],
  [
    'StandardLoop.loopCondition empty',
    inProcess(
      '<task id="t"><standardLoopCharacteristics loopMaximum="2"><loopCondition/></standardLoopCharacteristics></task>',
    ),
    'expression',
  ],
  ['MultiInstance.completionCondition empty', inProcess(multi(`${three}<completionCondition/>`)), 'expression'],
  [
    'BoundaryEvent.cancelActivity',
    inProcess(edge('<errorEventDefinition/>', 'cancelActivity="false"')),
    'interrupting',
  ],
  [
    'DataAssociation without a target',
    inProcess(association('<transformation>1</transformation>')),
    'data-association',
  ],
  [
    'DataAssociation with a transformation and an assignment',
    inProcess(
      '<dataObject id="d"/>',
      association(
        '<targetRef>d</targetRef><transformation>1</transformation><assignment><from>1</from><to>d</to></assignment>',
      ),
    ),
    'data-association',
  ],
  [
    'DataAssociation with several sources',
    inProcess(
      '<dataObject id="d"/><dataObject id="q"/>',
      association('<sourceRef>d</sourceRef><sourceRef>q</sourceRef><targetRef>d</targetRef>'),
    ),
    'data-association',
  ],
  [
    'DataAssociation.assignment empty',
    inProcess(
      '<dataObject id="d"/>',
      association('<targetRef>d</targetRef><assignment><from>1</from><to/></assignment>'),
    ),
    'data-association',
  ],
  ['sb:version blank', inProcess('<callActivity id="t" calledElement="p" sb:version=" "/>'), 'blank'],
  ['sb:version no number', inProcess('<callActivity id="t" calledElement="p" sb:version="1.5"/>'), 'called'],
  ['sb:form blank', inProcess('<userTask id="t" sb:form=""/>'), 'blank'],
  [
    'sb:correlationKey of a message, blank',
    file(
      '<process id="p" isExecutable="true"><task id="t"/></process>',
      '<message id="z" name="z" sb:correlationKey=""/>',
    ),
    'blank',
  ],
];

/** What changes a run: without it, and with it. */
const effective: readonly (readonly [property: string, without: string, given: string])[] = [
  ['Process.isExecutable', file('<process id="p"><task id="t"/></process>'), inProcess('<task id="t"/>')],
  ['Process.properties', inProcess('<task id="t"/>'), inProcess('<property id="x" name="x"/><task id="t"/>')],
  ['Process.ioSpecification', inProcess('<task id="t"/>'), inProcess(io('<dataInput id="d"/>'), '<task id="t"/>')],
  [
    'Process.laneSets',
    inProcess('<task id="t"/>'),
    inProcess('<laneSet id="ls"><lane id="l"><flowNodeRef>t</flowNodeRef></lane></laneSet><task id="t"/>'),
  ],
  ['Process.flowElements', inProcess('<task id="t"/>'), inProcess('<task id="t"/><task id="u"/>')],
  [
    'Process.artifacts',
    inProcess(edge('<compensateEventDefinition/>'), '<task id="u" isForCompensation="true"/>'),
    inProcess(
      edge('<compensateEventDefinition/>'),
      '<task id="u" isForCompensation="true"/><association id="a" sourceRef="x" targetRef="u"/>',
    ),
  ],
  [
    'Activity.isForCompensation',
    inProcess('<task id="u"/><task id="t"/>'),
    inProcess('<task id="u"/><task id="t" isForCompensation="true"/>'),
  ],
  [
    'Activity.default',
    inProcess('<task id="t"/><task id="u"/><sequenceFlow id="f" sourceRef="t" targetRef="u"/>'),
    inProcess('<task id="t" default="f"/><task id="u"/><sequenceFlow id="f" sourceRef="t" targetRef="u"/>'),
  ],
  [
    'Activity.ioSpecification',
    inProcess('<dataObject id="d"/>', association('<sourceRef>d</sourceRef><targetRef>d</targetRef>')),
    inProcess(
      '<dataObject id="d"/>',
      association('<sourceRef>d</sourceRef><targetRef>d</targetRef>').replace(
        '<dataOutputAssociation',
        `${io(outputs)}<dataOutputAssociation`,
      ),
    ),
  ],
  ['Activity.properties', inProcess('<task id="t"/>'), inProcess('<task id="t"><property id="x" name="x"/></task>')],
  [
    'Activity.dataOutputAssociations',
    inProcess('<dataObject id="d"/><userTask id="t"/>'),
    inProcess('<dataObject id="d"/>', association('<targetRef>d</targetRef><transformation>1</transformation>')),
  ],
  [
    'Activity.dataInputAssociations',
    inProcess('<dataObject id="d"/><userTask id="t"/>'),
    inProcess(
      '<dataObject id="d"/>',
      association('<targetRef>d</targetRef><transformation>1</transformation>').replaceAll('dataOutput', 'dataInput'),
    ),
  ],
  ['Activity.startQuantity', inProcess('<task id="t"/>'), inProcess('<task id="t" startQuantity="2"/>')],
  ['Activity.completionQuantity', inProcess('<task id="t"/>'), inProcess('<task id="t" completionQuantity="2"/>')],
  [
    'Activity.loopCharacteristics',
    inProcess('<task id="t"/>'),
    inProcess('<task id="t"><standardLoopCharacteristics loopMaximum="2"/></task>'),
  ],
  [
    'StandardLoop.loopMaximum',
    inProcess('<task id="t"><standardLoopCharacteristics loopMaximum="2"/></task>'),
    inProcess('<task id="t"><standardLoopCharacteristics loopMaximum="3"/></task>'),
  ],
  [
    'StandardLoop.testBefore',
    inProcess('<task id="t"><standardLoopCharacteristics loopMaximum="2"/></task>'),
    inProcess('<task id="t"><standardLoopCharacteristics loopMaximum="2" testBefore="true"/></task>'),
  ],
  ['MultiInstance.isSequential', inProcess(multi(three)), inProcess(multi(three, 'isSequential="true"'))],
  ['MultiInstance.behavior', inProcess(multi(three)), inProcess(multi(three + complex, 'behavior="Complex"'))],
  [
    'MultiInstance.completionCondition',
    inProcess(multi(three)),
    inProcess(multi(`${three}<completionCondition>true</completionCondition>`)),
  ],
  [
    'UserTask.resources',
    inProcess('<userTask id="t"/>'),
    inProcess(`<userTask id="t">${person('performer')}</userTask>`),
  ],
  [
    'SendTask.messageRef',
    inProcess('<sendTask id="t" messageRef="m"/>'),
    inProcess('<sendTask id="t" messageRef="n"/>'),
  ],
  [
    'ReceiveTask.operationRef',
    inProcess('<receiveTask id="t"/>'),
    inProcess('<receiveTask id="t" operationRef="op"/>'),
  ],
  [
    'ReceiveTask.instantiate',
    inProcess('<receiveTask id="t" messageRef="m"/>'),
    inProcess('<receiveTask id="t" messageRef="m" instantiate="true"/>'),
  ],
  [
    'ScriptTask.script',
    inProcess('<scriptTask id="t"><script>1</script></scriptTask>'),
    inProcess('<scriptTask id="t"><script>2</script></scriptTask>'),
  ],
  [
    'ScriptTask.scriptFormat',
    inProcess('<scriptTask id="t"><script>1</script></scriptTask>'),
    inProcess('<scriptTask id="t" scriptFormat="js"><script>1</script></scriptTask>'),
  ],
  [
    'CallActivity.calledElement',
    inProcess('<callActivity id="t"/>'),
    inProcess('<callActivity id="t" calledElement="q"/>'),
  ],
  ['SubProcess.triggeredByEvent', inProcess(aside('').replace('triggeredByEvent="true"', '')), inProcess(aside(''))],
  [
    'Event.eventDefinitions',
    inProcess('<startEvent id="t"/>'),
    inProcess('<startEvent id="t"><signalEventDefinition signalRef="s"/></startEvent>'),
  ],
  [
    'Event.eventDefinitionRef',
    inProcess('<startEvent id="t"/>'),
    inProcess('<startEvent id="t"><eventDefinitionRef>sd</eventDefinitionRef></startEvent>'),
  ],
  [
    'StartEvent.isInterrupting',
    inProcess(aside('')),
    inProcess(aside('').replace('<startEvent', '<startEvent isInterrupting="false"')),
  ],
  [
    'BoundaryEvent.cancelActivity on a signal',
    inProcess(edge('<signalEventDefinition signalRef="s"/>')),
    inProcess(edge('<signalEventDefinition signalRef="s"/>', 'cancelActivity="false"')),
  ],
  [
    'CompensateEvent.waitForCompletion',
    inProcess('<endEvent id="t"><compensateEventDefinition/></endEvent>'),
    inProcess('<endEvent id="t"><compensateEventDefinition waitForCompletion="false"/></endEvent>'),
  ],
  ['Gateway.default', inProcess(flow('')), inProcess(flow('').replace('id="g"', 'id="g" default="f"'))],
  [
    'SequenceFlow.conditionExpression',
    inProcess(flow('')),
    inProcess(flow('<conditionExpression>true</conditionExpression>')),
  ],
];

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
    const document = readFileSync(join(import.meta.dirname, '../../../docs/process-extensions.md'), 'utf8');
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

function whileExecuting(): string {
  return '<ioSpecification><dataInput id="di"/><inputSet id="is"><dataInputRefs>di</dataInputRefs><whileExecutingInputRefs>di</whileExecutingInputRefs></inputSet><outputSet id="os"/></ioSpecification>';
}
