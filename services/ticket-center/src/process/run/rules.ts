import type { Command } from '#libs/process-engine/commands';
import type { StepResult } from '#libs/process-engine/core/context';
import type { ProcessModel } from '#libs/process-engine/model';
import type { Snapshot } from '#libs/process-engine/snapshot';

/** What follows from a command: pure, the same for the same arguments. */
export type Step = (model: ProcessModel, before: Snapshot | undefined, command: Command, now: Date) => StepResult;

export abstract class Rules {
  /** For the tenant in context, with all it needs at hand: a step waits for nothing. */
  abstract ready(): Promise<Step>;
}
