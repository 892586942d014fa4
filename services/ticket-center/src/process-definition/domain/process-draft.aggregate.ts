import { AggregateRoot } from '#libs/kernel/aggregate-root';
import { DraftChanged, DraftHasErrors, DraftPublished } from './process-definition.errors.js';
import type { DraftProblem, Findings, ProcessSource } from './process-source.js';

export type DraftStatus = 'open' | 'published';

/** Processes somebody works on: whatever is wrong with them is kept with them until they are right, and published once. */
export class ProcessDraft extends AggregateRoot<never> {
  readonly name!: string;
  readonly source!: ProcessSource;
  readonly processes!: Findings['processes'];
  readonly problems!: readonly DraftProblem[];
  readonly savedBy!: string;
  private status!: DraftStatus;

  private constructor() {
    super();
  }

  static of(id: string, name: string, source: ProcessSource, findings: Findings, by: string): ProcessDraft {
    const draft = new ProcessDraft();
    Object.assign(draft, { id });
    draft.status = 'open';
    draft.replace(name, source, findings, by);
    return draft;
  }

  replace(name: string, source: ProcessSource, { processes, problems }: Findings, by: string): void {
    this.requireOpen();
    Object.assign(this, { name, source, processes, problems, savedBy: by });
  }

  /** @param checked the version of the draft these findings are about */
  publish(checked: number, { problems }: Findings): void {
    this.requireOpen();
    if (this.version !== checked)
      throw new DraftChanged('The draft was changed while it was checked: look at it again.', { id: this.id });
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new DraftHasErrors(errors);
    this.status = 'published';
  }

  private requireOpen(): void {
    if (this.status === 'published')
      throw new DraftPublished('The draft has been published: its versions stay as they are.', { id: this.id });
  }
}
