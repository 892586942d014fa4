import fc from 'fast-check';
import type { Command } from '../../commands.js';
import type { ProcessModel } from '../../model.js';
import { answerTo } from './blocks-in-a-spec.js';
import * as b from './build.js';
import type { Instance } from './instance.js';

const kinds = [
  'task',
  'user',
  'user',
  'service',
  'xor',
  'and',
  'or',
  'script',
  'sub',
  'wait',
  'undo',
  'terminate',
  'error',
  'escalate',
  'compensate',
] as const;
/** Any nodes in any order: most of these could never be published. */
export const wild = fc.record({
  nodes: fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 9 }),
  flows: fc.array(fc.tuple(fc.nat(20), fc.nat(20), fc.constantFrom('->', '->', '-(dice > 4)->', '-(missing)->')), {
    maxLength: 16,
  }),
  edges: fc.array(fc.tuple(fc.nat(20), fc.constantFrom('timer', 'error', 'condition', 'escalation'), fc.boolean()), {
    maxLength: 3,
  }),
  guard: fc.option(fc.tuple(fc.constantFrom('timer', 'error', 'condition', 'escalation'), fc.boolean()), {
    nil: undefined,
  }),
});
export type Wild = typeof wild extends fc.Arbitrary<infer T> ? T : never;
const events = {
  timer: b.cycle('R2/PT1H'),
  error: b.error(),
  condition: b.condition('dice > 7'),
  escalation: b.escalation(),
};

function sketchOf(kind: Wild['nodes'][number], id: string): b.Content {
  switch (kind) {
    case 'xor':
      return [b.exclusive(id)];
    case 'and':
      return [b.parallel(id)];
    case 'or':
      return [b.inclusive(id)];
    case 'script':
      return [b.script(id, 'dice + 1', { resultVariable: 'dice' })];
    case 'sub':
      return [b.sub(id, [b.user(`${id}-a`), b.user(`${id}-b`)])];
    case 'wait':
      return [b.caught(id, b.condition('dice > 5'))];
    case 'undo':
      return [b.user(id, { compensation: `${id}-undo` }), b.user(`${id}-undo`, { forCompensation: true })];
    case 'terminate':
      return [b.end(id, b.terminate)];
    case 'error':
      return [b.end(id, b.error('E'))];
    case 'escalate':
      return [b.thrown(id, b.escalation('E'))];
    case 'compensate':
      return [b.thrown(id, b.compensation())];
    default:
      return [{ task: b.task, user: b.user, service: b.service }[kind](id)];
  }
}

export function wildProcess({ nodes, flows, edges, guard }: Wild): ProcessModel {
  const id = (pick: number) => `n${pick % nodes.length}`;
  const ends = (pick: number) => ['terminate', 'error'].includes(nodes[pick % nodes.length]!);
  const canHaveEdge = (pick: number) =>
    ['task', 'user', 'service', 'script', 'sub'].includes(nodes[pick % nodes.length]!);
  const drawn = flows.filter(([from]) => !ends(from)).map(([from, to, arrow]) => `${id(from)} ${arrow} ${id(to)}`);
  const attached = edges
    .filter(([host]) => canHaveEdge(host))
    .flatMap(([host, event, interrupting], index) => {
      const always = event === 'error' || interrupting;
      return [
        b.boundary(`b${index}`, id(host), events[event], { interrupting: always }),
        `b${index} -> ${id(host + 1)}`,
      ];
    });
  const guards = guard
    ? [
        b.eventSub('E', [
          b.start('E-start', events[guard[0]], { interrupting: guard[0] === 'error' || guard[1] }),
          b.user('E-user'),
          'E-start -> E-user',
        ]),
      ]
    : [];
  return b.process([
    b.start('s'),
    ...nodes.flatMap((kind, index) => sketchOf(kind, `n${index}`)),
    's -> n0',
    ...drawn,
    ...attached,
    ...guards,
  ]);
}

/** People, workers, clocks and operators do whatever can be done. */
export function somethingHappens(instance: Instance, pick: number): Command | undefined {
  const { incidents, elements, waits } = instance.snapshot!;
  const signed = { operator: 'op', reason: 'chance' };
  const any = <T>(list: readonly T[]): T | undefined => list[pick % Math.max(1, list.length)];
  const element = any(Object.keys(elements).map(Number)) ?? 1;
  const incident = any(Object.keys(incidents).map(Number));
  const wait = any(Object.values(waits).filter(({ kind }) => kind !== 'condition'));
  const variables = { dice: pick % 10 };
  switch (pick % 16) {
    case 0:
      return { type: 'skip', element, variables, ...signed };
    case 1:
      return { type: 'go-back', element, to: any(Object.keys(instance.model.nodes))!, ...signed };
    case 2:
      return { type: 'set-variables', variables, ...signed };
    case 3:
      return { type: pick % 64 === 3 ? 'suspend' : 'resume', ...signed };
    case 4:
      return wait && { type: 'throw-error', wait: wait.id, code: 'E', variables };
    case 5:
      return wait?.kind === 'call'
        ? { type: 'call-failed', wait: wait.id, attempt: 1, failure: { class: 'E', message: '', retryable: true } }
        : { type: 'resume', ...signed };
    case 6:
    case 7:
      return incident === undefined
        ? undefined
        : { type: 'retry', incident, variables: { ...variables, missing: true }, ...signed };
    case 8:
      return incident === undefined ? undefined : { type: 'release-join', incident, ...signed };
    case 9:
      return pick % 96 === 9 ? { type: 'cancel', ...signed } : { type: 'resume', ...signed };
    default:
      return wait && answerTo(wait, pick % 10);
  }
}
