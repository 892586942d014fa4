import type { Migrate, Signed } from '../../commands.js';
import type { LiveElement } from '../../snapshot.js';
import { subscribe, subscriptionTo } from '../events/subscriptions.js';
import type { Execution } from '../run/execution.js';
import { Fault } from '../run/fault.js';
import { check } from '../migration/check.js';
import { eventsNewAt } from '../migration/check-waits.js';
import { Move, type Refusal } from '../migration/move.js';
import { renewWaits } from '../migration/renew.js';
import { MigrationRefused } from '../refusals.js';
import { dropWaits } from '../run/waits.js';
import { sign } from './sign.js';

/** @throws MigrationRefused with every reason; since all of it was done on a draft, nothing was moved then */
export function migrate(run: Execution, command: Migrate & Signed): void {
  const move = new Move(run.model, command.target, command.plan, { ...run.state });
  const refusals = check(move);
  if (refusals.length > 0) refuse(refusals);
  sign(run, command);
  try {
    carryOut(run, move, command.version);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    refuse([{ code: 'EVENT_ADDED', node: command.target.id, message: error.message }]);
  }
}

function carryOut(run: Execution, move: Move, version: number): void {
  const { from, to, plan } = move;
  const elements = Object.values(run.state.elements);
  for (const element of elements) dropWaits(run, element, (node) => plan.drop.includes(node));
  run.record({
    type: 'migrated',
    from: run.state.definition,
    to: { id: to.id, version },
    nodes: { ...plan.nodes, ...(from.id !== to.id && { [from.id]: to.id }) },
    flows: plan.flows,
  });
  run.model = to;
  renewWaits(run, plan.timers);
  for (const element of elements) addEvents(run, move, element);
  for (const { id } of elements) run.touched.add(id);
}

function addEvents(run: Execution, move: Move, before: LiveElement): void {
  const element = run.element(before.id);
  const subscriptions = eventsNewAt(move, before).map(({ id, event }) => subscriptionTo(run, element, id, event));
  subscribe(
    run,
    element,
    subscriptions.filter((each) => each !== undefined),
  );
}

function refuse(refusals: readonly Refusal[]): never {
  throw new MigrationRefused(refusals.map(({ message }) => message).join(' '), { refusals });
}
