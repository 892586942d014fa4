import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { act, call, decide, end, guideTo, NO_FACTS, sopOf, way } from '../../../test/sop/sops-in-a-spec.js';
import { structureProblems } from './sop-checks.js';
import { waysOf, type DoStep, type SopContent, type SopStep } from './sop-content.js';
import { SopRun, type TrailEntry } from './sop-run.aggregate.js';
import { stepAt, type Frame, type Guide } from './sop-walk.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const SEED = 20_261_123;
const ABOUT = { subjectKind: 'ticket', subjectId: 't', customerId: null } as const;
const CONDITIONS = ['a', 'b', 'solved'];

interface Drawn {
  readonly kind: 'do' | 'decide' | 'call' | 'end';
  readonly to: number;
  readonly other: number;
  readonly when: string;
  readonly chooses: boolean;
}

const drawn = fc.array(
  fc.record<Drawn>({
    kind: fc.constantFrom('do', 'do', 'decide', 'call', 'end'),
    to: fc.nat(9),
    other: fc.nat(9),
    when: fc.constantFrom(...CONDITIONS),
    chooses: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
);

/** SOP n calls only SOPs of higher numbers: pinned versions never lead back. */
function contentOf(steps: readonly Drawn[], number: number, sops: number): SopContent {
  const all = [...steps, { kind: 'end' } as Drawn];
  const name = (place: number) => `s${place % all.length}`;
  return sopOf(
    ...all.map((each, place): SopStep => {
      const ways = [way(name(each.other), each.when), way(name(each.to))];
      if (each.kind === 'do') return act(name(place), ways, ['a'], each.chooses);
      if (each.kind === 'decide') return decide(name(place), ...ways);
      if (each.kind === 'call' && number + 1 < sops) return call(name(place), `sop${number + 1}`, ...ways);
      return end(name(place));
    }),
  );
}

/** What is right about a drawn graph: the steps that can be reached, if all of those are sound. */
function soundPart(content: SopContent): SopContent | null {
  const lost = (each: SopContent) =>
    structureProblems(each).filter(({ message }) => message.startsWith('no way leads to'));
  const places = new Set(lost(content).map(({ pointer }) => Number(pointer.split('/')[2])));
  const reached = { ...content, steps: content.steps.filter((_, place) => !places.has(place)) };
  return structureProblems(reached).length === 0 ? reached : null;
}

const inspected = (run: SopRun) =>
  run as unknown as { status: string; frames: Frame[]; trail: TrailEntry[]; values: object };

const books = fc
  .array(drawn, { minLength: 1, maxLength: 3 })
  .map((all) => all.map((steps, number) => soundPart(contentOf(steps, number, all.length))))
  .filter((all) => all.every((each) => each !== null))
  .map((all) => guideTo(Object.fromEntries(all.map((each, number) => [`sop${number}`, each]))));

const moves = fc.array(fc.record({ back: fc.integer({ min: 0, max: 4 }), yes: fc.boolean(), pick: fc.nat(1) }), {
  maxLength: 30,
});

/** Where a run stands after following its record from the start. */
function followed(guide: Guide, trail: readonly TrailEntry[]): string | null {
  let at: string | null = null;
  for (const entry of trail.filter(({ undone }) => undone === null)) {
    const step = stepAt(guide, entry);
    const frame = `${entry.sop}/${entry.step}`;
    // A SOP that was called begins at its start; else the way taken leads here.
    const begins = guide.sop(entry.sop, entry.version).content.start === entry.step;
    const returns = step.kind === 'call';
    expect(at === null || at === frame || begins || returns).toBe(true);
    at = entry.way === null ? null : `${entry.sop}/${waysOf(step)[entry.way]!.to}`;
  }
  return at;
}

describe('whatever sound SOPs are drawn, and whatever people do', () => {
  it('a run has ended or waits for a person, and its record leads to where it stands', () => {
    let ended = 0;
    fc.assert(
      fc.property(books, moves, (guide, doings) => {
        const run = SopRun.start('r', { name: 'sop0', version: 1 }, ABOUT, NO_FACTS, guide, 'mia', NOW);
        let passed = inspected(run).trail.length;
        for (const { back, yes, pick } of doings) {
          const { status, frames } = inspected(run);
          if (status !== 'running') break;
          const step = stepAt(guide, frames.at(-1)!) as DoStep;
          const given = { a: yes ? 'yes' : 'no' };
          const open = step.ways[pick]!.when === null || yes ? pick : 1;
          const chosen = step.personChooses && step.ways[pick]!.when === 'a' ? open : 1;
          if (back === 0 && passed > 0 && inspected(run).trail.some(({ by, undone }) => by !== null && undone === null))
            run.back('mia', NOW);
          else run.complete({ step: step.id, values: given, way: chosen }, guide, 'mia', NOW);
          expect(inspected(run).trail.length).toBeGreaterThanOrEqual(passed);
          passed = inspected(run).trail.length;
        }
        const { status, frames, trail } = inspected(run);
        const led = followed(guide, trail);
        if (status === 'ended') {
          ended += 1;
          expect([frames, led]).toEqual([[], null]);
        } else {
          const top = frames.at(-1)!;
          expect(stepAt(guide, top).kind).toBe('do');
          const begins = guide.sop(top.sop, top.version).content.start === top.step;
          expect(led === `${top.sop}/${top.step}` || begins).toBe(true);
        }
      }),
      { seed: SEED, numRuns: 3_000 },
    );
    expect(ended).toBeGreaterThan(300);
  });

  it('going back over everything and forth again leads to the same place and the same values', () => {
    fc.assert(
      fc.property(books, fc.array(fc.boolean(), { maxLength: 12 }), (guide, answers) => {
        const run = SopRun.start('r', { name: 'sop0', version: 1 }, ABOUT, NO_FACTS, guide, 'mia', NOW);
        let done = 0;
        for (const yes of answers) {
          const before = structuredClone({ ...inspected(run) });
          if (before.status !== 'running') return;
          const step = stepAt(guide, before.frames.at(-1)!) as DoStep;
          run.complete({ step: step.id, values: { a: yes ? 'yes' : 'no' }, way: 1 }, guide, 'mia', NOW);
          done += 1;
        }
        const { status, frames, values } = inspected(run);
        if (status !== 'running') return;
        for (let step = 0; step < done; step++) run.back('mia', NOW);
        expect(inspected(run).values).toEqual({});
        for (let step = 0; step < done; step++) run.forth(guide, 'mia', NOW);
        expect(inspected(run)).toMatchObject({ frames, values });
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });
});
