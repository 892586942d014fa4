import type { Signed, Skip } from '../../commands.js';
import type { LiveElement } from '../../snapshot.js';
import type { Execution } from '../run/execution.js';
import { resolveIncidents } from '../run/incidents.js';
import { endInstanceOfLoop } from '../phases/finish.js';
import { NoSuchElement, RepairRefused } from '../refusals.js';
import { empty } from '../run/tokens.js';
import { write } from '../run/variables.js';
import { dropWaits } from '../run/waits.js';
import { sign } from './sign.js';

/** What was not done is not undone later: a skipped activity is not compensated. @throws NoSuchElement, RepairRefused */
export function skip(run: Execution, command: Skip & Signed): void {
  const { flows, variables } = command;
  const element = skippable(run, command);
  sign(run, command, element);
  resolveIncidents(run, element, 'skipped');
  empty(run, element);
  dropWaits(run, element);
  write(run, run.element(element.parent!), variables);
  if (element.counter !== undefined) endInstanceOfLoop(run, element);
  else run.agenda.push({ do: 'leave', element: element.id, ...(flows && { flows }) });
}

function skippable(run: Execution, { element: id, flows }: Skip): LiveElement {
  const element = run.find(id);
  if (!element) throw new NoSuchElement('The element is not live any more.', { element: id });
  const node = run.node(element);
  if (!node) throw new RepairRefused('A whole process cannot be skipped; cancel it.');
  const alien = flows?.find((flow) => !node.outgoing.includes(flow));
  if (alien !== undefined) throw new RepairRefused(`The flow "${alien}" does not leave "${node.name ?? node.id}".`);
  if (node.kind === 'event-gateway' && !flows) throw new RepairRefused('Say which flow is to be taken.');
  return element;
}
