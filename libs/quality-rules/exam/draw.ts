import { Dice } from '#libs/kernel/dice';
import { shuffled } from './shuffle.js';
import type { QuestionType } from './question.js';

/** A line of a blueprint: how many of what kind, for how many points each. */
export interface BlueprintLine {
  readonly count: number;
  readonly points: number;
  readonly fatal: boolean;
  /** Null: any. */
  readonly type: QuestionType | null;
  /** All of them. */
  readonly tags: readonly string[];
  /** From 1, easy, to 5. */
  readonly difficulty: { readonly from: number; readonly to: number } | null;
}

export interface PoolQuestion {
  readonly id: string;
  readonly type: QuestionType;
  readonly tags: readonly string[];
  readonly difficulty: number;
}

export interface Drawn {
  readonly questionId: string;
  readonly points: number;
  readonly fatal: boolean;
}

/** Lines of the blueprint, by place, and how many questions each lacks. */
export type Shortage = readonly { readonly line: number; readonly lacks: number }[];

/**
 * Questions for every line, none twice; the same pool and seed give the same paper, in whatever order the pool comes. Where lines
 * could have the same question, it goes where it is needed (augmenting paths, Kuhn 1955): a shortage is a real one.
 */
export function draw(
  lines: readonly BlueprintLine[],
  pool: readonly PoolQuestion[],
  seed: number,
): readonly Drawn[] | Shortage {
  const dice = new Dice(seed);
  const inOrder = pool.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const offered = shuffled(inOrder, dice);
  const slots = lines.flatMap((line, at) => Array.from({ length: line.count }, () => ({ line, at })));
  const fitting = lines.map((line) => offered.filter((question) => fits(line, question)).map(({ id }) => id));
  const takenBy = new Map<string, number>();
  const lacking = slots.filter((_, slot) => !place(slot, new Set()));
  if (lacking.length > 0)
    return [...Map.groupBy(lacking, ({ at }) => at)].map(([line, left]) => ({ line, lacks: left.length }));
  const bySlot = new Map([...takenBy].map(([id, slot]) => [slot, id]));
  return slots.map(({ line: { points, fatal } }, slot) => ({ questionId: bySlot.get(slot)!, points, fatal }));

  function place(slot: number, seen: Set<string>): boolean {
    for (const id of fitting[slots[slot]!.at]!) {
      if (seen.has(id)) continue;
      seen.add(id);
      const holder = takenBy.get(id);
      if (holder !== undefined && !place(holder, seen)) continue;
      takenBy.set(id, slot);
      return true;
    }
    return false;
  }
}

export function isShortage(drawn: readonly Drawn[] | Shortage): drawn is Shortage {
  return drawn.some((each) => 'lacks' in each);
}

function fits({ type, tags, difficulty }: BlueprintLine, question: PoolQuestion): boolean {
  if (type !== null && question.type !== type) return false;
  if (difficulty && (question.difficulty < difficulty.from || question.difficulty > difficulty.to)) return false;
  return tags.every((tag) => question.tags.includes(tag));
}
