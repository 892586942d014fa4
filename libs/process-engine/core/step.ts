import type { Command, RepairCommand } from '../commands.js';
import type { ProcessModel } from '../model.js';
import type { Snapshot } from '../snapshot.js';
import { answer } from './commands/answers.js';
import { operate } from './commands/operate.js';
import { startInstance } from './commands/start.js';
import { whileSuspended } from './commands/suspend.js';
import type { Context, StepResult } from './context.js';
import { drain } from './drain.js';
import { Execution } from './run/execution.js';

/**
 * Carries out a command and everything that follows from it, until the instance only waits. Nothing outside happens: what the
 * host has to do comes back as effects. The snapshot given is not changed.
 * @param model the version the instance runs on
 * @param snapshot undefined for `start`, and only then
 * @throws DomainError when an operator or starter asks for what cannot be had; then nothing has happened
 */
export function step(
  model: ProcessModel,
  snapshot: Snapshot | undefined,
  command: Command,
  context: Context,
): StepResult {
  const run = new Execution(model, snapshot, context);
  obey(run, command, snapshot === undefined);
  goOn(run);
  return { snapshot: run.state, records: run.records, effects: run.effects() };
}

function obey(run: Execution, command: Command, fresh: boolean): void {
  if ((command.type === 'start') !== fresh) throw new TypeError('An instance is started once, and first of all.');
  if (command.type === 'start') startInstance(run, command);
  else if (isRepair(command)) operate(run, command);
  else if (run.state.state === 'suspended') whileSuspended(run, command);
  else answer(run, command);
}

/** Of a resumed instance also what was deferred, one after the other. */
function goOn(run: Execution): void {
  const { state } = run;
  if (state.state === 'active') drain(run);
  while (state.state === 'active' && state.deferred.length > 0) {
    const next = state.deferred[0]!;
    run.record({ type: 'command-taken' });
    answer(run, next);
    drain(run);
  }
}

function isRepair(command: Command): command is RepairCommand {
  return 'operator' in command;
}
