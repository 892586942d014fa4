import { compileExpression } from '../../expression/compile.js';
import type { FlowNode, ProcessModel, Scope, SequenceFlow, StartVariable } from '../../model.js';
import type { DecisionTable } from '../../model/decision.js';
import type { EventDefinition } from '../../model/event.js';
import type { Expression, Mapping } from '../../model/expression.js';

/** A node before it has a place: flows, scope and boundary events come from where it is written. */
export interface Sketch {
  readonly id: string;
  readonly kind: FlowNode['kind'];
  readonly inside?: Content;
  readonly [property: string]: unknown;
}

/** Nodes, and flows as text: `a -> b -> c`, `x -(amount > 5)-> b`, and `x -/-> c` for the default. */
export type Content = readonly (Sketch | string)[];

export const feel = (text: string): Expression => compileExpression(text);
export const mapping = (target: string, text: string): Mapping => ({ target, value: feel(text) });
export const multi = (more: object = {}) => ({
  type: 'multi',
  sequential: false,
  behavior: { type: 'all' },
  ...more,
});

interface Rest {
  readonly startVariables?: readonly StartVariable[];
  readonly decisions?: Readonly<Record<string, DecisionTable>>;
  readonly variables?: readonly string[];
  readonly triggers?: readonly string[];
}

export function process(content: Content, { variables = [], ...rest }: Rest = {}): ProcessModel {
  const draft = { nodes: {}, flows: {}, scopes: {} };
  addScope(draft, { id: 'process', variables }, content);
  return { id: 'process', timeZone: 'UTC', startVariables: [], decisions: {}, triggers: [], ...draft, ...rest };
}

type Draft = {
  nodes: Record<string, FlowNode>;
  flows: Record<string, SequenceFlow>;
  scopes: Record<string, Scope>;
};

function addScope(draft: Draft, scope: Pick<Scope, 'id' | 'parent' | 'variables'>, content: Content): void {
  const sketches = content.filter((each) => typeof each !== 'string');
  const flows = content.filter((each) => typeof each === 'string').flatMap((line) => flowsOf(draft, line));
  for (const sketch of sketches) addNode(draft, scope.id, sketch, sketches, flows);
  const plain = sketches.filter(({ kind, event }) => kind === 'start-event' && !event);
  const isolated = sketches.filter(
    ({ id, kind, forCompensation }) =>
      kind !== 'boundary-event' &&
      kind !== 'event-sub-process' &&
      !forCompensation &&
      !flows.some((flow) => flow.target === id),
  );
  const hasStart = sketches.some(({ kind }) => kind === 'start-event');
  draft.scopes[scope.id] = {
    ...scope,
    nodes: sketches.map(({ id }) => id),
    starts: (hasStart ? plain : isolated).map(({ id }) => id),
    eventSubProcesses: sketches.filter(({ kind }) => kind === 'event-sub-process').map(({ id }) => id),
  };
}

function addNode(
  draft: Draft,
  scope: string,
  { inside, ...sketch }: Sketch,
  all: readonly Sketch[],
  flows: readonly SequenceFlow[],
): void {
  const { id } = sketch;
  const outgoing = flows.filter(({ source }) => source === id);
  const byDefault = outgoing.find((flow) => flow.name === 'default')?.id;
  const place = {
    scope,
    incoming: flows.filter(({ target }) => target === id).map((flow) => flow.id),
    outgoing: outgoing.map((flow) => flow.id),
    ...(byDefault !== undefined && { default: byDefault }),
  };
  const attached = all.filter(({ kind, attachedTo }) => kind === 'boundary-event' && attachedTo === id);
  const boundary = isActivity(sketch) && { boundary: attached.map((each) => each.id) };
  draft.nodes[id] = { ...defaultsOf(sketch.kind), ...place, ...boundary, ...sketch } as unknown as FlowNode;
  if (inside) addScope(draft, { id, parent: scope, variables: (sketch['content'] as string[]) ?? [] }, inside);
}

function isActivity({ kind }: Sketch): boolean {
  return !/-(event|gateway)$|^event-sub-process$/.test(kind);
}

function defaultsOf(kind: FlowNode['kind']): object {
  if (kind.endsWith('-event')) return { input: [], output: [], interrupting: true };
  if (kind.endsWith('-gateway') || kind === 'event-sub-process') return {};
  return { forCompensation: false, startQuantity: 1, completionQuantity: 1, input: [], output: [], variables: [] };
}

