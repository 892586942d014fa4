import { describe, expect, it } from '@jest/globals';
import { bpmn, bpmnProcess, flows } from '../../../testing/bpmn-text.js';
import type { FlowNode } from '../../model.js';
import { read } from '../definitions.js';
import { readProcesses } from '../processes.js';

const readFile = async (xml: string) => {
  const processes = readProcesses((await read(xml)).definitions, {});
  return { nodes: processes[0]!.model.nodes, problems: processes.flatMap(({ problems }) => problems) };
};
const readNodes = (...elements: string[]) => readFile(bpmnProcess(...elements));
const nodeOf = async (...elements: string[]): Promise<FlowNode> => {
  const { nodes, problems } = await readNodes(...elements);
  expect(problems).toEqual([]);
  return nodes['x']!;
};
const refusal = async (...elements: string[]) => (await readNodes(...elements)).problems;
const roots =
  '<message id="m" name="paid"/><signal id="sig" name="stop"/><error id="err" name="no stock" errorCode="E1"/><error id="bare"/>';
const withRoots = (element: string) =>
  readFile(bpmn(roots, `<process id="p" isExecutable="true">${element}</process>`));
const extended = (tag: string, extensions: string, attributes = '') =>
  `<${tag} id="x" ${attributes}><extensionElements>${extensions}</extensionElements></${tag}>`;

