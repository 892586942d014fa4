import type { ProcessModel } from '../../model.js';

/** What is worked out once for a model and kept as long as the model is. */
export function perModel<T>(workOut: (model: ProcessModel) => T): (model: ProcessModel) => T {
  const known = new WeakMap<ProcessModel, T>();
  return (model) => {
    const found = known.get(model);
    if (found !== undefined) return found;
    const made = workOut(model);
    known.set(model, made);
    return made;
  };
}
