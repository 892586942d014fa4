import type { MigrationPlan } from '../../commands.js';
import type { FlowNode, ProcessModel } from '../../model.js';
import type { Snapshot } from '../../snapshot.js';

/** One reason why an instance cannot be moved as planned. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly node: string;
  /** A sentence for operators. */
  readonly message: string;
}

export type RefusalCode =
  /** The plan names what neither version has. */
  | 'PLAN_UNKNOWN'
  /** A live element has no node to go to. */
  | 'NODE_GONE'
  | 'KIND_DIFFERS'
  | 'SCOPE_DIFFERS'
  | 'LOOP_DIFFERS'
  | 'EVENT_DIFFERS'
  /** Somebody waits for an event that disappears, and the plan does not drop it. */
  | 'EVENT_REMOVED'
  /** A live element would get an event, and the plan does not add it. */
  | 'EVENT_ADDED'
  /** A token waits at a join on a flow that does not lead there any more. */
  | 'FLOW_GONE'
  /** A completed activity could no longer be undone. */
  | 'COMPENSATION_GONE'
  /** An incident holds work that knows the old version. */
  | 'UNFINISHED_WORK';

/** From one version to another by a plan. */
export class Move {
  constructor(
    readonly from: ProcessModel,
    readonly to: ProcessModel,
    readonly plan: MigrationPlan,
    readonly state: Snapshot,
  ) {}

  node(old: string): string {
    return old === this.from.id ? this.to.id : (this.plan.nodes[old] ?? old);
  }

  flow(old: string): string {
    return this.plan.flows[old] ?? old;
  }

  target(old: string): FlowNode | undefined {
    return this.to.nodes[this.node(old)];
  }

  nameOf(node: string): string {
    return (this.from.nodes[node] ?? this.to.nodes[node])?.name ?? node;
  }

  refuse(code: RefusalCode, node: string, why: string): Refusal {
    return { code, node, message: `"${this.nameOf(node)}" ${why}` };
  }
}
