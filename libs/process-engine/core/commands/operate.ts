import type { Cancel, RepairCommand, SetVariables, Signed } from '../../commands.js';
import { ROOT } from '../../snapshot.js';
import { endInstance } from '../run/ending.js';
import type { Execution } from '../run/execution.js';
import { InstanceOver, InstanceSuspended, NoSuchElement } from '../refusals.js';
import { writeTo } from '../run/variables.js';
import { goBack } from './go-back.js';
import { migrate } from './migrate.js';
import { releaseJoin, retry } from './retry.js';
import { sign } from './sign.js';
import { skip } from './skip.js';
import { nothingToDo, resume, suspend } from './suspend.js';

type Operations = {
  [Type in RepairCommand['type']]: (run: Execution, command: Extract<RepairCommand, { type: Type }>) => void;
};

const operations: Operations = {
  cancel,
  suspend,
  resume,
  retry,
  'set-variables': setVariables,
  skip,
  'release-join': releaseJoin,
  'go-back': goBack,
  migrate,
};

/** These move no token. */
const whileSuspended = new Set<RepairCommand['type']>(['cancel', 'suspend', 'resume', 'set-variables', 'migrate']);

/** @throws InstanceOver, InstanceSuspended, and what the operation throws */
export function operate(run: Execution, command: RepairCommand): void {
  const { state } = run.state;
  if (state === 'cancelled' && command.type === 'cancel') return nothingToDo(run, 'cancel');
  if (state !== 'active' && state !== 'suspended') throw new InstanceOver('The instance has ended.', { state });
  if (state === 'suspended' && !whileSuspended.has(command.type)) {
    throw new InstanceSuspended('The instance is suspended; resume it first.');
  }
  // The table has for each type a function for that type, which TypeScript cannot see through an index.
  (operations[command.type] as (run: Execution, command: RepairCommand) => void)(run, command);
}

function cancel(run: Execution, command: Cancel & Signed): void {
  sign(run, command);
  endInstance(run, 'cancelled');
}

/** @throws NoSuchElement */
function setVariables(run: Execution, command: SetVariables & Signed): void {
  const { element: id = ROOT, variables } = command;
  const element = run.find(id);
  if (!element) throw new NoSuchElement('The element is not live any more.', { element: id });
  sign(run, command, element);
  writeTo(run, id, variables);
}
