import type { RepairCommand } from '../../commands.js';
import type { LiveElement } from '../../snapshot.js';
import type { Execution } from '../run/execution.js';

/** Who did what and why: before its consequences. */
export function sign(
  run: Execution,
  { type, operator, reason }: RepairCommand,
  at?: Pick<LiveElement, 'id' | 'node'>,
): void {
  const where = at && { element: at.id, node: at.node };
  run.record({ type: 'operator-acted', action: type, operator, reason, ...where });
}
