import { describe, expect, it } from '@jest/globals';
import { bpmn, bpmnProcess, flows } from '../../../testing/process/bpmn-text.js';
import type { ProcessModel } from '../../model.js';
import { read } from '../../reader/definitions.js';
import { readProcesses } from '../../reader/processes.js';
import { checkJoins } from './joins.js';

const modelOf = async (...elements: string[]): Promise<ProcessModel> => {
  const [{ model, problems }] = readProcesses((await read(bpmnProcess(...elements))).definitions, {}) as [never];
  expect(problems).toEqual([]);
  return model;
};
const found = async (...elements: string[]) =>
  checkJoins(await modelOf(...elements)).map(({ code, element, severity }) => `${severity}: ${code} at ${element}`);

const start = '<startEvent id="s"/>';
const and = (id: string) => `<parallelGateway id="${id}"/>`;
const or = (id: string) => `<inclusiveGateway id="${id}"/>`;
const xor = (id: string) => `<exclusiveGateway id="${id}"/>`;
const tasks = (...ids: string[]) => ids.map((id) => `<task id="${id}"/>`).join('');
/** From `split` over each of the ways to `join`; under conditions unless the split is parallel. */
const diamond = (split: string, join: string, ...ways: string[]) => {
  const condition = split.startsWith('and') ? '' : ': amount > 1';
  return tasks(...ways) + flows(...ways.flatMap((way) => [`${split}->${way}${condition}`, `${way}->${join}`]));
};

describe('a parallel join', () => {
  it('completes after a parallel split', async () => {
    expect(
      await found(
        start,
        and('and1'),
        and('j'),
        tasks('end'),
        diamond('and1', 'j', 'a', 'b', 'c'),
        flows('s->and1', 'j->end'),
      ),
    ).toEqual([]);
  });

  it('never completes after an exclusive split', async () => {
    const problems = checkJoins(await modelOf(start, xor('g'), and('j'), diamond('g', 'j', 'a', 'b'), flows('s->g')));
    expect(problems).toEqual([
      {
        code: 'join-never-completes',
        element: 'j',
        severity: 'error',
        message: 'It waits for ever: in no run does it get all it waits for. Nothing comes from "a", "b".',
      },
    ]);
  });

  it('may not complete after an inclusive split', async () => {
    expect(await found(start, or('g'), and('j'), diamond('g', 'j', 'a', 'b'), flows('s->g'))).toEqual([
      'warning: join-may-stick at j',
    ]);
  });

  it('never completes when one of its ways begins nowhere', async () => {
    expect(await found(start, and('j'), tasks('a', 'b', 'c'), flows('s->a', 'a->j', 'b->j', 'j->c'))).toEqual([
      'error: join-never-completes at j',
    ]);
  });

  it('completes in a loop that is left and taken again', async () => {
    expect(
      await found(
        start,
        xor('again'),
        and('and1'),
        and('j'),
        xor('g'),
        tasks('end'),
        diamond('and1', 'j', 'a', 'b'),
        flows('s->again', 'again->and1', 'j->g', 'g->again: more', 'g->end'),
      ),
    ).toEqual([]);
  });

  it('never completes when it waits for what comes after it', async () => {
    expect(await found(start, and('j'), xor('g'), tasks('end'), flows('s->j', 'j->g', 'g->j: more', 'g->end'))).toEqual(
      ['error: join-never-completes at j'],
    );
  });

  it('may not complete when the edge of a task leads past it', async () => {
    const edge = '<boundaryEvent id="late" attachedToRef="a"><errorEventDefinition/></boundaryEvent>';
    const elements = [start, and('and1'), and('j'), tasks('other'), diamond('and1', 'j', 'a', 'b'), edge];
    expect(await found(...elements, flows('s->and1', 'late->other'))).toEqual(['warning: join-may-stick at j']);
  });

  it('is not waited for when the scope is ended', async () => {
    const edge = '<boundaryEvent id="late" attachedToRef="a"><errorEventDefinition/></boundaryEvent>';
    const stop = '<endEvent id="stop"><terminateEventDefinition/></endEvent>';
    const elements = [start, and('and1'), and('j'), stop, diamond('and1', 'j', 'a', 'b'), edge];
    expect(await found(...elements, flows('s->and1', 'late->stop'))).toEqual([]);
  });

  it('completes also by a default', async () => {
    const split = '<inclusiveGateway id="g" default="g_j"/>';
    const ways = flows('s->and1', 'and1->j', 'and1->g', 'g->j', 'g->a: amount > 1');
    expect(await found(start, and('and1'), split, and('j'), tasks('a'), ways)).toEqual([
      'warning: join-may-stick at j',
    ]);
  });

  it('is given the time to complete before the scope is ended', async () => {
    const stop = '<endEvent id="stop"><terminateEventDefinition/></endEvent>';
    const ways = flows('s->and1', 'and1->stop', 'and1->j', 'and1->a', 'a->j');
    expect(await found(stop, start, and('and1'), and('j'), tasks('a'), ways)).toEqual([]);
  });

  it('gets a token past a link', async () => {
    const link =
      '<intermediateThrowEvent id="t"><linkEventDefinition name="l"/></intermediateThrowEvent><intermediateCatchEvent id="c"><linkEventDefinition name="l"/></intermediateCatchEvent>';
    expect(
      await found(
        start,
        and('and1'),
        and('j'),
        tasks('b'),
        link,
        flows('s->and1', 'and1->t', 'and1->b', 'c->j', 'b->j'),
      ),
    ).toEqual([]);
  });

  it('is looked at in each sub-process', async () => {
    const inner = [start, xor('g'), and('j'), diamond('g', 'j', 'a', 'b'), flows('s->g')].join('');
    expect(await found(`<subProcess id="sub">${inner}</subProcess>`)).toEqual(['error: join-never-completes at j']);
  });

  it('is looked at behind every event that starts the process', async () => {
    const xml = bpmn(
      '<message id="m" name="m"/><process id="p" isExecutable="true"><receiveTask id="r" messageRef="m" instantiate="true"/>',
      xor('g') + and('j') + diamond('g', 'j', 'a', 'b') + flows('r->g') + '</process>',
    );
    const [{ model }] = readProcesses((await read(xml)).definitions, {}) as [never];
    expect(checkJoins(model)).toMatchObject([{ code: 'join-never-completes', element: 'j' }]);
  });

  it('is found also where another part runs round and round', async () => {
    expect(
      await found(
        start,
        and('and1'),
        xor('round'),
        xor('g'),
        and('j'),
        tasks('x'),
        diamond('g', 'j', 'a', 'b'),
        flows('s->and1', 'and1->round', 'round->x', 'x->round', 'and1->g'),
      ),
    ).toEqual(['error: join-never-completes at j']);
  });
});

