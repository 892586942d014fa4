import { bpmn } from '../../../testing/process/bpmn-text.js';

/** A file with the process, and with roots that it can refer to. */
export const file = (process: string, roots = '') =>
  bpmn(
    '<message id="m" name="paid"/><message id="n" name="sent"/><signal id="s" name="stop"/><error id="e" errorCode="E"/>',
    '<escalation id="c" escalationCode="C"/><resource id="r" name="desk"/><signalEventDefinition id="sd" signalRef="s"/>',
    '<interface id="i" name="i"><operation id="op" name="op"><inMessageRef>m</inMessageRef></operation></interface>',
    roots,
    process,
  );
const inProcess = (...elements: string[]) => file(`<process id="p" isExecutable="true">${elements.join('')}</process>`);
export const person = (tag: string) =>
  `<${tag}><resourceAssignmentExpression><formalExpression>"mia"</formalExpression></resourceAssignmentExpression></${tag}>`;
const one = '<targetRef>o</targetRef><transformation>1</transformation>';
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
export const refused: readonly (readonly [property: string, xml: string, code: string])[] = [
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
  [
    'SubProcess.dataInputAssociations',
    inProcess(aside('', `<dataInputAssociation>${one}</dataInputAssociation>`)),
    'no-effect',
  ],
  [
    'SubProcess.dataOutputAssociations',
    inProcess(aside('', `<dataOutputAssociation>${one}</dataOutputAssociation>`)),
    'no-effect',
  ],
  ['SubProcess.default', inProcess(aside('default="xf"')), 'no-effect'],
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
  ['MultiInstance.inputDataItem', inProcess(multi(`${three}<inputDataItem id="d"/>`, 'sb:element="x"')), 'no-effect'],
  [
    'MultiInstance.loopDataOutputRef',
    inProcess(
      '<dataObject id="d"/>',
      multi(
        `<loopDataOutputRef>d</loopDataOutputRef>`,
        'sb:collection="[1]" sb:outputCollection="x" sb:outputElement="1"',
      ),
    ),
    'no-effect',
  ],
  [
    'MultiInstance.outputDataItem',
    inProcess(multi('<outputDataItem id="d"/>', 'sb:collection="[1]" sb:outputCollection="x" sb:outputElement="1"')),
    'no-effect',
  ],
  [
    'ImplicitThrowEvent.dataInputs',
    inProcess(multi(three + complex.replace('<event>', '<event><dataInput id="d"/>'), 'behavior="Complex"')),
    'no-effect',
  ],
  [
    'ImplicitThrowEvent.dataInputAssociations',
    inProcess(
      multi(
        three + complex.replace('<event>', `<event><dataInputAssociation>${one}</dataInputAssociation>`),
        'behavior="Complex"',
      ),
    ),
    'no-effect',
  ],
  [
    'OutputSet.whileExecutingOutputRefs',
    inProcess(
      `<userTask id="t">${whileExecuting().replaceAll('Input', 'Output').replaceAll('inputSet', 'outputSet')}</userTask>`,
    ),
    'no-effect',
  ],
  [
    'StartEvent.isInterrupting on an error',
    inProcess(
      aside('')
        .replace('<startEvent', '<startEvent isInterrupting="false"')
        .replace('<signalEventDefinition signalRef="s"/>', '<errorEventDefinition/>'),
    ),
    'interrupting',
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
export const effective: readonly (readonly [property: string, without: string, given: string])[] = [
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

function whileExecuting(): string {
  return '<ioSpecification><dataInput id="di"/><inputSet id="is"><dataInputRefs>di</dataInputRefs><whileExecutingInputRefs>di</whileExecutingInputRefs></inputSet><outputSet id="os"/></ioSpecification>';
}
