import { describe, expect, it } from '@jest/globals';
import { bpmn, flows } from '../../../testing/process/bpmn-text.js';
import type { DecisionTable } from '../../model/decision.js';
import { read } from '../../reader/definitions.js';
import { readProcesses } from '../../reader/processes.js';
import { checkVariables } from './variables.js';

const decision: DecisionTable = {
  id: 'rate',
  hitPolicy: 'U',
  inputs: [{ value: { text: 'level', names: ['level'] } }],
  outputs: [
    { name: 'percent', values: [] },
    { name: 'why', values: [] },
  ],
  rules: [],
};
const roots = '<message id="m" name="m"/><error id="err" errorCode="E"/>';
const found = async (...elements: string[]) => {
  const xml = bpmn(roots, `<process id="p" isExecutable="true">${elements.join('')}</process>`);
  const [{ model, problems }] = readProcesses((await read(xml)).definitions, { rate: decision }) as [never];
  expect(problems).toEqual([]);
  const all = checkVariables(model, { forms: new Map([['question', ['answer']]]) });
  return all.map(({ message, element }) => `${/"(.+?)"/.exec(message)![1]} at ${element}`);
};
const extended = (tag: string, attributes: string, extensions: string, inner = '') =>
  `<${tag} ${attributes}><extensionElements>${extensions}</extensionElements>${inner}</${tag}>`;
const declared = (...names: string[]) =>
  `<extensionElements>${names.map((name) => `<sb:startVariable name="${name}"/>`).join('')}</extensionElements>`;
const call = (id: string, ...outputs: string[]) =>
  extended(
    'serviceTask',
    `id="${id}"`,
    '<sb:call connector="c"/>' + outputs.map((name) => `<sb:output target="${name}" value="result"/>`).join(''),
  );
const script = (id: string, text: string, attributes = '') =>
  `<scriptTask id="${id}" ${attributes}><script>${text}</script></scriptTask>`;
const reads = script('r', 'x');

it('a variable that nothing sets is found', async () => {
  expect(await found(reads)).toEqual(['x at r']);
});

describe('a variable is set', () => {
  it.each([
    ['when it is declared', declared('x')],
    ['by a property', '<property id="q" name="x"/>'],
    ['by a data object', '<dataObject id="q" name="x"/>'],
    ['by the output of a service', call('w', 'x')],
    ['by a script', script('w', '1', 'sb:resultVariable="x"')],
    ['by the entries a script gives', script('w', '{ x: 1, "y": 2 }')],
    ['by the fields of a form', extended('userTask', 'id="w"', '<sb:output target="x" value="result.answer"/>')],
    [
      'by the list of a loop',
      '<task id="w"><multiInstanceLoopCharacteristics sb:outputCollection="x" sb:outputElement="1"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></task>',
    ],
  ])('%s', async (_, writer) => {
    expect(await found(writer, reads)).toEqual([]);
  });

  it('by the fields of its form, and no others', async () => {
    const task = '<userTask id="w" sb:form="question"/>';
    expect(await found(task, script('r', 'answer + anser'), flows('w->r'))).toEqual(['anser at r']);
  });

  it('by the outputs of a decision', async () => {
    expect(
      await found(
        declared('level'),
        '<businessRuleTask id="w" sb:decision="rate"/>',
        script('r', 'percent + whi'),
        flows('w->r'),
      ),
    ).toEqual(['whi at r']);
  });
});

describe('what is not mapped may set anything afterwards', () => {
  it.each([
    ['a service', call('w')],
    ['a form nobody knows', '<userTask id="w"/>'],
    ['a message', '<receiveTask id="w" messageRef="m"/>'],
    ['a called process', '<callActivity id="w" calledElement="other"/>'],
    ['a script', script('w', 'get entries(1)')],
  ])('%s', async (_, writer) => {
    expect(await found(writer, reads, flows('w->r'))).toEqual([]);
    expect(await found(writer, reads, flows('r->w'))).toEqual(['x at r']);
  });

  it('in the conditions behind it', async () => {
    expect(await found(call('w'), '<task id="a"/>', flows('w->a: x'))).toEqual([]);
    expect(await found('<task id="b"/><task id="a"/>', flows('b->a: x'))).toEqual(['x at b_a']);
  });

  it('around the sub-process it stands in', async () => {
    expect(
      await found(`<subProcess id="s"><subProcess id="i">${call('w')}</subProcess></subProcess>`, reads, flows('s->r')),
    ).toEqual([]);
    expect(await found(`<subProcess id="s">${reads}</subProcess>`, call('w'), flows('w->s'))).toEqual([]);
  });

  it('but an error sets nothing', async () => {
    const edge = '<boundaryEvent id="w" attachedToRef="t"><errorEventDefinition errorRef="err"/></boundaryEvent>';
    expect(await found('<task id="t"/>', edge, reads, flows('w->r'))).toEqual(['x at r']);
  });
});

describe('a variable is read', () => {
  const loop = (attributes: string, inner: string) =>
    `<task id="t"><multiInstanceLoopCharacteristics ${attributes}>${inner}</multiInstanceLoopCharacteristics></task>`;

  it.each([
    ['in an input', extended('task', 'id="t"', '<sb:input target="a" value="x"/>')],
    ['in an output', extended('task', 'id="t"', '<sb:output target="a" value="x + result"/>')],
    [
      'in a timer',
      '<intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>x</timeDuration></timerEventDefinition></intermediateCatchEvent>',
    ],
    ['in a correlation key', '<sendTask id="t" messageRef="m" sb:correlationKey="x"/>'],
    [
      'in the key of an event',
      '<intermediateThrowEvent id="t"><messageEventDefinition messageRef="m" sb:correlationKey="x"/></intermediateThrowEvent>',
    ],
    [
      'in a condition that is waited for',
      '<intermediateCatchEvent id="t"><conditionalEventDefinition><condition>x</condition></conditionalEventDefinition></intermediateCatchEvent>',
    ],
    ['in a fallback', extended('serviceTask', 'id="t"', '<sb:call connector="c" fallback="x"/>')],
    [
      'in an assignment',
      '<userTask id="t"><performer id="q"><resourceAssignmentExpression><formalExpression>x</formalExpression></resourceAssignmentExpression></performer></userTask>',
    ],
    [
      'in a loop',
      '<task id="t"><standardLoopCharacteristics><loopCondition>x</loopCondition></standardLoopCharacteristics></task>',
    ],
    ['in a number of instances', loop('', '<loopCardinality>x</loopCardinality>')],
    ['in a list of instances', loop('sb:collection="x" sb:element="e"', '')],
    [
      'in a completion condition',
      loop('', '<loopCardinality>1</loopCardinality><completionCondition>x</completionCondition>'),
    ],
  ])('%s', async (_, reader) => {
    expect(await found(reader)).toEqual(['x at t']);
  });

  it('in the tables of decisions', async () => {
    expect(await found('<businessRuleTask id="t" sb:decision="rate"/>')).toEqual(['level at t']);
  });

  it('but not the result, the counters of loops, their element, and what may be a field', async () => {
    expect(
      await found(
        declared('list'),
        '<task id="t">',
        '<extensionElements><sb:input target="own" value="one.a + loopCounter"/><sb:output target="o" value="result.a + own"/></extensionElements>',
        '<multiInstanceLoopCharacteristics sb:collection="list[status = wanted]" sb:element="one" sb:outputCollection="c" sb:outputElement="result">',
        '<completionCondition>numberOfCompletedInstances > 1</completionCondition></multiInstanceLoopCharacteristics></task>',
      ),
    ).toEqual([]);
  });
});