describe('an event', () => {
  const definitions = {
    message: '<messageEventDefinition messageRef="m"/>',
    timer: '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>',
    signal: '<signalEventDefinition signalRef="sig"/>',
    error: '<errorEventDefinition errorRef="err"/>',
    escalation: '<escalationEventDefinition escalationRef="esc"/>',
    conditional: '<conditionalEventDefinition><condition>total > 5</condition></conditionalEventDefinition>',
    link: '<linkEventDefinition name="l"/>',
    compensation: '<compensateEventDefinition/>',
    terminate: '<terminateEventDefinition/>',
    cancel: '<cancelEventDefinition/>',
    none: '',
  };
  const places = {
    start: (inner: string) => `<startEvent id="x">${inner}</startEvent>`,
    'inner-start': (inner: string) => `<subProcess id="s"><startEvent id="x">${inner}</startEvent></subProcess>`,
    'event-start': (inner: string) =>
      `<subProcess id="s" triggeredByEvent="true"><startEvent id="x">${inner}</startEvent></subProcess>`,
    catch: (inner: string) => `<intermediateCatchEvent id="x">${inner}</intermediateCatchEvent>`,
    throw: (inner: string) =>
      `<intermediateThrowEvent id="x">${inner}</intermediateThrowEvent><intermediateCatchEvent id="l"><linkEventDefinition name="l"/></intermediateCatchEvent>`,
    boundary: (inner: string) => `<task id="t"/><boundaryEvent id="x" attachedToRef="t">${inner}</boundaryEvent>`,
    end: (inner: string) => `<endEvent id="x">${inner}</endEvent>`,
  };
  // BPMN 2.0.2, table 10.93, without the conditional start of a process.
  const allowed: Record<keyof typeof places, string> = {
    start: 'none message timer signal',
    'inner-start': 'none',
    'event-start': 'message timer signal conditional error escalation compensation',
    catch: 'message timer signal conditional link',
    throw: 'none message signal escalation compensation link',
    boundary: 'message timer signal conditional error escalation compensation cancel',
    end: 'none message signal error escalation compensation cancel terminate',
  };
  const cases = Object.entries(places).flatMap(([place, draw]) =>
    Object.entries(definitions).map(([type, definition]) => {
      const fine = allowed[place as keyof typeof places].split(' ').includes(type);
      return { place, type, fine, verdict: fine ? 'is read' : 'is refused', drawn: draw(definition) };
    }),
  );

  it.each(cases)('$type at $place $verdict', async ({ type, fine, drawn }) => {
    const { nodes, problems } = await readFile(
      bpmn(roots, '<escalation id="esc" name="e"/>', `<process id="p" isExecutable="true">${drawn}</process>`),
    );
    if (!fine) return expect(problems).toMatchObject([{ code: 'event-place', element: 'x', severity: 'error' }]);
    expect(problems).toEqual([]);
    expect((nodes['x'] as { event?: { type: string } }).event?.type ?? 'none').toBe(type);
  });

  it('has the names and codes people gave it', async () => {
    expect(
      (await withRoots('<endEvent id="x"><errorEventDefinition errorRef="err"/></endEvent>')).nodes['x'],
    ).toMatchObject({
      event: { code: 'E1' },
    });
    expect(
      (await withRoots('<endEvent id="x"><errorEventDefinition errorRef="bare"/></endEvent>')).nodes['x'],
    ).toMatchObject({
      event: { code: 'bare' },
    });
    expect(
      (await withRoots('<endEvent id="x"><signalEventDefinition signalRef="sig"/></endEvent>')).nodes['x'],
    ).toMatchObject({
      event: { signal: 'stop' },
    });
  });

  it('may be defined at the root of the file', async () => {
    const signal = '<signalEventDefinition id="def" signalRef="sig"/>';
    const event = '<startEvent id="x"><eventDefinitionRef>def</eventDefinitionRef></startEvent>';
    const { nodes } = await readFile(bpmn(roots, signal, `<process id="p" isExecutable="true">${event}</process>`));
    expect(nodes['x']).toMatchObject({ event: { type: 'signal', signal: 'stop' } });
  });

  it('at an edge catches every error when it names none; but who throws has to name one', async () => {
    const edge = await withRoots(
      '<task id="t"/><boundaryEvent id="x" attachedToRef="t"><errorEventDefinition/></boundaryEvent>',
    );
    expect(edge.nodes['x']).toMatchObject({ interrupting: true, attachedTo: 't', event: { type: 'error' } });
    expect(edge.nodes['t']).toMatchObject({ boundary: ['x'] });
    expect((await withRoots('<endEvent id="x"><errorEventDefinition/></endEvent>')).problems).toMatchObject([
      { code: 'error' },
    ]);
  });

  it('interrupts unless it says otherwise; errors always do', async () => {
    const edge = (inner: string) =>
      withRoots(
        `<task id="t"/><boundaryEvent id="x" attachedToRef="t" cancelActivity="false">${inner}</boundaryEvent>`,
      );
    expect((await edge(definitions.timer)).nodes['x']).toMatchObject({ interrupting: false });
    expect((await edge(definitions.error)).nodes['x']).toMatchObject({ interrupting: true });
    const start = `<subProcess id="s" triggeredByEvent="true"><startEvent id="x" isInterrupting="false">${definitions.timer}</startEvent></subProcess>`;
    expect((await withRoots(start)).nodes['x']).toMatchObject({ interrupting: false });
  });

  it('with several triggers is refused', async () => {
    const both = definitions.timer + definitions.signal;
    expect((await withRoots(`<intermediateCatchEvent id="x">${both}</intermediateCatchEvent>`)).problems).toMatchObject(
      [{ code: 'multiple-events', element: 'x' }],
    );
  });

  it('without its signal or condition is refused', async () => {
    expect(await refusal('<endEvent id="x"><signalEventDefinition/></endEvent>')).toMatchObject([{ code: 'signal' }]);
    const empty = '<conditionalEventDefinition><condition/></conditionalEventDefinition>';
    expect(await refusal(`<intermediateCatchEvent id="x">${empty}</intermediateCatchEvent>`)).toMatchObject([
      { code: 'condition' },
    ]);
  });

  it('that throws a link knows where it leads', async () => {
    const thrown = '<intermediateThrowEvent id="x"><linkEventDefinition name="on"/></intermediateThrowEvent>';
    const caught = (id: string) =>
      `<intermediateCatchEvent id="${id}"><linkEventDefinition name="on"/></intermediateCatchEvent>`;
    expect(await nodeOf(thrown, caught('there'))).toMatchObject({ event: { link: 'on', target: 'there' } });
    expect(await refusal(thrown)).toMatchObject([{ code: 'link', element: 'x' }]);
    expect(await refusal(thrown, caught('a'), caught('b'))).toMatchObject([{ code: 'link', element: 'x' }]);
    expect(await refusal(thrown, `<subProcess id="s">${caught('a')}</subProcess>`)).toMatchObject([
      { code: 'link', element: 'x' },
    ]);
  });

  it('that compensates says what, and whether it waits', async () => {
    const thrown =
      '<intermediateThrowEvent id="x"><compensateEventDefinition activityRef="t" waitForCompletion="false"/></intermediateThrowEvent>';
    expect(await nodeOf('<task id="t"/>', thrown)).toMatchObject({ event: { activity: 't', waits: false } });
  });

  it('for compensation leads to its handler by an association', async () => {
    const { nodes } = await readNodes(
      '<task id="t"/><boundaryEvent id="x" attachedToRef="t"><compensateEventDefinition/></boundaryEvent>',
      '<task id="undo" isForCompensation="true"/><association id="a" sourceRef="x" targetRef="undo"/>',
    );
    expect(nodes['t']).toMatchObject({ compensation: 'undo', forCompensation: false });
    expect(nodes['undo']).toMatchObject({ forCompensation: true });
  });

  it('has no handler by a note', async () => {
    const note = '<textAnnotation id="note"/><association id="a" sourceRef="x" targetRef="note"/>';
    const compensating = '<boundaryEvent id="x" attachedToRef="t"><compensateEventDefinition/></boundaryEvent>';
    expect((await readNodes('<task id="t"/>', compensating, note)).nodes['t']).toMatchObject({
      compensation: undefined,
    });
    const other = '<boundaryEvent id="x" attachedToRef="t"><errorEventDefinition/></boundaryEvent>';
    const aside = '<task id="u"/><association id="a" sourceRef="x" targetRef="u"/>';
    expect((await readNodes('<task id="t"/>', other, aside)).nodes['t']).toMatchObject({ compensation: undefined });
  });
});

