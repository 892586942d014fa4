import fc from 'fast-check';
import type { Command } from '../../commands.js';
import { compileUnaryTests } from '../../expression/compile.js';
import type { ProcessModel } from '../../model.js';
import type { DecisionTable } from '../../model/decision.js';
import type { Wait } from '../../snapshot.js';
import * as b from './build.js';
import type { Instance } from './instance.js';

export type Block =
  | { readonly is: 'task' | 'script' | 'user' | 'service' | 'call' | 'message' | 'signal' | 'timer' | 'link' | 'rule' }
  | { readonly is: 'sequence' | 'and' | 'or' | 'xor' | 'events'; readonly parts: readonly Block[] }
  | {
      readonly is:
        'loop' | 'sub' | 'deal' | 'twice' | 'each' | 'guarded' | 'reminded' | 'watched' | 'enough' | 'withdrawn';
      readonly part: Block;
    };

export const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({
      is: fc.constantFrom(
        'task',
        'script',
        'user',
        'user',
        'service',
        'call',
        'message',
        'signal',
        'timer',
        'link',
        'rule',
      ),
    }),
    fc.record({
      is: fc.constantFrom('sequence', 'and', 'or', 'xor', 'events'),
      parts: fc.array(tie('block'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({
      is: fc.constantFrom(
        'loop',
        'sub',
        'deal',
        'twice',
        'each',
        'guarded',
        'reminded',
        'watched',
        'enough',
        'withdrawn',
      ),
      part: tie('block'),
    }),
  ),
}));

const dice: DecisionTable = {
  id: 'dice',
  hitPolicy: 'F',
  inputs: [{ value: b.feel('dice') }],
  outputs: [{ name: 'dice', values: [] }],
  rules: [
    { id: 'high', tests: [compileUnaryTests('> 5')], values: [b.feel('1')] },
    { id: 'other', tests: [compileUnaryTests('-')], values: [b.feel('dice')] },
  ],
};

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
    if (part.is === 'link') {
      const land = `${id}-land`;
      return { content: [b.thrown(id, b.link(id, land)), b.caught(land, b.link(id))], first: id, last: land };
    }
    const sketch = {
      rule: () => b.rule(id, 'dice', { resultVariable: 'dice' }),
      task: () => b.task(id),
      user: () => b.user(id),
      script: () => b.script(id, 'if dice > 5 then 0 else dice', { resultVariable: 'dice' }),
      service: () => b.service(id),
      call: () => b.call(id, 'other'),
      signal: () => b.caught(id, b.signal(id)),
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

  private loopOf(is: string): object {
    if (is === 'twice') return { loop: { type: 'standard', testBefore: false, maximum: 2 } };
    const sequential = this.count % 2 === 0;
    if (is === 'enough') {
      const completion = b.feel('numberOfCompletedInstances >= 2');
      return { loop: { type: 'multi', sequential, cardinality: b.feel('3'), completion, behavior: { type: 'all' } } };
    }
    if (is !== 'each') return {};
    return { loop: { type: 'multi', sequential, cardinality: b.feel('2'), behavior: { type: 'all' } } };
  }

  private watch(is: string, id: string): b.Content {
    if (is !== 'watched') return [];
    const clock = b.start(`${id}-clock`, b.duration('PT1H'), b.nonInterrupting);
    return [b.eventSub(`${id}-watch`, [clock, b.user(`${id}-seen`), `${id}-clock -> ${id}-seen`])];
  }

  /** A transaction: paid at its end, cancelled and paid back where the dice say so. */
  private withdrawn(id: string, { content, first, last }: Piece): Piece {
    const [paid, sure, merge] = [`${id}-paid`, `${id}-sure`, `${id}-merge`];
    const inside = [
      ...[b.start(`${id}-start`), b.user(paid, { compensation: `${id}-refund` }), b.exclusive(sure)],
      ...[b.boundary(`${id}-back`, paid, b.compensation()), b.user(`${id}-refund`, { forCompensation: true })],
      ...[b.end(`${id}-fine`), b.end(`${id}-stop`, b.cancel), ...content],
      ...[`${id}-start -> ${first}`, `${last} -> ${paid} -> ${sure}`],
      ...[`${sure} -(dice > 4)-> ${id}-stop`, `${sure} -/-> ${id}-fine`],
    ];
    const outside = [b.boundary(`${id}-edge`, id, b.cancel), b.user(`${id}-told`), b.exclusive(merge)];
    const flows = [`${id} -> ${merge}`, `${id}-edge -> ${id}-told -> ${merge}`];
    return { content: [b.transaction(id, inside), ...outside, ...flows], first: id, last: merge };
  }

  private around(is: string, id: string, piece: Piece): Piece {
    const { content, first, last } = piece;
    if (is === 'withdrawn') return this.withdrawn(id, piece);
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
    const inside = [b.start(`${id}-start`), ...content, `${id}-start -> ${first}`, ...this.watch(is, id)];
    const sub = is === 'deal' ? b.transaction(id, inside) : b.sub(id, inside, this.loopOf(is));
    if (is !== 'guarded' && is !== 'reminded') return { content: [sub], first: id, last: id };
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

export function processOf(part: Block): ProcessModel {
  const { content, first, last } = new Drawing().piece(part);
  return b.process([b.start('s'), b.end('e'), ...content, `s -> ${first}`, `${last} -> e`], { decisions: { dice } });
}

/** What may happen to this wait. */
export function answerTo(wait: Wait, dice: number): Command {
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

export function answerAny(instance: Instance, pick: number): Command | undefined {
  const waits = Object.values(instance.snapshot!.waits);
  return waits.length === 0 ? undefined : answerTo(waits[pick % waits.length]!, pick % 10);
}
