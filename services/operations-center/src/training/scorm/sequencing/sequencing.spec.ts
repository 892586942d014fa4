import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SEQUENCED } from '../../../../test/training/scorm-archive.js';
import { manifestOf } from '../package/manifest.js';
import { courseOutcome, placeIn } from '../run/course-of.js';
import { UNSAID, withAllBelow, type Activity, type Arrangement, type Sequencing } from './activity.js';
import { arranged } from './arranged.js';
import { ended, navigated, reported, type LeafOutcome, type NavigationRequest } from './navigation.js';
import { NOT_BEGUN, trackOf, type SequencingState } from './tracking.js';

const activity = (id: string, more: Partial<Sequencing> = {}, ...children: Activity[]): Activity => ({
  ...{ id, title: id, isVisible: true, prerequisites: '', masteryScore: null, children },
  ...{ sequencing: { ...UNSAID, ...more }, launches: children.length ? null : { entry: id, parameters: '', data: '' } },
});
const SAID: LeafOutcome = { completed: null, satisfied: null, measure: null, objectives: {}, isSuspended: false };
const always = { combination: 'all', of: [{ name: 'always', not: false, threshold: 0, objective: null }] } as const;

/** Somebody who goes through a package. */
class Learner {
  state: SequencingState = NOT_BEGUN;
  refused: string | null = null;
  anew: readonly string[] = [];

  constructor(
    private readonly whole: Activity,
    private readonly seed = 'mia',
  ) {}

  /** As it stands. */
  get root(): Activity {
    return this.treeAt(this.state);
  }

  private readonly treeAt = (state: SequencingState) => arranged(this.whole, state, this.seed);

  /** What comes one after the other, from the beginning. */
  goesThrough(): string[] {
    const all = [this.goes('start')];
    while (all.at(-1) !== null) all.push(this.goes('continue', { completed: true }));
    return all.filter((each) => each !== null);
  }

  /** What is shown says something and ends; then it goes on. @returns what is shown now */
  goes(request: NavigationRequest['kind'] | `to ${string}`, outcome: Partial<LeafOutcome> = {}): string | null {
    const said = { ...SAID, ...outcome };
    if (this.state.current !== null) this.state = reported(this.state, this.root, this.state.current, said);
    this.state = ended(this.state, this.root, request === 'suspend-all' || said.isSuspended);
    const target = request.slice(3);
    const asked = (request.startsWith('to ') ? { kind: 'choice', target } : { kind: request }) as NavigationRequest;
    const { state, refused, anew } = navigated(this.state, this.treeAt, asked);
    [this.state, this.refused, this.anew] = [state, refused, anew];
    return state.current;
  }

  get outcome() {
    return courseOutcome(this.state, this.root);
  }
}