describe('a timer', () => {
  const timer = (inner: string, attributes = '') =>
    `<intermediateCatchEvent id="x"><timerEventDefinition ${attributes}>${inner}</timerEventDefinition></intermediateCatchEvent>`;

  it.each([
    ['timeDate', 'date', '2026-12-24T18:00:00+08:00'],
    ['timeDate', 'date', '2026-12-24'],
    ['timeDuration', 'duration', 'P1M'],
    ['timeDuration', 'duration', 'PT0.1S'],
    ['timeCycle', 'cycle', 'R3/PT1H'],
    ['timeCycle', 'cycle', 'R/2026-12-24T18:00:00Z/P1D'],
  ])('%s is a %s: %s', async (element, kind, text) => {
    expect(await nodeOf(timer(`<${element}>${text}</${element}>`))).toMatchObject({
      event: { type: 'timer', timer: kind, value: text },
    });
  });

  it('may be an expression', async () => {
    expect(await nodeOf(timer('<timeDuration>if vip then "PT1H" else "PT8H"</timeDuration>'))).toMatchObject({
      event: { value: { names: ['vip'] } },
    });
    expect(await nodeOf(timer('<timeDate>Promised</timeDate>'))).toMatchObject({
      event: { value: { names: ['Promised'] } },
    });
  });

  it('may run in business time', async () => {
    expect(await nodeOf(timer('<timeDuration>PT4H</timeDuration>', 'sb:calendar="desk"'))).toMatchObject({
      event: { calendar: 'desk' },
    });
    expect(await refusal(timer('<timeDate>2026-12-24</timeDate>', 'sb:calendar="desk"'))).toMatchObject([
      { code: 'timer', element: 'x' },
    ]);
  });

  it.each([
    ['<timeDuration>PT5X</timeDuration>', '"PT5X" is no duration; one is written like PT4H.'],
    ['<timeDuration>-PT5S</timeDuration>', '"-PT5S" is no duration; one is written like PT4H.'],
    ['<timeCycle>R3/PT0S</timeCycle>', '"R3/PT0S" is no cycle; one is written like R3/PT1H.'],
    ['<timeDate>2026-13-01</timeDate>', '"2026-13-01" is no date; one is written like 2026-12-24T18:00:00+08:00.'],
    ['<timeDate>P1D</timeDate>', '"P1D" is no date; one is written like 2026-12-24T18:00:00+08:00.'],
    ['', 'The timer must have one of a date, a duration and a cycle.'],
    [
      '<timeDate>2026-12-24</timeDate><timeCycle>R/P1D</timeCycle>',
      'The timer must have one of a date, a duration and a cycle.',
    ],
  ])('is refused: %s', async (inner, message) => {
    expect(await refusal(timer(inner))).toMatchObject([{ code: 'timer', element: 'x', message }]);
  });

  it('is refused where its expression cannot be read', async () => {
    expect(await refusal(timer('<timeCycle>0 0 9 * * ?</timeCycle>'))).toMatchObject([
      { code: 'expression', element: 'x' },
    ]);
  });
});