describe('an inclusive join', () => {
  it.each([
    ['exclusive', xor],
    ['inclusive', or],
    ['parallel', and],
  ])('completes after an %s split', async (kind, split) => {
    const id = kind === 'parallel' ? 'and1' : 'g';
    expect(
      await found(
        start,
        split(id),
        or('j'),
        and('after'),
        tasks('end'),
        diamond(id, 'j', 'a', 'b', 'c'),
        flows(`s->${id}`, 'j->end'),
      ),
    ).toEqual([]);
  });

  it('runs its follower once, so a parallel join behind it completes', async () => {
    expect(
      await found(
        start,
        and('and1'),
        or('split'),
        or('j'),
        and('last'),
        diamond('split', 'j', 'a', 'b'),
        tasks('c'),
        flows('s->and1', 'and1->split', 'and1->c', 'j->last', 'c->last'),
      ),
    ).toEqual([]);
  });
});

describe('a task that waits for several tokens', () => {
  const waiting = '<task id="w" startQuantity="2"/>';

  it('may get them on one way', async () => {
    const source = '<task id="a" completionQuantity="2"/>';
    expect(await found(start, source, waiting, flows('s->a', 'a->w'))).toEqual([]);
  });

  it('never goes on when there is only one', async () => {
    expect(await found(start, waiting, flows('s->w'))).toEqual(['error: join-never-completes at w']);
  });
});

describe('the search', () => {
  it('says where it did not look at everything, and then claims nothing for certain', async () => {
    const ways = Array.from({ length: 6 }, (_, index) => `t${index}`);
    const model = await modelOf(start, or('g'), and('j'), diamond('g', 'j', ...ways), flows('s->g'));
    const problems = checkJoins(model, 20);
    expect(problems).toContainEqual({
      code: 'not-all-checked',
      element: 'p',
      severity: 'warning',
      message:
        'There are too many ways through this part to try them all: after 20 it is not known whether every join completes.',
    });
    expect(problems.every(({ severity }) => severity === 'warning')).toBe(true);
  });

  it('needs few steps for many tasks at the same time', async () => {
    const ways = Array.from({ length: 12 }, (_, index) => `t${index}`);
    const model = await modelOf(
      start,
      and('and1'),
      and('j'),
      tasks('end'),
      diamond('and1', 'j', ...ways),
      flows('s->and1', 'j->end'),
    );
    expect(checkJoins(model, 50)).toEqual([]);
  });

  it('needs few steps for events that make no difference', async () => {
    const branch = (n: number) =>
      [1, 2, 3, 4].map((m) => {
        const timer = '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>';
        const edge = `<boundaryEvent id="e${n}${m}" attachedToRef="t${n}${m}" cancelActivity="false">${timer}</boundaryEvent>`;
        const onward = flows(`e${n}${m}->x${n}${m}`, m === 4 ? `t${n}4->j` : `t${n}${m}->t${n}${m + 1}`);
        return tasks(`t${n}${m}`, `x${n}${m}`) + edge + onward;
      });
    const branches = [1, 2, 3, 4, 5].flatMap(branch);
    const split = flows('s->and1', ...[1, 2, 3, 4, 5].map((n) => `and1->t${n}1`));
    expect(checkJoins(await modelOf(start, and('and1'), and('j'), ...branches, split), 200)).toEqual([]);
  });

  it('ends where tokens pile up', async () => {
    const model = await modelOf(
      start,
      xor('again'),
      and('and1'),
      and('j'),
      tasks('a', 'b'),
      flows('s->again', 'again->and1', 'and1->again', 'and1->j', 'b->j', 'j->a'),
    );
    expect(checkJoins(model).map(({ code }) => code)).toEqual(['not-all-checked']);
  });
});
