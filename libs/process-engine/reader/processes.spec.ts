import { describe, expect, it } from '@jest/globals';
import { bpmn, bpmnProcess, flows } from '../../testing/process/bpmn-text.js';
import { read } from './definitions.js';
import { readProcesses } from './processes.js';

const readAll = async (xml: string) => readProcesses((await read(xml)).definitions, {});
const first = async (...roots: string[]) => (await readAll(bpmn(...roots)))[0]!;
const readOne = async (...elements: string[]) => (await readAll(bpmnProcess(...elements)))[0]!;
const modelOf = async (...elements: string[]) => (await readOne(...elements)).model;

describe('the processes of a file', () => {
  it('are those that are marked as executable, and the global tasks', async () => {
    const all = await readAll(
      bpmn(
        '<process id="run" isExecutable="true"/>',
        '<process id="black-box"/>',
        '<globalUserTask id="ask" name="Ask" sb:form="question"/>',
      ),
    );
    expect(all.map(({ model }) => model.id)).toEqual(['run', 'ask']);
  });

  it('have the name of their pool when they have none', async () => {
    const { model } = await first(
      '<collaboration id="c"><participant id="a" name="Desk" processRef="p"/></collaboration>',
      '<process id="p" isExecutable="true"/>',
    );
    expect(model.name).toBe('Desk');
  });

  it('are plain JSON', async () => {
    const model = await modelOf('<startEvent id="s"/><userTask id="t" name="Do"/>', flows('s->t'));
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });

  it('must have ids, and so must their elements', async () => {
    const { problems } = await first('<process isExecutable="true"><task/></process>');
    expect(problems).toMatchObject([{ code: 'no-id' }, { code: 'no-id' }]);
  });
});

describe('a global task', () => {
  it('is a process of one node', async () => {
    const { model } = await first('<globalScriptTask id="sum"><script>a + b</script></globalScriptTask>');
    expect(model).toMatchObject({
      id: 'sum',
      nodes: { 'sum/task': { kind: 'script-task', scope: 'sum', script: { text: 'a + b', names: ['a', 'b'] } } },
      scopes: { sum: { starts: ['sum/task'] } },
    });
  });

  it.each([
    ['globalTask', 'task'],
    ['globalManualTask', 'manual-task'],
    ['globalUserTask', 'user-task'],
    ['globalBusinessRuleTask', 'business-rule-task'],
  ])('%s', async (element, kind) => {
    const { model } = await first(`<${element} id="g"/>`);
    expect(model).toMatchObject({ nodes: { 'g/task': { kind } } });
  });
});

describe('connections', () => {
  it('are known to both ends, in the order of the file', async () => {
    const { nodes, flows: read } = await modelOf(
      '<exclusiveGateway id="g" default="g_b"/><task id="a"/><task id="b"/>',
      flows('g->b', 'g->a: amount > 5'),
    );
    expect(nodes['g']).toMatchObject({ outgoing: ['g_b', 'g_a'], incoming: [], default: 'g_b' });
    expect(nodes['a']).toMatchObject({ incoming: ['g_a'], outgoing: [] });
    expect(read['g_a']).toEqual({
      id: 'g_a',
      source: 'g',
      target: 'a',
      condition: { text: 'amount > 5', names: ['amount'] },
    });
  });

  it('need not be written at their ends', async () => {
    const { nodes } = await modelOf('<task id="a"><outgoing>a_b</outgoing></task><task id="b"/>', flows('a->b'));
    expect(nodes['b']!.incoming).toEqual(['a_b']);
  });

  it('may mark conditions with a sign of equality, as other tools do', async () => {
    const { flows: read } = await modelOf('<task id="a"/><task id="b"/>', flows('a->b: =x > 1'));
    expect(read['a_b']!.condition!.text).toBe('x > 1');
  });

  it('are refused when they are not immediate', async () => {
    const flow = '<sequenceFlow id="f" sourceRef="a" targetRef="b" isImmediate="false"/>';
    expect((await readOne('<task id="a"/><task id="b"/>', flow)).problems).toMatchObject([
      { code: 'unsupported', element: 'f', severity: 'error' },
    ]);
  });

  it('lose the condition of a default, with a warning', async () => {
    const { model, problems } = await readOne('<task id="a" default="a_b"/><task id="b"/>', flows('a->b: x'));
    expect(model.flows['a_b']!.condition).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'condition', element: 'a_b', severity: 'warning' }]);
  });

  it.each([
    ['a condition after a parallel gateway', '<parallelGateway id="a"/><task id="b"/>', 'a->b: x', 'condition'],
    ['a condition after a start', '<startEvent id="a"/><task id="b"/>', 'a->b: x', 'condition'],
    ['a condition that cannot be read', '<task id="a"/><task id="b"/>', 'a->b: x >', 'expression'],
    ['a way into a sub-process', '<task id="a"/><subProcess id="s"><task id="b"/></subProcess>', 'a->b', 'flow'],
  ])('are refused: %s', async (_, elements, flow, code) => {
    expect((await readOne(elements, flows(flow))).problems).toMatchObject([
      { code, element: 'a_b', severity: 'error' },
    ]);
  });

  it('are refused in another language', async () => {
    const script = '<conditionExpression xsi:type="tFormalExpression" language="javascript">a</conditionExpression>';
    const flow = `<sequenceFlow id="f" sourceRef="a" targetRef="b">${script}</sequenceFlow>`;
    expect((await readOne('<task id="a"/><task id="b"/>', flow)).problems).toMatchObject([
      { code: 'language', element: 'f' },
    ]);
  });
});