describe('a message', () => {
  it('is that of the task, or of its operation', async () => {
    const operation =
      '<interface id="i" name="i"><operation id="op" name="op"><inMessageRef>m</inMessageRef></operation></interface>';
    const draw = (attributes: string) =>
      readFile(
        bpmn(roots, operation, `<process id="p" isExecutable="true"><receiveTask id="x" ${attributes}/></process>`),
      );
    expect((await draw('messageRef="m" instantiate="true"')).nodes['x']).toMatchObject({
      message: { name: 'paid' },
      instantiate: true,
    });
    expect((await draw('operationRef="op"')).nodes['x']).toMatchObject({
      message: { name: 'paid' },
      instantiate: false,
    });
    expect((await draw('')).problems).toMatchObject([{ code: 'message', element: 'x' }]);
  });

  it('has the key of the event, or else its own', async () => {
    const keyed = '<message id="k" name="k" sb:correlationKey="order.id"/>';
    const draw = (attributes: string) =>
      readFile(
        bpmn(keyed, `<process id="p" isExecutable="true"><sendTask id="x" messageRef="k" ${attributes}/></process>`),
      );
    expect((await draw('')).nodes['x']).toMatchObject({
      message: { correlationKey: { text: 'order.id', names: ['order'] } },
    });
    expect((await draw('sb:correlationKey="number"')).nodes['x']).toMatchObject({
      message: { correlationKey: { text: 'number' } },
    });
  });

  const pools = (flow: string, sender: string, receiver: string) =>
    readFile(
      bpmn(
        roots,
        `<collaboration id="c"><messageFlow id="mf" sourceRef="send" targetRef="get" ${flow}/></collaboration>`,
        `<process id="a" isExecutable="true"><sendTask id="send" ${sender}/></process>`,
        `<process id="b" isExecutable="true"><startEvent id="get"><messageEventDefinition ${receiver}/></startEvent></process>`,
      ),
    );

  it.each([
    ['', '', 'messageRef="m"', 'paid'],
    ['', 'messageRef="m"', '', 'paid'],
    ['messageRef="m"', '', '', 'paid'],
    ['', '', '', 'mf'],
    ['name="call back"', '', '', 'call back'],
  ])('between pools is found: flow %s, sender %s, receiver %s', async (flow, sender, receiver, name) => {
    const { nodes, problems } = await pools(flow, sender, receiver);
    expect(problems).toEqual([]);
    expect(nodes['send']).toMatchObject({ message: { name } });
  });
});

