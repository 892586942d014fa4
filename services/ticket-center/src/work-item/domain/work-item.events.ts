interface Happened {
  readonly at: Date;
  readonly by: string;
}

export interface WorkItemClaimed extends Happened {
  readonly type: 'work-item-claimed';
}

export interface WorkItemReleased extends Happened {
  readonly type: 'work-item-released';
}

export interface WorkItemAssigned extends Happened {
  readonly type: 'work-item-assigned';
  readonly fromId: string | null;
  readonly toId: string;
}

export interface WorkItemDelegated extends Happened {
  readonly type: 'work-item-delegated';
  readonly toId: string;
  /** Who gets it back. */
  readonly ownerId: string;
  readonly note: string;
}

export interface WorkItemResolved extends Happened {
  readonly type: 'work-item-resolved';
  readonly ownerId: string;
  readonly note: string;
}

/** What people do to work; that it opens and ends is on the record of the process. */
export type WorkItemEvent =
  WorkItemClaimed | WorkItemReleased | WorkItemAssigned | WorkItemDelegated | WorkItemResolved;
