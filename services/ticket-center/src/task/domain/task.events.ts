export type TaskOutcome = 'done' | 'interested' | 'refused' | 'unreachable';

export type TaskEvent =
  | { readonly type: 'task-created'; readonly at: Date }
  | { readonly type: 'task-taken'; readonly at: Date; readonly agentId: string }
  | { readonly type: 'task-contacted'; readonly at: Date; readonly contactId: string }
  | {
      readonly type: 'task-completed';
      readonly at: Date;
      readonly by: string;
      readonly outcome: TaskOutcome;
      readonly satisfaction: number | null;
      readonly note: string;
    }
  | { readonly type: 'task-cancelled'; readonly at: Date };