describe('a service task', () => {
  const call = (attributes: string, inner = '') => extended('serviceTask', `<sb:call ${attributes}>${inner}</sb:call>`);

  it('is called as it says', async () => {
    const retry = '<sb:retry attempts="5" backoff="PT2S" factor="3" maximum="PT1M"/>';
    expect(
      await nodeOf(
        call('connector="crm" effect="read" timeout="PT1M0.5S" fallback="{ found: false }" independent="true"', retry),
      ),
    ).toMatchObject({
      connector: 'crm',
      effect: 'read',
      timeout: 60_500,
      fallback: { text: '{ found: false }' },
      independent: true,
      retry: { attempts: 5, backoff: 2_000, factor: 3, maximum: 60_000 },
    });
  });

  it('writes, and is tried three times, unless it says otherwise', async () => {
    expect(await nodeOf(call('connector="crm"'))).toMatchObject({
      effect: 'write',
      independent: false,
      retry: { attempts: 3, backoff: 1_000, factor: 2, maximum: 60_000 },
    });
  });

  it('without a connector is read; the checks say so', async () => {
    expect(await nodeOf('<serviceTask id="x"/>')).toMatchObject({ connector: '' });
  });

  it.each([
    ['effect="both"', ''],
    ['independent="yes"', ''],
    ['timeout="5s"', ''],
    ['timeout="P1D"', ''],
    ['', '<sb:retry attempts="0"/>'],
    ['', '<sb:retry attempts="many"/>'],
    ['', '<sb:retry factor="0.5"/>'],
    ['', '<sb:retry backoff="1"/>'],
    ['', '<sb:retry maximum="P1M"/>'],
  ])('is refused: %s %s', async (attributes, inner) => {
    expect(await refusal(call(attributes, inner))).toMatchObject([{ code: 'call', element: 'x', severity: 'error' }]);
  });

  it('is refused with two calls', async () => {
    expect(await refusal(extended('serviceTask', '<sb:call connector="a"/><sb:call connector="b"/>'))).toMatchObject([
      { code: 'call' },
    ]);
  });
});

describe('a user task', () => {
  it('has a form, a procedure, a rule of assignment and an SLA', async () => {
    expect(
      await nodeOf('<userTask id="x" sb:form="f" sb:sop="s" sb:assignment="by-skill" sb:sla="gold"/>'),
    ).toMatchObject({
      kind: 'user-task',
      form: 'f',
      sop: 's',
      assignment: { rule: 'by-skill' },
      sla: 'gold',
    });
  });

  const role = (tag: string, inner: string) => `<${tag} id="${tag}">${inner}</${tag}>`;
  const expression = (text: string) =>
    `<resourceAssignmentExpression><formalExpression>${text}</formalExpression></resourceAssignmentExpression>`;

  it('has the performer and the potential owners of BPMN', async () => {
    const { nodes } = await readFile(
      bpmn(
        '<resource id="second-line" name="Second line"/>',
        '<process id="p" isExecutable="true"><userTask id="x">',
        role('humanPerformer', expression('ticket.owner')),
        role('potentialOwner', '<resourceRef>second-line</resourceRef>'),
        '</userTask></process>',
      ),
    );
    expect(nodes['x']).toMatchObject({
      assignment: {
        performer: { text: 'ticket.owner', names: ['ticket'] },
        candidates: { text: '"Second line"', names: [] },
      },
    });
  });

  it('is refused when that is said twice, or not at all', async () => {
    const twice =
      role('potentialOwner', expression('a')) + '<potentialOwner id="second">' + expression('b') + '</potentialOwner>';
    expect(await refusal(`<userTask id="x">${twice}</userTask>`)).toMatchObject([{ code: 'assignment', element: 'x' }]);
    expect(await refusal(`<userTask id="x">${role('performer', '')}</userTask>`)).toMatchObject([
      { code: 'assignment' },
    ]);
  });
});

