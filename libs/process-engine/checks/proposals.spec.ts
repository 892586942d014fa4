import { describe, expect, it } from '@jest/globals';
import { bpmnProcess, flows } from '../../testing/process/bpmn-text.js';
import { read } from '../reader/definitions.js';
import { readProcesses } from '../reader/processes.js';
import { proposeParallel } from './proposals.js';

const proposed = async (...elements: string[]) => {
  const [{ model, problems }] = readProcesses(
    (await read(bpmnProcess('<startEvent id="s"/>', ...elements))).definitions,
    {},
  ) as [never];
  expect(problems).toEqual([]);
  return proposeParallel(model);
};
const parts = async (...elements: string[]) => (await proposed(...elements)).map((each) => each.parts);

/** A call that reads and sets these variables. */
const call = (id: string, reads: string, sets: string, attributes = 'effect="read"', inner = '', ownAttributes = '') =>
  `<serviceTask id="${id}" name="${id.toUpperCase()}" ${ownAttributes}><extensionElements><sb:call connector="c" ${attributes}/>` +
  `<sb:input target="in" value="${reads}"/><sb:output target="${sets}" value="result"/></extensionElements>${inner}</serviceTask>`;
const end = '<endEvent id="end"/>';

describe('calls one after the other are proposed to run at the same time', () => {
  it('when none needs what another sets', async () => {
    expect(
      await proposed(
        call('a', 'id', 'x'),
        call('b', 'id', 'y'),
        call('c', 'id', 'z'),
        end,
        flows('s->a', 'a->b', 'b->c', 'c->end'),
      ),
    ).toEqual([
      {
        kind: 'parallel-calls',
        parts: [['a'], ['b'], ['c']],
        reason: '"A", "B", "C": no call needs the answer of another; they can run at the same time.',
      },
    ]);
  });

  it('in the order they run, not the order they are written', async () => {
    expect(await parts(call('b', 'id', 'y'), call('a', 'id', 'x'), flows('a->b', 's->a'))).toEqual([[['a'], ['b']]]);
  });

  it('up to the one that needs an answer, and again from there', async () => {
    const calls = [call('a', 'id', 'x'), call('b', 'id', 'y'), call('c', 'x', 'z'), call('d', 'y', 'w')];
    expect(await parts(...calls, flows('s->a', 'a->b', 'b->c', 'c->d'))).toEqual([
      [['a'], ['b']],
      [['c'], ['d']],
    ]);
  });

  it.each([
    ['the second reads what the first sets', call('a', 'id', 'x'), call('b', 'x', 'y')],
    ['the second sets what the first reads', call('a', 'id', 'x'), call('b', '1', 'id')],
    ['both set the same', call('a', 'id', 'x'), call('b', 'id', 'x')],
    ['one writes outside', call('a', 'id', 'x'), call('b', 'id', 'y', 'effect="write"')],
    [
      'one has no output, so may set anything',
      call('a', 'id', 'x'),
      '<serviceTask id="b"><extensionElements><sb:call connector="c" effect="read"/></extensionElements></serviceTask>',
    ],
    [
      'one is repeated',
      call('a', 'id', 'x'),
      call('b', 'id', 'y', 'effect="read"', '<standardLoopCharacteristics loopMaximum="2"/>'),
    ],
    ['one sets the status', call('a', 'id', 'x'), call('b', 'id', 'y', 'effect="read"', '', 'sb:status="late"')],
    [
      'one has an event at its edge',
      call('a', 'id', 'x'),
      call('b', 'id', 'y') + '<boundaryEvent id="e" attachedToRef="b"><errorEventDefinition/></boundaryEvent>',
    ],
    ['one reads it in its fallback', call('a', 'id', 'x'), call('b', 'id', 'y', 'effect="read" fallback="x"')],
  ])('but not when %s', async (_, a, b) => {
    expect(await parts(a, b, flows('s->a', 'a->b'))).toEqual([]);
  });

  it('also when one writes outside but is said to be independent', async () => {
    const writing = call('b', 'id', 'y', 'effect="write" independent="true"');
    expect(await parts(call('a', 'id', 'x'), writing, flows('s->a', 'a->b'))).toEqual([[['a'], ['b']]]);
  });

  it('but not past a condition, a split or a merge', async () => {
    const calls = [call('a', 'id', 'x'), call('b', 'id', 'y')];
    expect(await parts(...calls, flows('s->a', 'a->b: id > 1'))).toEqual([]);
    expect(await parts(...calls, '<task id="t"/>', flows('s->a', 'a->b', 'a->t'))).toEqual([]);
    expect(await parts(...calls, '<task id="t"/>', flows('s->a', 'a->b', 't->b'))).toEqual([]);
  });

  it('also within a loop', async () => {
    const calls = [call('a', 'id', 'x'), call('b', 'id', 'y')];
    expect(await parts(...calls, flows('s->a', 'a->b', 'b->a'))).toEqual([[['a'], ['b']]]);
  });
});

describe('choices one after the other are proposed to be made at the same time', () => {
  /** A choice by one variable between a call and nothing. */
  const choice = (n: number, by: string, reads: string, sets: string) =>
    `<exclusiveGateway id="g${n}" name="G${n}" default="g${n}_j${n}"/><exclusiveGateway id="j${n}"/>` +
    call(`a${n}`, reads, sets) +
    flows(`g${n}->a${n}: ${by} > 1`, `a${n}->j${n}`, `g${n}->j${n}`);
  const both = (second: string) => parts(choice(1, 'level', 'id', 'x'), second, flows('s->g1', 'j1->g2'));

  it('when no condition looks at what the other part sets', async () => {
    expect(
      await proposed(choice(1, 'level', 'id', 'x'), choice(2, 'amount', 'id', 'y'), flows('s->g1', 'j1->g2')),
    ).toEqual([
      {
        kind: 'parallel-choices',
        parts: [
          ['g1', 'a1', 'j1'],
          ['g2', 'a2', 'j2'],
        ],
        reason:
          '"G1", "G2": no condition looks at what another part sets, and no call needs the answer of another; they can run at the same time.',
      },
    ]);
  });

  it('but not when one does', async () => {
    expect(await both(choice(2, 'x', 'id', 'y'))).toEqual([]);
    expect(await both(choice(2, 'amount', 'x', 'y'))).toEqual([]);
    expect(await both(choice(2, 'amount', 'id', 'level'))).toEqual([]);
  });

  it('also together with calls', async () => {
    expect(await parts(call('c', 'id', 'z'), choice(1, 'level', 'id', 'x'), flows('s->c', 'c->g1'))).toEqual([
      [['c'], ['g1', 'a1', 'j1']],
    ]);
  });

  it('but not when a call on a way writes outside', async () => {
    const writing = call('w', 'id', 'v', 'effect="write"') + flows('g1->w: level > 5', 'w->j1');
    expect(await parts(call('c', 'id', 'z'), choice(1, 'level', 'id', 'x'), writing, flows('s->c', 'c->g1'))).toEqual(
      [],
    );
  });

  it('but not when the choice goes on two ways', async () => {
    const both = '<task id="t"/><task id="u"/>' + flows('j1->t', 'j1->u');
    expect(await parts(call('c', 'id', 'z'), choice(1, 'level', 'id', 'x'), both, flows('s->c', 'c->g1'))).toEqual([]);
  });

  it('but not when a way leaves the choice', async () => {
    const leaving = '<task id="out"/>' + flows('g1->out: level > 5');
    expect(await parts(call('c', 'id', 'z'), choice(1, 'level', 'id', 'x'), leaving, flows('s->c', 'c->g1'))).toEqual(
      [],
    );
  });
});
