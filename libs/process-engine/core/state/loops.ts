import type { LoopAdvanced, LoopBegun } from '../../records/element.js';
import type { CompensableAdded, CompensationAdvanced, CompensationBegun } from '../../records/event.js';
import type { Draft } from './draft.js';

export function begin(draft: Draft, { element, loop }: LoopBegun): void {
  draft.own(element).loop = loop;
}

export function advance(draft: Draft, { element, counter, output }: LoopAdvanced): void {
  const body = draft.own(element);
  const loop = body.loop!;
  const outputs = output === undefined ? loop.outputs : loop.outputs?.with(counter - 1, output);
  body.loop = { ...loop, completed: loop.completed + 1, ...(outputs && { outputs }) };
}

export function addCompensable(draft: Draft, { compensable }: CompensableAdded): void {
  const scope = draft.own(compensable.scope);
  scope.compensable = [...(scope.compensable ?? []), compensable];
}

/** What is compensated by one is compensated by nobody else. */
export function beginCompensation(draft: Draft, { element, compensating }: CompensationBegun): void {
  const taken = new Set(compensating.rest.map((each) => each.element));
  for (const id of new Set(compensating.rest.map((each) => each.scope))) {
    const scope = draft.own(id);
    scope.compensable = (scope.compensable ?? []).filter((each) => !taken.has(each.element));
  }
  draft.own(element).compensating = compensating;
}

export function advanceCompensation(draft: Draft, { element }: CompensationAdvanced): void {
  const own = draft.own(element);
  const { rest, then } = own.compensating!;
  own.compensating = { rest: rest.slice(0, -1), then };
}