describe('other activities', () => {
  it('a script is FEEL', async () => {
    expect(
      await nodeOf(
        '<scriptTask id="x" scriptFormat="application/feel" sb:resultVariable="sum"><script>a + b</script></scriptTask>',
      ),
    ).toMatchObject({
      script: { text: 'a + b', names: ['a', 'b'] },
      resultVariable: 'sum',
    });
    expect(await refusal('<scriptTask id="x" scriptFormat="groovy"><script>a</script></scriptTask>')).toMatchObject([
      { code: 'language' },
    ]);
    expect(await refusal('<scriptTask id="x"/>')).toMatchObject([{ code: 'expression' }]);
  });

  it('a business rule names its decision', async () => {
    expect(await nodeOf('<businessRuleTask id="x" sb:decision="discount" sb:resultVariable="rate"/>')).toMatchObject({
      decision: 'discount',
      resultVariable: 'rate',
    });
  });

  it('a call names a process, whatever the namespace, and a version', async () => {
    expect(await nodeOf('<callActivity id="x" calledElement="refund"/>')).toMatchObject({
      called: 'refund',
      version: 'latest',
    });
    expect(
      await nodeOf('<callActivity id="x" xmlns:n="urn:n" calledElement="n:refund" sb:version="3"/>'),
    ).toMatchObject({ called: 'refund', version: 3 });
    expect(await refusal('<callActivity id="x"/>')).toMatchObject([{ code: 'called' }]);
    expect(await refusal('<callActivity id="x" calledElement="a" sb:version="newest"/>')).toMatchObject([
      { code: 'called' },
    ]);
  });

  it.each([
    ['<task id="x"/>', 'task'],
    ['<manualTask id="x"/>', 'manual-task'],
    ['<subProcess id="x"/>', 'sub-process'],
    [
      '<subProcess id="x" triggeredByEvent="true"><startEvent id="s"><signalEventDefinition signalRef="sig"/></startEvent></subProcess>',
      'event-sub-process',
    ],
  ])('%s', async (drawn, kind) => {
    expect((await withRoots(drawn)).nodes['x']).toMatchObject({ kind });
  });

  it('a transaction is a sub-process', async () => {
    expect(await nodeOf('<transaction id="x"/>')).toMatchObject({ kind: 'sub-process', transaction: true });
  });

  it('have token quantities', async () => {
    expect(await nodeOf('<task id="x"/>')).toMatchObject({ startQuantity: 1, completionQuantity: 1 });
    expect(await nodeOf('<task id="x" startQuantity="2" completionQuantity="3"/>')).toMatchObject({
      startQuantity: 2,
      completionQuantity: 3,
    });
    expect(await refusal('<task id="x" startQuantity="0"/>')).toMatchObject([{ code: 'quantity' }]);
  });
});

