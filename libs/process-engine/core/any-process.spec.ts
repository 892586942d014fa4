import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '../../kernel/domain-error.js';
import type { Command } from '../commands.js';
import type { Wait } from '../snapshot.js';
import * as b from './testing/build.js';
import { canonical } from './testing/canonical.js';
import { Instance } from './testing/instance.js';

/** Every step of every instance is audited and replayed by `Instance`. */

type Block =
  | { readonly is: 'task' | 'user' | 'service' | 'message' | 'timer' }
  | { readonly is: 'sequence' | 'and' | 'or' | 'xor' | 'events'; readonly parts: readonly Block[] }
  | { readonly is: 'loop' | 'sub' | 'each' | 'guarded' | 'reminded'; readonly part: Block };

const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ is: fc.constantFrom('task', 'user', 'user', 'service', 'message', 'timer') }),
    fc.record({
      is: fc.constantFrom('sequence', 'and', 'or', 'xor', 'events'),
      parts: fc.array(tie('block'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ is: fc.constantFrom('loop', 'sub', 'each', 'guarded', 'reminded'), part: tie('block') }),
  ),
}));

/** A piece of a process with one way in and one way out. */
interface Piece {
  readonly content: b.Content;
  readonly first: string;
  readonly last: string;
}

/** Draws blocks as processes, each node with its own number. Whatever people decide, they are sound. */
class Drawing {
  private count = 0;

  piece(part: Block): Piece {
    const id = `${part.is}${++this.count}`;
    if ('parts' in part)
      return this.several(
        part.is,
        id,
        part.parts.map((each) => this.piece(each)),
      );
    if ('part' in part) return this.around(part.is, id, this.piece(part.part));
    const sketch = {
      task: () => b.task(id),
      user: () => b.user(id),
      service: () => b.service(id),
      message: () => b.receive(id, 'm'),
      timer: () => b.caught(id, b.duration('PT1H')),
    }[part.is]();
    return { content: [sketch], first: id, last: id };
  }

  private several(is: string, id: string, parts: readonly Piece[]): Piece {
    const content = parts.flatMap((part) => part.content);
    if (is === 'sequence') {
      const flows = parts.slice(1).map((part, index) => `${parts[index]!.last} -> ${part.first}`);
      return { content: [...content, ...flows], first: parts[0]!.first, last: parts.at(-1)!.last };
    }
    const merge = `${id}-merge`;
    const gateway = { and: b.parallel, or: b.inclusive, xor: b.exclusive, events: b.exclusive }[is]!;
    const flows = parts.flatMap((part, index) => [this.entry(is, id, part, index), `${part.last} -> ${merge}`]);
    const catches =
      is === 'events' ? parts.map((_, index) => b.caught(`${id}-${index}`, b.signal(`${id}-${index}`))) : [];
    const split = is === 'events' ? b.eventGateway(id) : gateway(id);
    return { content: [split, gateway(merge), ...catches, ...content, ...flows], first: id, last: merge };
  }

  private entry(is: string, id: string, { first }: Piece, index: number): string {
    if (is === 'and') return `${id} -> ${first}`;
    if (is === 'events') return `${id} -> ${id}-${index} -> ${first}`;
    return index === 0
      ? `${id} -/-> ${first}`
      : `${id} -(dice(${index}))-> ${first}`.replace(/dice\((\d)\)/, 'dice = $1 or dice = 9');
  }

  private around(is: string, id: string, { content, first, last }: Piece): Piece {
    if (is === 'loop') {
      const again = `${id}-again`;
      const flows = [
        `${id} -> ${first}`,
        `${last} -> ${again} -(dice = 7)-> ${id}-redo -> ${id}`,
        `${again} -/-> ${id}-out`,
      ];
      return {
        content: [b.exclusive(id), b.exclusive(again), b.user(`${id}-redo`), b.task(`${id}-out`), ...content, ...flows],
        first: id,
        last: `${id}-out`,
      };
    }
    const loop = {
      type: 'multi',
      sequential: this.count % 2 === 0,
      cardinality: b.feel('2'),
      behavior: { type: 'all' },
    };
    const sub = b.sub(
      id,
      [b.start(`${id}-start`), ...content, `${id}-start -> ${first}`],
      is === 'each' ? { loop } : {},
    );
    if (is === 'sub' || is === 'each') return { content: [sub], first: id, last: id };
    const interrupting = is === 'guarded';
    const edge = b.boundary(`${id}-edge`, id, b.duration('PT1H'), { interrupting });
    if (!interrupting) {
      return { content: [sub, edge, b.user(`${id}-told`), `${id}-edge -> ${id}-told`], first: id, last: id };
    }
    const flows = [`${id} -> ${id}-merge`, `${id}-edge -> ${id}-late -> ${id}-merge`];
    return {
      content: [sub, edge, b.user(`${id}-late`), b.exclusive(`${id}-merge`), ...flows],
      first: id,
      last: `${id}-merge`,
    };
  }
}