describe('a package of several activities', () => {
  const flowing = (more: Partial<Sequencing> = {}) =>
    activity(
      'root',
      { flow: true, ...more },
      activity('a'),
      activity('b', { flow: true }, activity('b1'), activity('b2')),
      activity('c'),
    );

  it('flows from one to the next and back, through what is below others', () => {
    const learner = new Learner(flowing());
    const forth = (['start', 'continue', 'continue', 'continue', 'previous', 'previous'] as const).map((each) =>
      learner.goes(each),
    );
    expect(forth).toEqual(['a', 'b1', 'b2', 'c', 'b2', 'b1']);
  });

  it('does not flow where it says so, and begins with what may be chosen', () => {
    const learner = new Learner(activity('root', {}, activity('a'), activity('b')));
    expect([learner.goes('start'), learner.goes('continue'), learner.refused]).toEqual(['a', null, 'flow-disabled']);
    expect(learner.goes('to b')).toBe('b');
  });

  it('only goes forward where it says so', () => {
    const learner = new Learner(flowing({ forwardOnly: true }));
    learner.goes('start');
    learner.goes('continue');
    expect([learner.goes('previous'), learner.refused]).toEqual([null, 'forward-only']);
    expect([learner.goes('to a'), learner.refused]).toEqual([null, 'forward-only']);
    expect(learner.goes('to c')).toBe('c');
  });

  it('is gone through by choice only where that may be', () => {
    const learner = new Learner(flowing({ choice: false }));
    learner.goes('start');
    expect([learner.goes('to c'), learner.refused]).toEqual([null, 'choice-disabled']);
    expect([learner.goes('to nowhere'), learner.refused]).toEqual([null, 'activity-unknown']);
    expect(learner.goes('continue')).toBe('b1');
  });

  it.each([
    ['skip', 'continue', 'c', null],
    ['disabled', 'continue', null, 'activity-disabled'],
    ['disabled', 'to b', null, 'activity-disabled'],
    ['hiddenfromchoice', 'to b', null, 'activity-hidden'],
    ['hiddenfromchoice', 'continue', 'b', null],
  ] as const)('has activities that a rule says %s of: %s', (action, request, to, refused) => {
    const rules = { before: [{ action, when: always }] };
    const learner = new Learner(activity('root', { flow: true }, activity('a'), activity('b', rules), activity('c')));
    learner.goes('start');
    expect([learner.goes(request), learner.refused]).toEqual([to, refused]);
  });

  it('stops where forward traversal is stopped, by flow and by choice', () => {
    const rules = { before: [{ action: 'stopforwardtraversal' as const, when: always }] };
    const learner = new Learner(activity('root', { flow: true }, activity('a', rules), activity('b')));
    learner.goes('start');
    expect([learner.goes('continue'), learner.refused]).toEqual([null, 'traversal-stopped']);
    expect([learner.goes('to b'), learner.refused]).toEqual([null, 'traversal-stopped']);
  });

  it('is not left by choice where an activity forbids it', () => {
    const within = activity('part', { flow: true, choiceExit: false }, activity('a'), activity('b'));
    const learner = new Learner(activity('root', { flow: true }, within, activity('c')));
    learner.goes('start');
    expect(learner.goes('to b')).toBe('b');
    expect([learner.goes('to c'), learner.refused]).toEqual([null, 'exit-by-choice-disabled']);
  });

  it.each([
    ['continue', 'b1'],
    ['previous', null],
    ['retry', 'a'],
    ['retryall', 'a'],
    ['exitall', null],
    ['exitparent', null],
  ] as const)('follows a rule for what comes after an activity: %s', (action, to) => {
    const rules = { after: [{ action, when: always }] };
    const root = activity('root', { flow: true }, activity('a', rules), activity('b', { flow: true }, activity('b1')));
    const learner = new Learner(root);
    learner.goes('start', {});
    expect(learner.goes('exit', { completed: true, satisfied: false })).toBe(to);
    if (action === 'retry')
      expect([learner.anew, trackOf(learner.state, root.children[0]!).completed]).toEqual([['a'], null]);
  });

  it('goes on where it was left, as the same attempt', () => {
    const learner = new Learner(flowing());
    learner.goes('start');
    learner.goes('continue');
    expect(learner.goes('suspend-all', { completed: false })).toBeNull();
    expect(learner.goes('start')).toBe('b1');
    const [, , , b1] = withAllBelow(learner.root);
    expect(trackOf(learner.state, b1!).attempts).toBe(1);
  });

  it('counts what is below: all completed and satisfied, or what its rules say; measures by their weight', () => {
    const root = activity('root', { flow: true }, activity('a', { measureWeight: 3 }), activity('b'));
    const learner = new Learner(root);
    learner.goes('start');
    learner.goes('continue', { completed: true, satisfied: true, measure: 1 });
    expect(learner.outcome).toEqual({ isDone: false, score: 75 });
    learner.goes('exit', { completed: true, satisfied: false, measure: 0.2 });
    expect(learner.outcome).toEqual({ isDone: false, score: 80 });
    const one = { combination: 'any', of: [{ name: 'satisfied', not: false, threshold: 0, objective: null }] } as const;
    const rollup = [{ action: 'satisfied' as const, children: 'any' as const, least: 0, when: one }];
    const generous = new Learner({ ...root, sequencing: { ...root.sequencing, rollup } });
    generous.goes('start');
    generous.goes('continue', { completed: true, satisfied: true });
    expect(generous.outcome.isDone).toBe(true);
  });

  it('takes what an activity does not say itself for done when it ends, unless it says that it says it', () => {
    const learner = new Learner(
      activity(
        'root',
        { flow: true },
        activity('a'),
        activity('b', { completionByContent: true, successByContent: true }),
      ),
    );
    learner.goes('start');
    learner.goes('continue');
    learner.goes('exit');
    expect(learner.state.tracks).toMatchObject({ a: { completed: true }, b: { completed: null } });
    expect(learner.outcome.isDone).toBe(false);
  });

  const questions = (more: Partial<Arrangement>, then: Partial<Sequencing> = {}) => {
    const arrangement: Arrangement = {
      ...{ selects: null, selectionTiming: 'never', reorders: false, randomizationTiming: 'never', ...more },
    };
    const leaves = Array.from({ length: 8 }, (_, at) => activity(`q${at}`));
    return activity('root', { flow: true, arrangement, ...then }, ...leaves);
  };
  const ids = questions({}).children.map(({ id }) => id);

  it('selects as many activities as it says, in their order, and no others count', () => {
    const some = questions({ selects: 3, selectionTiming: 'once' });
    const learner = new Learner(some);
    const gone = learner.goesThrough();
    expect(gone).toHaveLength(3);
    expect(ids.filter((id) => gone.includes(id))).toEqual(gone);
    expect(learner.outcome.isDone).toBe(true);
    expect(placeIn(learner.state, learner.root).activities.map(({ id }) => id)).toEqual(['root', ...gone]);
    const others = ['ben', 'zoe', 'li', 'tom'].map((seed) => new Learner(some, seed).goesThrough().join());
    expect(new Set(others).size).toBeGreaterThan(1);
  });

  it('puts activities in an order of chance, the same as long as the attempt lasts', () => {
    const mixed = questions({ reorders: true, randomizationTiming: 'once' });
    const gone = new Learner(mixed).goesThrough();
    expect(gone).not.toEqual(ids);
    expect(gone.toSorted()).toEqual(ids);
    const left = new Learner(mixed);
    left.goes('start');
    left.goes('continue');
    left.goes('suspend-all');
    expect(left.goes('start')).toBe(gone[1]);
    expect([left.goes('previous'), left.goes('continue'), left.goes('continue')]).toEqual([gone[0], gone[1], gone[2]]);
  });

  it.each([
    ['once', true],
    ['oneachnewattempt', false],
  ] as const)('arranged %s is the same when it is tried again: %s', (timing, isSame) => {
    const arrangement = { selects: 5, selectionTiming: timing, reorders: true, randomizationTiming: timing };
    const again = questions(arrangement, { after: [{ action: 'retry', when: always }] });
    const exits = [{ action: 'exit' as const, when: always }];
    const leaving = new Learner(
      activity('all', { flow: true }, { ...again, sequencing: { ...again.sequencing, exits } }),
    );
    leaving.goes('start');
    const listed = () => withAllBelow(leaving.root).map(({ id }) => id);
    const first = listed();
    expect(leaving.goes('continue', { completed: true, satisfied: false })).not.toBeNull();
    const second = listed();
    expect(second.join() === first.join()).toBe(isSame);
    expect(second).toHaveLength(first.length);
  });

  it('is not arranged at all when that is never to be', () => {
    expect(new Learner(questions({ selects: 2, reorders: true })).goesThrough()).toEqual(ids);
  });

  it('runs as its manifest says: lessons in order, a test they open, twice at most', () => {
    const learner = new Learner(manifestOf(SEQUENCED).root);
    expect(learner.goes('start')).toBe('intro');
    expect([learner.goes('to test'), learner.refused]).toEqual([null, 'activity-disabled']);
    expect(learner.goes('continue')).toBe('one');
    expect([learner.goes('to two'), learner.refused]).toEqual([null, 'choice-disabled']);
    expect(learner.goes('continue')).toBe('two');
    expect(learner.goes('continue', { completed: true, satisfied: true })).toBe('test');
    expect(learner.goes('exit', { completed: true, measure: 0.5 })).toBe('test');
    expect(learner.goes('exit', { completed: true, measure: 0.79 })).toBeNull();
    expect([learner.goes('to test'), learner.refused]).toEqual([null, 'activity-disabled']);
    expect(learner.outcome.isDone).toBe(false);
    expect(placeIn(learner.state, learner.root).activities.find(({ id }) => id === 'test')).toMatchObject({
      isOpen: false,
      status: 'failed',
    });
  });

  it('of SCORM 1.2 opens what its prerequisites are met of', () => {
    const free = { flow: true, successByContent: true };
    const last = { ...activity('c', free), prerequisites: 'a & (b="passed" | ~a)' };
    const learner = new Learner(activity('root', free, activity('a', free), activity('b', free), last));
    learner.goes('start');
    expect([learner.goes('to c', { completed: true }), learner.refused]).toEqual([null, 'activity-disabled']);
    expect(learner.goes('to b')).toBe('b');
    expect([learner.goes('to c', { completed: true, satisfied: false }), learner.refused]).toEqual([
      null,
      'activity-disabled',
    ]);
    learner.goes('to b');
    expect(learner.goes('to c', { completed: true, satisfied: true })).toBe('c');
  });

  it('always comes to an end, and never shows what it does not have', () => {
    const flags = fc.record({
      flow: fc.boolean(),
      choice: fc.boolean(),
      forwardOnly: fc.boolean(),
      choiceExit: fc.boolean(),
    });
    const after = fc.constantFrom('exitparent', 'exitall', 'retry', 'continue', 'previous');
    const rules = fc.record({
      before: fc.array(
        fc.record({ action: fc.constantFrom('skip', 'disabled', 'stopforwardtraversal'), when: fc.constant(always) }),
        { maxLength: 1 },
      ),
      after: fc.array(fc.record({ action: after, when: fc.constant(always) }), { maxLength: 1 }),
    });
    const leaf = fc.tuple(flags, rules).map(([mode, own]) => ({ ...mode, ...own }));
    const tree = fc.tuple(
      flags,
      fc.array(fc.tuple(flags, fc.array(leaf, { minLength: 1, maxLength: 3 })), { minLength: 1, maxLength: 3 }),
    );
    const moves = fc.array(
      fc.constantFrom('start', 'continue', 'previous', 'to 0.0', 'to 1.1', 'to 2', 'suspend-all', 'exit'),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(tree, moves, ([mode, parts], asked) => {
        const children = parts.map(([own, leaves], at) =>
          activity(`${at}`, own, ...leaves.map((each, below) => activity(`${at}.${below}`, each))),
        );
        const learner = new Learner(activity('root', mode, ...children));
        const leaves = withAllBelow(learner.root).filter((each) => each.children.length === 0);
        for (const move of asked) {
          const shown = learner.goes(move);
          expect(shown === null || leaves.some(({ id }) => id === shown)).toBe(true);
          if (learner.refused) expect(shown).toBeNull();
        }
      }),
      { seed: 20261130, numRuns: 300 },
    );
  });
});
