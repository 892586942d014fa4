/** The customers a plan is for, on their way to becoming tasks. */
export abstract class PlanTargets {
  /** In the order of the import; inside a transaction nobody else gets the same ones. */
  abstract withoutTask(planId: string, limit: number): Promise<{ id: string; customerId: string }[]>;
  abstract noteTask(targetId: string, taskId: string): Promise<void>;
}
