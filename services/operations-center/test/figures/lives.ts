import type { Fact } from '../../src/figures/journey/fact.js';
import fc from 'fast-check';

/** The morning before clocks are put back in Berlin, an hour before midnight there: lives reach over every border. */
export const START = Date.parse('2026-10-24T21:00:00Z');
export const QUEUES = ['calls', 'experts', 'chats'];
export const AGENTS = ['mia', 'tom', 'eva'];

type Told = Fact extends infer Each ? (Each extends Fact ? Omit<Each, 'id' | 'told' | 'at'> : never) : never;

interface Life {
  readonly begins: number;
  readonly steps: readonly (readonly [afterMs: number, step: number, which: number])[];
  readonly isOver: boolean;
}

const aLife: fc.Arbitrary<Life> = fc.record({
  begins: fc.integer({ min: 0, max: 5 * 3_600_000 }),
  steps: fc.array(
    fc.tuple(fc.integer({ min: 0, max: 900_000 }), fc.integer({ min: 0, max: 17 }), fc.integer({ min: 0, max: 2 })),
    { minLength: 3, maxLength: 8 },
  ),
  isOver: fc.boolean(),
});

/** Ways of contacts, each fact with the contact it is of. */
export const someLives = fc.array(aLife, { minLength: 6, maxLength: 9 });

/** What is told of them, in order. */
export function factsOf(lives: readonly Life[]): (readonly [contactId: string, fact: Fact])[] {
  return lives.flatMap((life, index) => {
    const contactId = `0199d2f0-0000-7000-8000-0000000000${String(index).padStart(2, '0')}`;
    return toldOf(life, index).map((fact) => [contactId, fact] as const);
  });
}

function toldOf({ begins, steps, isOver }: Life, index: number): Fact[] {
  const facts: Fact[] = [];
  let at = START + begins;
  const tell = (fact: Told) => {
    const id = `${String(index).padStart(2, '0')}-${String(facts.length).padStart(3, '0')}`;
    facts.push({ ...fact, id, told: at, at });
  };
  tell({ what: 'started', channel: CHANNELS[index % 2]! });
  for (const [afterMs, step, which] of steps) {
    at += afterMs;
    tell(aStep(step, which, index));
  }
  at += 60_000;
  const left = [null, 'abandoned', 'timed-out'] as const;
  if (isOver) tell({ what: 'ended', channel: null, gaveUp: true, left: left[index % 3]!, wrapMs: 5_000 });
  return facts;
}

const CHANNELS = ['voice', 'chat'];

/** Not only what a contact can do: figures must add up whatever they are told. */
function aStep(step: number, which: number, index: number): Told {
  const agent = { agentId: AGENTS[which]!, teamId: which === 0 ? null : 'north' };
  const goal = { withinMs: 20_000, shortMs: 5_000, product: which === 0 ? 'car' : null };
  const moved = [null, 'flowed-out', 'transferred'] as const;
  const steps: readonly Told[] = [
    { what: 'queued', channel: CHANNELS[index % 2]!, queueId: QUEUES[which]!, goal, moved: moved[which]! },
    { what: 'connected', ...agent },
    { what: 'offered', ...agent, ...(which > 0 && { queueId: QUEUES[which - 1]! }) },
    { what: 'held' },
    { what: 'resumed' },
    { what: 'let-go' },
    { what: 'wrap-up-begun' },
    { what: 'offer-ended', agentId: agent.agentId, as: (['rejected', 'missed', 'recalled'] as const)[which]! },
    { what: 'joined', ...agent },
    { what: 'left', agentId: agent.agentId },
    { what: 'let-go', stays: true },
    { what: 'transfer-ended' },
    { what: 'callback-promised' },
    { what: 'callback-failed', again: which > 0 },
    { what: 'wrapped-up', agentId: agent.agentId },
  ];
  return steps[Math.max(0, step - 3)]!;
}
