import {
  OUTCOME,
  waysOf,
  type Outcome,
  type SopContent,
  type SopStep,
  type SopWay,
  type Values,
} from './sop-content.js';

/** Where somebody is in one SOP; the frames before it are the SOPs that called it. */
export interface Frame {
  readonly sop: string;
  readonly version: number;
  readonly step: string;
}

/** A published version: which version of each SOP it calls is fixed. */
export interface PinnedSop {
  readonly content: SopContent;
  readonly calls: Readonly<Record<string, number>>;
}

/** What is needed to go on: the SOPs there are, and whether a condition holds. */
export interface Guide {
  sop(name: string, version: number): PinnedSop;
  holds(condition: string, variables: Values): boolean;
}

/** A step that was left, by which of its ways; null: it was an end. */
export interface Passed extends Frame {
  readonly way: number | null;
}

export interface Standing {
  /** Empty once it has ended. */
  readonly frames: readonly Frame[];
  /** What was passed without anybody, in order. */
  readonly passed: readonly Passed[];
  readonly outcome: Outcome | null;
}

export function stepAt(guide: Guide, { sop, version, step }: Frame): SopStep {
  return guide.sop(sop, version).content.steps.find(({ id }) => id === step)!;
}

export function begin(guide: Guide, sop: string, version: number): Frame {
  return { sop, version, step: guide.sop(sop, version).content.start };
}

/** The first way whose condition holds; there is one without a condition. */
export function wayFrom(guide: Guide, step: SopStep, variables: Values): number {
  return waysOf(step).findIndex((way) => isOpen(guide, way, variables));
}

export function isOpen(guide: Guide, { when }: SopWay, variables: Values): boolean {
  return when === null || guide.holds(when, variables);
}

export function along(frames: readonly Frame[], to: string): Frame[] {
  return [...frames.slice(0, -1), { ...frames.at(-1)!, step: to }];
}

/** Goes on from a step to where a person is needed, into SOPs that are called and out of them, or to the end. */
export function settle(guide: Guide, from: readonly Frame[], variables: Values): Standing {
  let frames = from;
  let known = variables;
  const passed: Passed[] = [];
  const leave = (at: readonly Frame[], way: number | null) => passed.push({ ...at.at(-1)!, way });
  const onFrom = (at: readonly Frame[], step: SopStep) => {
    const way = wayFrom(guide, step, known);
    leave(at, way);
    return along(at, waysOf(step)[way]!.to);
  };
  for (;;) {
    const top = frames.at(-1)!;
    const step = stepAt(guide, top);
    if (step.kind === 'do') return { frames, passed, outcome: null };
    if (step.kind === 'call') {
      const version = guide.sop(top.sop, top.version).calls[step.sop]!;
      frames = [...frames, begin(guide, step.sop, version)];
    } else if (step.kind === 'decide') frames = onFrom(frames, step);
    else {
      leave(frames, null);
      const outer = frames.slice(0, -1);
      if (outer.length === 0) return { frames: [], passed, outcome: step.outcome };
      known = { ...known, [OUTCOME]: step.outcome };
      frames = onFrom(outer, stepAt(guide, outer.at(-1)!));
    }
  }
}