describe('a scope', () => {
  it('is the process, and each sub-process under the id of its node', async () => {
    const { scopes, nodes } = await modelOf(
      '<subProcess id="outer"><subProcess id="inner"><task id="t"/></subProcess></subProcess>',
    );
    expect(scopes).toMatchObject({
      p: { nodes: ['outer'] },
      outer: { parent: 'p', nodes: ['inner'] },
      inner: { parent: 'outer', nodes: ['t'] },
    });
    expect(scopes['p']!.parent).toBeUndefined();
    expect(nodes['t']!.scope).toBe('inner');
  });

  it('starts at its start event', async () => {
    const { scopes, triggers } = await modelOf('<startEvent id="s"/><task id="t"/><task id="loose"/>', flows('s->t'));
    expect(scopes['p']!.starts).toEqual(['s']);
    expect(triggers).toEqual([]);
  });

  it('without start events starts at all that nothing leads to', async () => {
    const { scopes } = await modelOf(
      '<task id="a"/><task id="b"/><exclusiveGateway id="g"/><task id="undo" isForCompensation="true"/>',
      '<boundaryEvent id="edge" attachedToRef="a"><errorEventDefinition/></boundaryEvent>',
      '<subProcess id="aside" triggeredByEvent="true"/><task id="c"/>',
      flows('a->c', 'g->c'),
    );
    expect(scopes['p']).toMatchObject({ starts: ['a', 'b', 'g'], eventSubProcesses: ['aside'] });
  });

  it('is not started by a command where only an event can start it', async () => {
    const { scopes, triggers } = await modelOf(
      '<startEvent id="s"><timerEventDefinition><timeCycle>R/P1D</timeCycle></timerEventDefinition></startEvent>',
    );
    expect(scopes['p']!.starts).toEqual([]);
    expect(triggers).toEqual(['s']);
  });

  it('is also triggered by instantiating tasks and the events behind instantiating gateways', async () => {
    const message = '<message id="m" name="m"/>';
    const catching = (id: string) =>
      `<intermediateCatchEvent id="${id}"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>`;
    const { model } = await first(
      message,
      '<process id="p" isExecutable="true"><receiveTask id="r" messageRef="m" instantiate="true"/>',
      `<eventBasedGateway id="g" instantiate="true"/>${catching('x')}${catching('y')}${flows('g->x', 'g->y')}</process>`,
    );
    expect(model).toMatchObject({ triggers: ['r', 'x', 'y'], scopes: { p: { starts: [] } } });
  });

  it('has properties and data objects as variables', async () => {
    const { scopes, nodes } = await modelOf(
      '<property id="prop" name="amount due"/><dataObject id="d1" name="order"/><dataObject id="d2"/>',
      '<dataObjectReference id="ref" dataObjectRef="d1"/>',
      '<scriptTask id="t"><property id="tp" name="own"/><script>amount due + order.x</script></scriptTask>',
    );
    expect(scopes['p']!.variables).toEqual(['amount due', 'order', 'd2']);
    expect(scopes['p']!.nodes).toEqual(['t']);
    expect(nodes['t']).toMatchObject({ variables: ['own'], script: { names: ['amount due', 'order'] } });
  });
});

