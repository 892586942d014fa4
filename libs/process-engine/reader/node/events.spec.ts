import { describe, expect, it } from '@jest/globals';
import { bpmn } from '../../../testing/process/bpmn-text.js';
import { nodeOf, readFile, readNodes, refusal, roots, withRoots } from '../../../testing/process/read-nodes.js';

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
    const start = (inner: string) =>
      withRoots(
        `<subProcess id="s" triggeredByEvent="true"><startEvent id="x" isInterrupting="false">${inner}</startEvent></subProcess>`,
      );
    expect((await start(definitions.timer)).nodes['x']).toMatchObject({ interrupting: false });
    expect((await start(definitions.error)).nodes['x']).toMatchObject({ interrupting: true });
  });

  it('at the edge of nothing is refused', async () => {
    expect(await refusal('<boundaryEvent id="x"><errorEventDefinition/></boundaryEvent>')).toMatchObject([
      { code: 'boundary' },
    ]);
  });

  it('that starts an event sub-process is known to it', async () => {
    const start = `<task id="t"/><startEvent id="x"><signalEventDefinition signalRef="sig"/></startEvent>`;
    const { nodes } = await withRoots(`<subProcess id="s" triggeredByEvent="true">${start}</subProcess>`);
    expect(nodes['s']).toMatchObject({ kind: 'event-sub-process', start: 'x' });
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
      { code: 'expression' },
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