function processOf(part: Block) {
  const { content, first, last } = new Drawing().piece(part);
  return b.process([b.start('s'), b.end('e'), ...content, `s -> ${first}`, `${last} -> e`]);
}

/** What may happen to this wait. */
function answerTo(wait: Wait, dice: number): Command {
  switch (wait.kind) {
    case 'task':
      return { type: 'complete-task', wait: wait.id, result: { dice } };
    case 'call':
      return { type: 'call-succeeded', wait: wait.id, result: { dice } };
    case 'timer':
      return { type: 'timer-fired', wait: wait.id, due: wait.due };
    case 'message':
      return { type: 'message-arrived', wait: wait.id, message: 'm', variables: { dice } };
    case 'signal':
      return { type: 'signal-arrived', name: wait.name, variables: { dice } };
    case 'child':
      return { type: 'child-ended', wait: wait.id, result: { outcome: 'completed', variables: { dice } } };
    case 'condition':
      throw new Error('nobody answers a condition');
  }
}

function answerAny(instance: Instance, pick: number): Command | undefined {
  const waits = Object.values(instance.snapshot!.waits);
  return waits.length === 0 ? undefined : answerTo(waits[pick % waits.length]!, pick % 10);
}

describe('any process made of blocks', () => {
  it('comes to its end, whatever happens in which order, with no token lost or doubled and no incident', () => {
    fc.assert(
      fc.property(block, fc.array(fc.nat(1_000), { minLength: 60, maxLength: 60 }), (part, picks) => {
        const instance = new Instance(processOf(part)).start({ dice: 0 });
        for (const pick of picks) {
          expect(instance.incidents()).toEqual([]);
          const command = answerAny(instance, pick);
          if (!command) break;
          instance.send(command);
        }
        // Loops go on while the dice say so; without them the end is near.
        for (let left = 400; left > 0 && instance.state === 'active'; left--)
          instance.send(answerAny(instance, 10 * left)!);
        expect(instance.incidents()).toEqual([]);
        expect(instance.state).toBe('completed');
        expect(instance.times('e')).toBe(1);
        for (const { id } of Object.values(instance.model.nodes)) {
          if (/^(and|or)\d+$/.test(id)) expect(instance.times(`${id}-merge`)).toBeLessThanOrEqual(instance.times(id));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('leaves the same records when the same happens again', () => {
    fc.assert(
      fc.property(block, fc.array(fc.nat(1_000), { maxLength: 20 }), (part, picks) => {
        const [one, other] = [
          new Instance(processOf(part)).start({ dice: 0 }),
          new Instance(processOf(part)).start({ dice: 0 }),
        ];
        for (const pick of picks) {
          const command = answerAny(one, pick);
          if (!command) break;
          one.send(command);
          other.send(JSON.parse(JSON.stringify(command)) as Command);
        }
        expect(canonical(other.records)).toBe(canonical(one.records));
      }),
      { numRuns: 50 },
    );
  });
});

describe('any process at all', () => {
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
  const wild = fc.record({
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
  type Wild = typeof wild extends fc.Arbitrary<infer T> ? T : never;
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

  function wildProcess({ nodes, flows, edges, guard }: Wild) {
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
  function somethingHappens(instance: Instance, pick: number): Command | undefined {
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

  it('never loses or doubles a token, and can always be replayed', () => {
    let steps = 0;
    let refused = 0;
    fc.assert(
      fc.property(wild, fc.array(fc.nat(100_000), { maxLength: 25 }), (sketch, picks) => {
        const instance = new Instance(wildProcess(sketch)).start({ dice: 0 });
        for (const pick of picks) {
          // It has been round in circles, and would be again.
          if (instance.incidents().some((each) => each.startsWith('STEP_LIMIT'))) return;
          const command = somethingHappens(instance, pick);
          if (!command) continue;
          try {
            instance.send(command);
            steps++;
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
            refused++;
          }
        }
      }),
      { numRuns: 400 },
    );
    expect(steps).toBeGreaterThan(refused);
  });
});
