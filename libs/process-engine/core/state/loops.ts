import type { LoopAdvanced, LoopBegun } from '../../records/element.js';
import type { CompensableAdded, CompensationAdvanced, CompensationBegun } from '../../records/event.js';
import type { Draft } from './draft.js';
import { change } from './elements.js';

export function begin(draft: Draft, { element, loop }: LoopBegun): void {
  change(draft, element, { loop });
}

export function advance(draft: Draft, { element, counter, output }: LoopAdvanced): void {
  const loop = draft.elements[element]!.loop!;
  const outputs = output === undefined ? loop.outputs : loop.outputs?.with(counter - 1, output);
  change(draft, element, { loop: { ...loop, completed: loop.completed + 1, ...(outputs && { outputs }) } });
}

export function addCompensable(draft: Draft, { compensable }: CompensableAdded): void {
  const { compensable: had = [] } = draft.elements[compensable.scope]!;
  change(draft, compensable.scope, { compensable: [...had, compensable] });
}

/** What is compensated by one is compensated by nobody else. */
export function beginCompensation(draft: Draft, { element, compensating }: CompensationBegun): void {
  const taken = new Set(compensating.rest.map((each) => each.element));
  for (const { scope } of compensating.rest) {
    const { compensable = [] } = draft.elements[scope]!;
    change(draft, scope, { compensable: compensable.filter((each) => !taken.has(each.element)) });
  }
  change(draft, element, { compensating });
}

export function advanceCompensation(draft: Draft, { element }: CompensationAdvanced): void {
  const compensating = draft.elements[element]!.compensating!;
  change(draft, element, { compensating: { ...compensating, rest: compensating.rest.slice(0, -1) } });
}