function flowsOf({ flows }: Draft, line: string): SequenceFlow[] {
  const parts = line.split(/\s+(-(?:\(.*?\)-|\/-)?>)\s+/);
  const found: SequenceFlow[] = [];
  for (let at = 0; at + 2 < parts.length; at += 2) {
    const [source, arrow, target] = parts.slice(at, at + 3) as [string, string, string];
    const id = fresh(`${source}-${target}`, flows);
    const text = /^-\((.*)\)->$/.exec(arrow)?.[1];
    flows[id] = {
      id,
      source,
      target,
      ...(text && { condition: feel(text) }),
      ...(arrow === '-/->' && { name: 'default' }),
    };
    found.push(flows[id]);
  }
  return found;
}

function fresh(id: string, known: Readonly<Record<string, unknown>>): string {
  return id in known ? fresh(`${id}'`, known) : id;
}

const sketch =
  (kind: FlowNode['kind']) =>
  (id: string, more: object = {}): Sketch => ({ id, kind, ...more });
const withEvent =
  (kind: FlowNode['kind']) =>
  (id: string, event?: EventDefinition, more: object = {}): Sketch => ({ id, kind, ...(event && { event }), ...more });

export const start = withEvent('start-event');
export const end = withEvent('end-event');
export const caught = withEvent('catch-event');
export const thrown = withEvent('throw-event');
export const task = sketch('task');
export const exclusive = sketch('exclusive-gateway');
export const parallel = sketch('parallel-gateway');
export const inclusive = sketch('inclusive-gateway');
export const eventGateway = (id: string) => sketch('event-gateway')(id, { instantiate: false });
export const user = (id: string, more: object = {}) => sketch('user-task')(id, { assignment: {}, ...more });
export const script = (id: string, text: string, more: object = {}) =>
  sketch('script-task')(id, { script: feel(text), ...more });
export const service = (id: string, more: object = {}) =>
  sketch('service-task')(id, {
    connector: 'test',
    effect: 'write',
    retry: { attempts: 1, backoff: 1_000, factor: 2, maximum: 60_000 },
    independent: false,
    ...more,
  });
export const receive = (id: string, name: string, more: object = {}) =>
  sketch('receive-task')(id, { message: { name }, instantiate: false, ...more });
export const send = (id: string, name: string, more: object = {}) =>
  sketch('send-task')(id, { message: { name }, ...more });
export const rule = (id: string, decision: string, more: object = {}) =>
  sketch('business-rule-task')(id, { decision, ...more });
export const call = (id: string, called: string, more: object = {}) =>
  sketch('call-activity')(id, { called, version: 'latest', ...more });
export const sub = (id: string, inside: Content, more: object = {}) =>
  sketch('sub-process')(id, { transaction: false, inside, ...more });
export const transaction = (id: string, inside: Content) => sub(id, inside, { transaction: true });
export const eventSub = (id: string, inside: Content) =>
  sketch('event-sub-process')(id, { inside, start: (inside.find((each) => typeof each !== 'string') as Sketch).id });
export const boundary = (id: string, attachedTo: string, event: EventDefinition, more: object = {}) =>
  withEvent('boundary-event')(id, event, { attachedTo, ...more });
export const nonInterrupting = { interrupting: false };

export const message = (name: string, key?: string): EventDefinition => ({
  type: 'message',
  message: { name, ...(key && { correlationKey: feel(key) }) },
});
export const signal = (name: string): EventDefinition => ({ type: 'signal', signal: name });
export const error = (code?: string): EventDefinition => ({ type: 'error', ...(code && { code }) });
export const escalation = (code?: string): EventDefinition => ({ type: 'escalation', ...(code && { code }) });
export const condition = (text: string): EventDefinition => ({ type: 'conditional', condition: feel(text) });
export const duration = (value: string, calendar?: string): EventDefinition => ({
  type: 'timer',
  timer: 'duration',
  value,
  ...(calendar && { calendar }),
});
export const cycle = (value: string, calendar?: string): EventDefinition => ({
  type: 'timer',
  timer: 'cycle',
  value,
  ...(calendar && { calendar }),
});
export const date = (value: string): EventDefinition => ({ type: 'timer', timer: 'date', value });
export const link = (name: string, target?: string): EventDefinition => ({
  type: 'link',
  link: name,
  ...(target && { target }),
});
export const compensation = (activity?: string, waits = true): EventDefinition => ({
  type: 'compensation',
  waits,
  ...(activity && { activity }),
});
export const terminate: EventDefinition = { type: 'terminate' };
export const cancel: EventDefinition = { type: 'cancel' };
