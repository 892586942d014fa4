interface Happened {
  readonly at: Date;
  readonly by: string;
  readonly categoryId: string;
}

export interface CategoryAdded extends Happened {
  readonly type: 'category-added';
  readonly parentId: string | null;
  readonly name: string;
}

/** Only what changed. */
export interface CategoryChangedEvent extends Happened {
  readonly type: 'category-changed';
  readonly parentId?: string | null;
  readonly name?: string;
  readonly active?: boolean;
}

export type CategoryTreeEvent = CategoryAdded | CategoryChangedEvent;
