import { AggregateRoot } from '#libs/kernel/aggregate-root';
import type { FlowProblem } from './check/flow-problem.js';
import type { FlowDocument } from './flow/flow-document.js';
import type { IvrFlowEvent } from './ivr-flow.events.js';
import { FlowAlreadyThere, FlowChanged, FlowHasErrors, FlowVersionNotFound } from './ivr.errors.js';

/** A flow somebody works on, and which of its published versions new dialogues get. */
export class IvrFlow extends AggregateRoot<IvrFlowEvent> {
  readonly name!: string;
  readonly draft!: FlowDocument;
  readonly problems!: readonly FlowProblem[];
  readonly savedBy!: string;
  private latest!: number;
  private live!: number | null;

  // Rows are loaded through it, so it must not check anything.
  private constructor() {
    super();
  }

  static of(id: string, name: string, draft: FlowDocument, problems: readonly FlowProblem[], by: string): IvrFlow {
    const flow = new IvrFlow();
    Object.assign(flow, { id });
    flow.latest = 0;
    flow.live = null;
    flow.replace(name, draft, problems, by);
    return flow;
  }

  /** Whatever is wrong with it is kept with it until it is right. */
  replace(name: string, draft: FlowDocument, problems: readonly FlowProblem[], by: string): void {
    Object.assign(this, { name, draft, problems, savedBy: by });
  }

  /**
   * The draft becomes the next version, which all new dialogues get from now on.
   * @param checked the flow's version these problems are about
   * @returns the number of the new version
   */
  publish(checked: number, problems: readonly FlowProblem[], note: string, by: string, now: Date): number {
    if (this.version !== checked)
      throw new FlowChanged('The draft was changed while it was checked: look at it again.', { id: this.id });
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0)
      throw new FlowHasErrors(`The flow has ${errors.length} error(s). The first: ${errors[0]!.message}`, { errors });
    Object.assign(this, { problems });
    this.latest += 1;
    this.live = this.latest;
    this.record({ type: 'ivr-flow-published', number: this.latest, note, by, at: now });
    return this.latest;
  }

  /** New dialogues get another version at once; those that run stay on theirs. */
  rollBack(to: number, reason: string, by: string, now: Date): void {
    if (to < 1 || to > this.latest)
      throw new FlowVersionNotFound(`There is no version ${to} of the flow.`, { id: this.id, number: to });
    if (this.live === null || to === this.live)
      throw new FlowAlreadyThere(`New dialogues get version ${to} already.`, { id: this.id, number: to });
    this.record({ type: 'ivr-flow-rolled-back', from: this.live, to, reason, by, at: now });
    this.live = to;
  }
}