describe('a loop', () => {
  const standard = (attributes: string, inner = '') =>
    `<task id="x"><standardLoopCharacteristics ${attributes}>${inner}</standardLoopCharacteristics></task>`;
  const multi = (attributes: string, inner = '') =>
    `<task id="x"><multiInstanceLoopCharacteristics ${attributes}>${inner}</multiInstanceLoopCharacteristics></task>`;
  const three = '<loopCardinality>3</loopCardinality>';

  it('by a condition, tested before or after', async () => {
    expect(
      await nodeOf(standard('testBefore="true" loopMaximum="5"', '<loopCondition>open > 0</loopCondition>')),
    ).toMatchObject({
      loop: { type: 'standard', testBefore: true, maximum: 5, condition: { names: ['open'] } },
    });
    expect(await nodeOf(standard('loopMaximum="2"'))).toMatchObject({ loop: { testBefore: false, maximum: 2 } });
  });

  it('without an end is refused', async () => {
    expect(await refusal(standard(''))).toMatchObject([{ code: 'loop', element: 'x' }]);
    expect(await refusal(standard('loopMaximum="-1"'))).toMatchObject([{ code: 'loop', element: 'x' }]);
  });

  it('by a number', async () => {
    expect(
      await nodeOf(multi('isSequential="true"', `${three}<completionCondition>done</completionCondition>`)),
    ).toMatchObject({
      loop: {
        type: 'multi',
        sequential: true,
        cardinality: { text: '3' },
        completion: { text: 'done' },
        behavior: { type: 'all' },
      },
    });
  });

  it('by a list: our attributes', async () => {
    const attributes =
      'sb:collection="order.items" sb:element="item" sb:outputCollection="prices" sb:outputElement="item.price * 2"';
    expect(await nodeOf(multi(attributes))).toMatchObject({
      loop: {
        sequential: false,
        collection: { text: 'order.items' },
        element: 'item',
        output: { target: 'prices', value: { text: 'item.price * 2' } },
      },
    });
  });

  it('by a list: the data of BPMN', async () => {
    expect(
      await nodeOf(
        '<dataObject id="d" name="all items"/><dataObjectReference id="items" dataObjectRef="d"/><dataObject id="results"/>',
        multi(
          '',
          '<loopDataInputRef>items</loopDataInputRef><loopDataOutputRef>results</loopDataOutputRef>' +
            '<inputDataItem id="i" name="one item"/><outputDataItem id="o" name="price"/>',
        ),
      ),
    ).toMatchObject({
      loop: {
        collection: { text: 'all items', names: ['all items'] },
        element: 'one item',
        output: { target: 'results', value: { text: 'price' } },
      },
    });
  });

  it('needs a number or a list, not both; and a list of results its name and value', async () => {
    expect(await refusal(multi(''))).toMatchObject([{ code: 'loop' }]);
    expect(await refusal(multi('sb:collection="a"', three))).toMatchObject([{ code: 'loop' }]);
    expect(await refusal(multi('sb:outputElement="a"', three))).toMatchObject([{ code: 'loop' }]);
  });

  it.each([
    ['behavior="None" noneBehaviorEventRef="def"', '', { type: 'none', event: { signal: 'stop' } }],
    ['behavior="One" oneBehaviorEventRef="def"', '', { type: 'one', event: { signal: 'stop' } }],
    [
      'behavior="Complex"',
      '<complexBehaviorDefinition><condition>loopCounter = 2</condition><event><signalEventDefinition signalRef="sig"/></event></complexBehaviorDefinition>',
      { type: 'complex', definitions: [{ condition: { text: 'loopCounter = 2' }, event: { signal: 'stop' } }] },
    ],
  ])('throws to its edge: %s', async (attributes, inner, behavior) => {
    const signal = '<signalEventDefinition id="def" signalRef="sig"/>';
    const { nodes, problems } = await readFile(
      bpmn(roots, signal, `<process id="p" isExecutable="true">${multi(attributes, three + inner)}</process>`),
    );
    expect(problems).toEqual([]);
    expect(nodes['x']).toMatchObject({ loop: { behavior } });
  });

  it('that throws has to say what', async () => {
    expect(await refusal(multi('behavior="One"', three))).toMatchObject([{ code: 'loop', element: 'x' }]);
  });
});

