import { describe, expect, it } from '@jest/globals';
import { bpmn, bpmnProcess, flows } from '../../testing/process/bpmn-text.js';
import { read } from '../reader/definitions.js';
import { readProcesses } from '../reader/processes.js';
import { checkStructure } from './structure.js';

const check = async (xml: string) => {
  const [{ model, problems }] = readProcesses((await read(xml)).definitions, {}) as [never];
  expect(problems).toEqual([]);
  return checkStructure(model).map(({ code, element }) => `${code} at ${element}`);
};
const found = (...elements: string[]) => check(bpmnProcess(...elements));
const roots = '<message id="m" name="m"/><signal id="sig" name="s"/><error id="err" errorCode="e"/>';
const foundWith = (...elements: string[]) =>
  check(bpmn(roots, `<process id="p" isExecutable="true">${elements.join('')}</process>`));
const signal = '<signalEventDefinition signalRef="sig"/>';
const catching = (id: string, inner = '<messageEventDefinition messageRef="m"/>') =>
  `<intermediateCatchEvent id="${id}">${inner}</intermediateCatchEvent>`;
const edge = (inner: string, host = 't') => `<boundaryEvent id="b" attachedToRef="${host}">${inner}</boundaryEvent>`;

describe('BPMN forbids', () => {
  it('nothing of a plain process', async () => {
    expect(await found('<startEvent id="s"/><task id="t"/><endEvent id="e"/>', flows('s->t', 't->e'))).toEqual([]);
  });

  it('a process that nothing starts', async () => {
    expect(await found()).toEqual(['no-start at p']);
  });

  it('two start events without a trigger', async () => {
    expect(await found('<startEvent id="a"/><startEvent id="b"/>')).toEqual(['several-starts at p']);
    expect(await foundWith(`<startEvent id="a"/><startEvent id="b">${signal}</startEvent>`)).toEqual([]);
  });

  it('ways into a start and out of an end', async () => {
    expect(await found('<startEvent id="s"/><task id="t"/><endEvent id="e"/>', flows('t->s', 'e->t', 's->t'))).toEqual([
      'flow at s',
      'flow at e',
    ]);
  });

  it('ways to what is no step', async () => {
    expect(await found('<task id="t"/><dataObject id="d"/>', flows('t->d'))).toEqual(['flow at t_d']);
  });

  it('a default that begins elsewhere', async () => {
    const gateways = '<exclusiveGateway id="g" default="h_t"/><exclusiveGateway id="h"/><task id="t"/>';
    expect(await found(gateways, flows('g->t', 'h->t'))).toEqual(['default at g']);
  });

  it('ways to and from an event sub-process, and one without its one start', async () => {
    const aside = (...starts: string[]) =>
      `<subProcess id="a" triggeredByEvent="true">${starts.map((id) => `<startEvent id="${id}">${signal}</startEvent>`).join('')}</subProcess>`;
    expect(await foundWith('<task id="t"/>', aside('x'))).toEqual([]);
    expect(await foundWith('<task id="t"/>', aside())).toEqual(['event-sub-process at a']);
    expect(await foundWith('<task id="t"/>', aside('x', 'y'))).toEqual(['event-sub-process at a']);
    expect(await foundWith('<task id="t"/>', aside('x'), flows('t->a'))).toEqual(['flow at a']);
  });

  it('an event at the edge of what is no activity, or stands elsewhere', async () => {
    expect(await foundWith('<exclusiveGateway id="t"/>', edge(signal))).toEqual(['boundary at b']);
    expect(await foundWith('<task id="t"/>', edge(signal), flows('t->b'))).toEqual(['flow at b']);
    expect(await foundWith('<task id="t"/><subProcess id="s">', edge(signal), '</subProcess>')).toEqual([
      'boundary at b',
    ]);
  });

  it('cancelling what is no transaction', async () => {
    const cancel = '<cancelEventDefinition/>';
    const end = `<endEvent id="e">${cancel}</endEvent>`;
    expect(await found(`<transaction id="t">${end}</transaction>`, edge(cancel))).toEqual([]);
    expect(await found('<task id="t"/>', edge(cancel))).toEqual(['cancel at b']);
    expect(await found('<subProcess id="t"/>', edge(cancel))).toEqual(['cancel at b']);
    expect(await found(`<task id="t"/>${end}`)).toEqual(['cancel at e']);
    expect(await found(`<subProcess id="t">${end}</subProcess>`)).toEqual(['cancel at e']);
  });

  it('compensation without a handler, or with one that is not made for it', async () => {
    const compensate = '<compensateEventDefinition/>';
    const handler = (attributes: string) =>
      `<task id="undo" ${attributes}/><association id="x" sourceRef="b" targetRef="undo"/>`;
    expect(await found('<task id="t"/>', edge(compensate), handler('isForCompensation="true"'))).toEqual([]);
    expect(await found('<task id="t"/>', edge(compensate))).toEqual(['compensation at b']);
    expect(await found('<task id="t"/>', edge(compensate), handler(''))).toEqual(['compensation at b']);
    const drawn = ['<startEvent id="s"/><task id="t"/>', edge(compensate), handler('isForCompensation="true"')];
    expect(await found(...drawn, flows('s->t', 't->undo', 'b->t'))).toEqual(['flow at b', 'flow at undo']);
  });

  it('undoing what has no compensation', async () => {
    const undo = '<endEvent id="e"><compensateEventDefinition activityRef="t"/></endEvent>';
    expect(await found('<task id="t"/>', undo)).toEqual(['compensation at e']);
    expect(await found('<subProcess id="t"/>', undo)).toEqual([]);
  });

  it('anything but awaited events behind an event gateway', async () => {
    const gateway = '<eventBasedGateway id="g"/>';
    expect(await foundWith(gateway, catching('a'), catching('b', signal), flows('g->a', 'g->b'))).toEqual([]);
    expect(await foundWith(gateway)).toEqual(['event-gateway at g']);
    expect(await foundWith(gateway, '<task id="a"/>', flows('g->a'))).toEqual(['event-gateway at a']);
    expect(await foundWith(gateway, catching('a'), '<task id="t"/>', flows('g->a', 't->a'))).toEqual([
      'event-gateway at a',
    ]);
    expect(await foundWith(gateway, '<receiveTask id="t" messageRef="m"/>', edge(signal), flows('g->t'))).toEqual([
      'event-gateway at t',
    ]);
  });

  it('instances made in the middle, or by anything but messages', async () => {
    const gateway = '<eventBasedGateway id="g" instantiate="true"/>';
    expect(await foundWith(gateway, catching('a'), flows('g->a'))).toEqual([]);
    expect(await foundWith(gateway, catching('a', signal), flows('g->a'))).toEqual(['instantiate at a']);
    expect(await foundWith('<task id="t"/>', gateway, catching('a'), flows('t->g', 'g->a'))).toEqual(['flow at g']);
    const receive = '<receiveTask id="r" messageRef="m" instantiate="true"/>';
    expect(await foundWith('<task id="t"/>', receive, flows('t->r'))).toEqual(['flow at r']);
    expect(await foundWith(`<subProcess id="s">${receive}</subProcess>`)).toEqual(['instantiate at r']);
  });
});