describe('a node', () => {
  it('knows the innermost lane it stands in', async () => {
    const inner =
      '<childLaneSet id="in"><lane id="l2" name="Night shift"><flowNodeRef>t</flowNodeRef></lane></childLaneSet>';
    const { nodes } = await modelOf(
      `<laneSet id="ls"><lane id="l1" name="Desk"><flowNodeRef>t</flowNodeRef><flowNodeRef>u</flowNodeRef>${inner}</lane></laneSet>`,
      '<task id="t"/><task id="u"/><task id="v"/>',
    );
    expect([nodes['t']!.lane, nodes['u']!.lane, nodes['v']!.lane]).toEqual(['Night shift', 'Desk', undefined]);
  });

  it('knows its status', async () => {
    expect((await modelOf('<exclusiveGateway id="g" sb:status="waiting for the customer"/>')).nodes['g']!.status).toBe(
      'waiting for the customer',
    );
  });

  it.each([
    ['complexGateway', 'A complex gateway cannot be run; use exclusive, parallel or inclusive gateways.'],
    ['adHocSubProcess', 'An ad-hoc sub-process cannot be run; draw the order in which its tasks are done.'],
    ['choreographyTask', 'A choreography cannot be run; draw each side as a process of its own.'],
    [
      'eventBasedGateway eventGatewayType="Parallel"',
      'An event gateway that waits for all of its events cannot be run.',
    ],
  ])('is refused: %s', async (element, message) => {
    expect((await readOne(`<${element} id="x"/>`)).problems).toEqual([
      { code: 'unsupported', element: 'x', message, severity: 'error' },
    ]);
  });

  it.each([
    ['', '<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>'],
    ['isForCompensation="true"', ''],
    ['', '<extensionElements><sb:input target="a" value="1"/></extensionElements>'],
    ['', '<extensionElements><sb:output target="a" value="1"/></extensionElements>'],
  ])('is refused as an event sub-process with what has no effect at it: %s %s', async (attributes, inner) => {
    const sub = `<subProcess id="x" triggeredByEvent="true" ${attributes}>${inner}</subProcess>`;
    expect((await readOne(sub)).problems).toMatchObject([{ element: 'x', severity: 'error' }]);
  });

  it('is refused with extensions that have no effect at it', async () => {
    const extensions = '<extensionElements><sb:call connector="x"/><sb:startVariable name="n"/></extensionElements>';
    expect((await readOne(`<userTask id="u">${extensions}</userTask>`)).problems).toMatchObject([
      { code: 'extension-place', element: 'u', message: '"sb:startVariable" has no effect here.' },
      { code: 'extension-place', element: 'u', message: '"sb:call" has no effect here.' },
    ]);
  });
});

describe('a process', () => {
  it('declares its start variables, by our own elements and by data inputs', async () => {
    const { startVariables } = await modelOf(
      '<extensionElements><sb:startVariable name="amount" type="number" required="true"/><sb:startVariable name="note"/></extensionElements>',
      '<ioSpecification><dataInput id="i1" name="order"/><dataInput id="i2" name="hint"/>',
      '<inputSet><dataInputRefs>i1</dataInputRefs><optionalInputRefs>i2</optionalInputRefs></inputSet><outputSet/></ioSpecification>',
    );
    expect(startVariables).toEqual([
      { name: 'amount', type: 'number', required: true },
      { name: 'note', type: 'any', required: false },
      { name: 'order', type: 'any', required: true },
      { name: 'hint', type: 'any', required: false },
    ]);
  });

  it.each(['name=""', 'name="x" type="text"', 'name="x" required="yes"'])(
    'refuses a start variable %s',
    async (attributes) => {
      const { problems } = await readOne(`<extensionElements><sb:startVariable ${attributes}/></extensionElements>`);
      expect(problems).toMatchObject([{ code: 'start-variable', element: 'p', severity: 'error' }]);
    },
  );

  it('cannot be correlated by the means of BPMN', async () => {
    const key = '<collaboration id="c"><correlationKey id="k"/></collaboration>';
    const subscription = '<correlationSubscription id="s"/>';
    for (const roots of [
      [key, '<process id="p" isExecutable="true"/>'],
      [`<process id="p" isExecutable="true">${subscription}</process>`],
    ]) {
      expect((await first(...roots)).problems).toMatchObject([
        { code: 'correlation', element: 'p', severity: 'error' },
      ]);
    }
  });

  it('has a time zone, UTC where it says none', async () => {
    const inZone = (zone: string) => readAll(bpmn(`<process id="p" isExecutable="true" ${zone}/>`));
    expect((await inZone(''))[0]!.model.timeZone).toBe('UTC');
    expect((await inZone('sb:timeZone="Asia/Shanghai" sb:sla="gold"'))[0]!.model).toMatchObject({
      timeZone: 'Asia/Shanghai',
      sla: 'gold',
    });
    expect((await inZone('sb:timeZone="Peking"'))[0]!.problems).toMatchObject([{ code: 'time-zone', element: 'p' }]);
  });
});
