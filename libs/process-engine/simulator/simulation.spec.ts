import { describe, expect, it } from '@jest/globals';
import { bpmn, flows } from '../../testing/process/bpmn-text.js';
import { compile } from '../compile.js';
import type { RequestCall } from '../effects.js';
import type { CallAnswer } from './answers.js';
import { Simulation } from './simulation.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const environment = {
  connectors: new Set(['orders']),
  calendars: new Set<string>(),
  forms: new Map(),
  targets: new Set<string>(),
  definitions: new Map(),
};

async function simulate(xml: string, call?: (request: RequestCall) => CallAnswer | undefined): Promise<Simulation> {
  const { models, problems } = await compile({ bpmn: xml, dmn: [] }, environment);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return new Simulation(models, { now: NOW, ...(call && { call }) });
}

const process = (id: string, ...elements: string[]) =>
  `<process id="${id}" isExecutable="true">${elements.join('')}</process>`;
const message = '<message id="paid" name="paid" sb:correlationKey="order"/>';
const stateOf = (simulation: Simulation, instance: string) => simulation.snapshot(instance)!.state;

describe('a simulation', () => {
  it('moves its clock to each timer on the way', async () => {
    const simulation = await simulate(
      bpmn(
        process(
          'p',
          '<startEvent id="s"/><intermediateCatchEvent id="t"><timerEventDefinition id="d">',
          '<timeDuration>PT2H</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id="e"/>',
          flows('s->t', 't->e'),
        ),
      ),
    );
    const instance = simulation.start('p');

    simulation.advanceTo(new Date('2026-11-23T10:59:59Z'));
    expect(stateOf(simulation, instance)).toBe('active');
    simulation.advanceTo(new Date('2026-11-24T00:00:00Z'));
    expect(stateOf(simulation, instance)).toBe('completed');
    expect(simulation.told.at(-1)!.record.at).toBe('2026-11-23T11:00:00.000Z');
  });

  it('keeps a message until somebody waits for it, and gives it to one only', async () => {
    const simulation = await simulate(
      bpmn(
        message,
        process(
          'p',
          '<startEvent id="s"/><receiveTask id="r" messageRef="paid"/><endEvent id="e"/>',
          flows('s->r', 'r->e'),
        ),
      ),
    );
    simulation.publish('paid', '4711');
    const [first, second, other] = ['4711', '4711', '4712'].map((order) => simulation.start('p', { order }));

    expect([first, second, other].map((each) => stateOf(simulation, each!))).toEqual(['completed', 'active', 'active']);
  });

  it('gives a message to all who wait for it already', async () => {
    const simulation = await simulate(
      bpmn(message, process('p', '<startEvent id="s"/><receiveTask id="r" messageRef="paid"/>', flows('s->r'))),
    );
    const instances = ['1', '1', '2'].map((order) => simulation.start('p', { order }));
    simulation.publish('paid', '1');

    expect(instances.map((each) => stateOf(simulation, each))).toEqual(['completed', 'completed', 'active']);
  });

  it('calls a process from another, and hands back what it left', async () => {
    const simulation = await simulate(
      bpmn(
        process(
          'parent',
          '<startEvent id="s"/><callActivity id="c" calledElement="child"/><endEvent id="e"/>',
          flows('s->c', 'c->e'),
        ),
        process(
          'child',
          '<startEvent id="cs"/><scriptTask id="x" sb:resultVariable="sum"><script>1 + 2</script></scriptTask>',
          flows('cs->x'),
        ),
      ),
    );
    const parent = simulation.start('parent');

    expect(stateOf(simulation, parent)).toBe('completed');
    expect(simulation.told.at(-1)!.record).toMatchObject({ type: 'instance-ended', variables: { sum: 3 } });
  });

  it('lets a called process go when its caller is cancelled', async () => {
    const simulation = await simulate(
      bpmn(
        process('parent', '<startEvent id="s"/><callActivity id="c" calledElement="child"/>', flows('s->c')),
        process('child', '<startEvent id="cs"/><userTask id="u"/>', flows('cs->u')),
      ),
    );
    const parent = simulation.start('parent');
    expect(simulation.tasks.size).toBe(1);
    simulation.send(parent, { type: 'cancel', operator: 'zoe', reason: 'asked by the customer' });

    expect(simulation.instances.map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
    expect(simulation.tasks.size).toBe(0);
  });

  it('tries a call again when its time comes, and takes the answer after the time it lasts', async () => {
    const answers: CallAnswer[] = [
      { failure: 'busy', retryable: true },
      { result: { ok: true }, after: 5_000 },
    ];
    const simulation = await simulate(
      bpmn(
        process(
          'p',
          '<startEvent id="s"/><serviceTask id="c"><extensionElements><sb:call connector="orders" effect="read">',
          '<sb:retry attempts="2" backoff="PT10S"/></sb:call></extensionElements></serviceTask>',
          flows('s->c'),
        ),
      ),
      () => answers.shift(),
    );
    const instance = simulation.start('p');
    simulation.advanceTo(new Date(NOW.getTime() + 14_999));
    expect(stateOf(simulation, instance)).toBe('active');
    simulation.advanceTo(new Date(NOW.getTime() + 15_000));

    expect(stateOf(simulation, instance)).toBe('completed');
    expect(answers).toEqual([]);
  });

  it('reaches everybody with a signal', async () => {
    const simulation = await simulate(
      bpmn(
        '<signal id="g" name="go"/>',
        process(
          'p',
          '<startEvent id="s"/><intermediateCatchEvent id="w"><signalEventDefinition id="d" signalRef="g"/></intermediateCatchEvent>',
          flows('s->w'),
        ),
      ),
    );
    simulation.start('p');
    simulation.start('p');
    simulation.broadcast('go');

    expect(simulation.instances.map(({ state }) => state)).toEqual(['completed', 'completed']);
  });
});