describe('data', () => {
  it('goes in and out by our own elements', async () => {
    const mappings = '<sb:input target="id" value="customer.id"/><sb:output target="name" value="result.name"/>';
    expect(await nodeOf(extended('userTask', mappings))).toMatchObject({
      input: [{ target: 'id', value: { text: 'customer.id', names: ['customer'] } }],
      output: [{ target: 'name', value: { text: 'result.name', names: ['result'] } }],
    });
  });

  it('goes into what is thrown, and out of what is caught', async () => {
    expect(
      (
        await withRoots(
          `<endEvent id="x"><extensionElements><sb:input target="a" value="1"/></extensionElements></endEvent>`,
        )
      ).nodes['x'],
    ).toMatchObject({
      input: [{ target: 'a' }],
    });
    expect(await refusal(extended('endEvent', '<sb:output target="a" value="1"/>'))).toMatchObject([
      { code: 'extension-place' },
    ]);
    expect(await refusal(extended('exclusiveGateway', '<sb:input target="a" value="1"/>'))).toMatchObject([
      { code: 'extension-place' },
    ]);
  });

  it.each(['<sb:input value="1"/>', '<sb:output target="" value="1"/>'])('needs a target: %s', async (mapping) => {
    expect(await refusal(extended('task', mapping))).toMatchObject([{ code: 'mapping', element: 'x' }]);
  });

  it('needs a value', async () => {
    expect(await refusal(extended('task', '<sb:input target="a"/>'))).toMatchObject([
      { code: 'expression', element: 'x' },
    ]);
  });

  const objects = '<dataObject id="d" name="the order"/><dataObjectReference id="ref" dataObjectRef="d"/>';
  const io = (outputs: string, associations: string) =>
    `<userTask id="x"><ioSpecification><dataInput id="in" name="what"/>${outputs}<inputSet/><outputSet/></ioSpecification>${associations}</userTask>`;
  const out = (inner: string) => `<dataOutputAssociation id="a">${inner}</dataOutputAssociation>`;
  const into = (inner: string) => `<dataInputAssociation id="a">${inner}</dataInputAssociation>`;

  it('goes in by the associations of BPMN', async () => {
    expect(await nodeOf(objects, io('', into('<sourceRef>ref</sourceRef><targetRef>in</targetRef>')))).toMatchObject({
      input: [{ target: 'what', value: { text: 'the order', names: ['the order'] } }],
    });
  });

  it('comes out by them: one output is the result, of several each is a part', async () => {
    const one = '<dataOutput id="o1" name="answer"/>';
    const association = out('<sourceRef>o1</sourceRef><targetRef>ref</targetRef>');
    expect(await nodeOf(objects, io(one, association))).toMatchObject({
      output: [{ target: 'the order', value: { text: 'result' } }],
    });
    expect(await nodeOf(objects, io(`${one}<dataOutput id="o2"/>`, association))).toMatchObject({
      output: [{ target: 'the order', value: { text: 'get value(result, "answer")' } }],
    });
  });

  it('is transformed and assigned by them', async () => {
    const transformed = out('<targetRef>ref</targetRef><transformation>result.a + 1</transformation>');
    expect(await nodeOf(objects, io('', transformed))).toMatchObject({
      output: [{ target: 'the order', value: { text: 'result.a + 1' } }],
    });
    const assigned = out('<targetRef>ref</targetRef><assignment><from>result.a</from><to>total</to></assignment>');
    expect(await nodeOf(objects, io('', assigned))).toMatchObject({
      output: [{ target: 'total', value: { text: 'result.a' } }],
    });
  });

  it('is not kept in data stores', async () => {
    const store = '<dataStoreReference id="store"/>';
    expect(await refusal(store, io('', into('<sourceRef>store</sourceRef><targetRef>in</targetRef>')))).toMatchObject([
      { code: 'data-store' },
    ]);
  });
});

it('gateways are what they are', async () => {
  const { nodes } = await readNodes(
    '<exclusiveGateway id="e"/><parallelGateway id="p1"/><inclusiveGateway id="i"/><eventBasedGateway id="v" instantiate="true"/>',
    '<task id="t"/>',
    flows('e->t'),
  );
  expect(['e', 'p1', 'i', 'v'].map((id) => nodes[id]!.kind)).toEqual([
    'exclusive-gateway',
    'parallel-gateway',
    'inclusive-gateway',
    'event-gateway',
  ]);
  expect(nodes['v']).toMatchObject({ instantiate: true });
});
