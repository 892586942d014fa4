import { describe, expect, it } from '@jest/globals';
import { bpmn, bpmnProcess, flows } from '../../testing/process/bpmn-text.js';
import type { ProcessModel } from '../model.js';
import { read } from '../reader/definitions.js';
import { readProcesses } from '../reader/processes.js';
import { checkCallCycles } from './call-cycles.js';
import { checkChoices } from './choices.js';
import { checkDeadEnds, checkUnreachable } from './reachability.js';
import { checkReferences } from './references.js';

const modelsOf = async (xml: string): Promise<ProcessModel[]> => {
  const processes = readProcesses((await read(xml)).definitions, {});
  expect(processes.flatMap(({ problems }) => problems)).toEqual([]);
  return processes.map(({ model }) => model);
};
const modelOf = async (...elements: string[]) => (await modelsOf(bpmnProcess(...elements)))[0]!;
const signal = '<signalEventDefinition signalRef="sig"/>';
const modelWith = async (...elements: string[]) =>
  (
    await modelsOf(
      bpmn('<signal id="sig" name="s"/>', `<process id="p" isExecutable="true">${elements.join('')}</process>`),
    )
  )[0]!;
const environment = {
  connectors: new Set(['crm']),
  calendars: new Set(['desk']),
  forms: new Map([['question', ['answer']]]),
  targets: new Set(['gold']),
  definitions: new Map<string, { version: number; model: ProcessModel }>(),
};
const at = (problems: readonly { code: string; element: string | null }[]) =>
  problems.map(({ code, element }) => `${code} at ${element}`);

describe('a step that is never done', () => {
  const found = async (...elements: string[]) => at(checkUnreachable(await modelWith(...elements)));
  const start = '<startEvent id="s"/>';

  it('is one that nothing leads to', async () => {
    expect(await found(start, '<task id="a"/><task id="b"/><task id="c"/>', flows('s->a', 'b->c', 'c->b'))).toEqual([
      'unreachable at b',
      'unreachable at c',
    ]);
  });

  it('is not one that an event, a link or a compensation leads to', async () => {
    expect(
      await found(
        start,
        '<task id="a"/><boundaryEvent id="edge" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>',
        '<task id="undo" isForCompensation="true"/><association id="x" sourceRef="edge" targetRef="undo"/>',
        `<boundaryEvent id="late" attachedToRef="a">${signal}</boundaryEvent>`,
        '<intermediateThrowEvent id="t"><linkEventDefinition name="l"/></intermediateThrowEvent>',
        '<intermediateCatchEvent id="c"><linkEventDefinition name="l"/></intermediateCatchEvent><task id="b"/>',
        `<subProcess id="aside" triggeredByEvent="true"><startEvent id="as">${signal}</startEvent><task id="at"/>${flows('as->at')}</subProcess>`,
        `<startEvent id="other">${signal}</startEvent><task id="d"/>`,
        flows('s->a', 'late->t', 'c->b', 'other->d'),
      ),
    ).toEqual([]);
  });

  it('is said once of a dead sub-process', async () => {
    expect(await found(start, '<subProcess id="dead"><task id="x"/></subProcess>')).toEqual(['unreachable at dead']);
    expect(
      await found(start, '<subProcess id="sub"><startEvent id="is"/><task id="x"/></subProcess>', flows('s->sub')),
    ).toEqual(['unreachable at x']);
  });
});

describe('a way that leads nowhere', () => {
  const found = async (...elements: string[]) => at(checkDeadEnds(await modelOf('<startEvent id="s"/>', ...elements)));

  it('goes round and round: said where it begins', async () => {
    expect(
      await found(
        '<exclusiveGateway id="g"/><task id="a"/><task id="b"/><endEvent id="e"/>',
        flows('s->g', 'g->e', 'g->a', 'a->b', 'b->a'),
      ),
    ).toEqual(['no-way-out at a']);
    expect(await found('<task id="a"/>', flows('s->a', 'a->a'))).toEqual(['no-way-out at s']);
  });

  it('stops although others end properly', async () => {
    expect(await found('<task id="a"/><task id="b"/><endEvent id="e"/>', flows('s->a', 's->b', 'a->e'))).toEqual([
      'dead-end at b',
    ]);
  });

  it('is none where no end is drawn at all, or a link leads on', async () => {
    expect(await found('<task id="a"/>', flows('s->a'))).toEqual([]);
    expect(
      await found(
        '<intermediateThrowEvent id="t"><linkEventDefinition name="l"/></intermediateThrowEvent>',
        '<intermediateCatchEvent id="c"><linkEventDefinition name="l"/></intermediateCatchEvent><endEvent id="e"/>',
        flows('s->t', 'c->e'),
      ),
    ).toEqual([]);
  });
});

