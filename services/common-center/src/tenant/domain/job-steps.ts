export type JobKind = 'export' | 'restore' | 'erase' | 'move' | 'rotate-keys' | 'shred-keys';

/** What every service is asked to do in a step, one errand each. */
export type JobStep =
  | 'exporting'
  | 'restoring'
  | 'erasing'
  | 'sweeping'
  | 'copying'
  | 'catching-up'
  | 'sealing'
  | 'verifying'
  | 'leaving'
  | 'giving-up'
  | 'rotating-keys'
  | 'shredding-keys';

/** In this order; each begins when every service has done the one before. */
export const STEPS: Readonly<Record<JobKind, readonly JobStep[]>> = {
  export: ['exporting'],
  restore: ['restoring'],
  // What a service that just started made anew while it was erased goes with the sweep.
  erase: ['erasing', 'sweeping'],
  // The tenant lives on the new server from the end of `verifying`; before, everything is undone.
  move: ['copying', 'catching-up', 'sealing', 'verifying', 'leaving'],
  'rotate-keys': ['rotating-keys'],
  'shred-keys': ['shredding-keys'],
};

/** The step that undoes those before it; null: there is nothing to undo, or no way back. */
export function undoOf(step: JobStep): JobStep | null {
  return (['copying', 'catching-up', 'sealing', 'verifying'] as readonly JobStep[]).includes(step) ? 'giving-up' : null;
}
