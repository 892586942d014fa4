import { domainError } from '#libs/kernel/domain-error';
import type { RepairCommand, Signed } from '#libs/process-engine/commands';
import { ROOT, type Snapshot } from '#libs/process-engine/snapshot';
import type { RepairAction } from './repair-action.js';

/** No incident or element of the instance is meant. */
export class NothingToRepair extends domainError('process-nothing-to-repair', 'conflict') {}

/** The commands an action means for an instance as it is now. @throws NothingToRepair */
export function commandsFor(action: RepairAction, snapshot: Snapshot, by: Signed): RepairCommand[] {
  switch (action.type) {
    case 'retry': {
      const { variables } = action;
      const retry = { type: 'retry', ...by, ...(variables && { variables }) } as const;
      return incidentsOf(action, snapshot).map((incident) => ({ ...retry, incident }));
    }
    case 'release-join':
      return incidentsOf(action, snapshot, 'JOIN_STUCK').map((incident) => ({ type: 'release-join', incident, ...by }));
    case 'skip': {
      const { variables, flows } = action;
      const skip = { type: 'skip', variables, ...by, ...(flows && { flows }) } as const;
      return elementsOf(action, snapshot).map((element) => ({ ...skip, element }));
    }
    case 'go-back': {
      const { to, withdraw } = action;
      const [element] = elementsOf(action, snapshot) as [number];
      return [{ type: 'go-back', to, element, ...by, ...(withdraw && { withdraw }) }];
    }
    case 'set-variables': {
      const { element, variables } = action;
      return [{ type: 'set-variables', variables, ...by, ...(element !== undefined && { element }) }];
    }
    default:
      return [{ type: action.type, ...by }];
  }
}

interface Meant {
  readonly incident?: number;
  readonly element?: number;
  readonly node?: string;
}

function incidentsOf({ incident, node }: Meant, { incidents }: Snapshot, code?: string): number[] {
  if (incident !== undefined) return [incident];
  const meant = Object.values(incidents).filter(
    (each) => (node === undefined || each.node === node) && (code === undefined || each.code === code),
  );
  if (meant.length === 0) throw new NothingToRepair('The instance has no such incident.');
  return meant.map(({ id }) => id);
}

/** Where nothing is said, what stands still with an incident is meant. */
function elementsOf({ element, node }: Meant, { elements, incidents }: Snapshot): number[] {
  if (element !== undefined) return [element];
  const stuck = new Set(Object.values(incidents).map((each) => each.element));
  const meant = Object.values(elements).filter(({ id, node: at }) =>
    node === undefined ? stuck.has(id) && id !== ROOT : at === node,
  );
  if (meant.length === 0) throw new NothingToRepair('The instance is not there.', node === undefined ? {} : { node });
  return meant.map(({ id }) => id);
}