describe('a choice', () => {
  const found = async (...elements: string[]) =>
    at(checkChoices(await modelOf('<task id="a"/><task id="b"/>', ...elements)));

  it.each(['exclusiveGateway', 'inclusiveGateway', 'task'])('of %s should have a default', async (element) => {
    expect(await found(`<${element} id="x"/>`, flows('x->a: n > 1', 'x->b: n < 1'))).toEqual(['no-default at x']);
    expect(await found(`<${element} id="x" default="x_b"/>`, flows('x->a: n > 1', 'x->b'))).toEqual([]);
  });

  it('is none where a way has no condition', async () => {
    expect(await found('<exclusiveGateway id="x"/>', flows('x->a: n > 1', 'x->b'))).toEqual(['no-condition at x_b']);
    expect(await found('<task id="x"/>', flows('x->a', 'x->b'))).toEqual([]);
    expect(await found('<exclusiveGateway id="x"/>', flows('x->a'))).toEqual([]);
  });
});

describe('what a process names', () => {
  const found = async (...elements: string[]) => {
    const model = await modelOf(...elements);
    const definitions = new Map([['r', { version: 3, model }]]);
    return at(checkReferences(model, [model], { ...environment, definitions }));
  };
  const call = (attributes: string) =>
    `<serviceTask id="x"><extensionElements><sb:call ${attributes}/></extensionElements></serviceTask>`;

  const timer = (calendar: string) =>
    `<intermediateCatchEvent id="x"><timerEventDefinition sb:calendar="${calendar}"><timeDuration>PT4H</timeDuration>
    </timerEventDefinition></intermediateCatchEvent>`;

  it.each([
    [call('connector="crm"'), []],
    [call('connector="erp"'), ['unknown-connector at x']],
    ['<serviceTask id="x"/>', ['no-connector at x']],
    [timer('desk'), []],
    [timer('nights'), ['unknown-calendar at x']],
    ['<userTask id="x" sb:form="question"/>', []],
    ['<userTask id="x" sb:form="other"/>', ['unknown-form at x']],
    ['<businessRuleTask id="x"/>', ['no-decision at x']],
    ['<businessRuleTask id="x" sb:decision="d"/>', ['unknown-decision at x']],
    ['<callActivity id="x" calledElement="p"/>', []],
    ['<callActivity id="x" calledElement="q"/>', ['unknown-process at x']],
    ['<callActivity id="x" calledElement="r" sb:version="3"/>', []],
    ['<callActivity id="x" calledElement="r" sb:version="4"/>', ['unknown-version at x']],
    ['<callActivity id="x" calledElement="p" sb:version="1"/>', []],
    ['<callActivity id="x" calledElement="p" sb:version="2"/>', ['unknown-version at x']],
    ['<userTask id="x" sb:sla="gold"/>', []],
    ['<userTask id="x" sb:sla="golden"/>', ['unknown-sla at x']],
  ])('has to be there: %s', async (element, expected) => {
    expect(await found(element)).toEqual(expected);
  });

  it('as a whole, too', async () => {
    const [model] = await modelsOf(
      bpmn('<process id="p" isExecutable="true" sb:sla="golden"><task id="t"/></process>'),
    );
    expect(at(checkReferences(model!, [model!], environment))).toEqual(['unknown-sla at p']);
  });
});

describe('calls', () => {
  const calling = (id: string, ...called: string[]) =>
    `<process id="${id}" isExecutable="true">${called.map((each) => `<callActivity id="${id}_${each}" calledElement="${each}"/>`).join('')}</process>`;
  const found = async (deployed: string[], ...file: string[]) => {
    const definitions = new Map((await modelsOf(bpmn(...deployed))).map((model) => [model.id, { version: 1, model }]));
    const models = await modelsOf(bpmn(...file));
    return models.flatMap((model) => at(checkCallCycles(model, models, { ...environment, definitions })));
  };

  it('must not lead back', async () => {
    expect(await found([], calling('a', 'a'))).toEqual(['call-cycle at a_a']);
    expect(await found([], calling('a', 'b'), calling('b', 'c'), calling('c', 'a'))).toEqual([
      'call-cycle at a_b',
      'call-cycle at b_c',
      'call-cycle at c_a',
    ]);
  });

  it('must not lead back over what is deployed', async () => {
    expect(await found([calling('b', 'a')], calling('a', 'b'))).toEqual(['call-cycle at a_b']);
    expect(await found([calling('a', 'b'), calling('b', 'a')], calling('a'))).toEqual([]);
  });

  it('say how they lead back', async () => {
    const models = await modelsOf(bpmn(calling('a', 'a', 'b'), calling('b', 'a')));
    expect(checkCallCycles(models[0]!, models, environment).map(({ message }) => message)).toEqual([
      'The process calls itself; that would go on without end.',
      'The process calls "b", which leads back to it; that would go on without end.',
    ]);
  });

  it('may lead to the same from two sides, and to a cycle of others', async () => {
    expect(await found([], calling('a', 'b', 'c'), calling('b', 'c'), calling('c'))).toEqual([]);
    expect(await found([calling('x', 'x')], calling('a', 'x'))).toEqual([]);
  });
});
