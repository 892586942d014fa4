import { VisitStepNotAllowed } from './visit.errors.js';

/** `dispatched`: offered to an engineer, or, while it has none, to whoever takes it. */
export type VisitStatus = 'dispatched' | 'accepted' | 'appointed' | 'on-the-way' | 'arrived' | 'on-hold' | 'completed';

const STEPS: Readonly<Record<VisitStatus, readonly VisitStatus[]>> = {
  dispatched: ['dispatched', 'accepted'],
  accepted: ['dispatched', 'appointed', 'on-the-way', 'on-hold', 'completed'],
  appointed: ['dispatched', 'accepted', 'appointed', 'on-the-way', 'on-hold', 'completed'],
  'on-the-way': ['dispatched', 'accepted', 'appointed', 'arrived', 'completed'],
  arrived: ['accepted', 'on-hold', 'completed'],
  'on-hold': ['dispatched', 'accepted'],
  completed: [],
};

/** @throws VisitStepNotAllowed */
export function requireStep(from: VisitStatus, to: VisitStatus): void {
  if (!STEPS[from].includes(to)) throw stepRefused(from, to);
}

export function stepRefused(from: VisitStatus, to: VisitStatus): VisitStepNotAllowed {
  return new VisitStepNotAllowed(`A visit that is ${from} cannot become ${to}.`, { from, to });
}
