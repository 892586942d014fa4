import { AggregateRoot } from '#libs/kernel/aggregate-root';
import type { DiagnosisDocument } from './diagnosis-document.js';
import {
  DiagnosisAlreadyThere,
  DiagnosisChanged,
  DiagnosisHasErrors,
  DiagnosisVersionNotFound,
} from './diagnosis.errors.js';
import type { DiagnosisEvent } from './diagnosis.events.js';
import type { DiagnosisProblem } from './diagnosis-problem.js';

/** An orchestration of interface calls with a verdict: a draft, and which of its published versions is live. */
export class Diagnosis extends AggregateRoot<DiagnosisEvent> {
  readonly code!: string;
  readonly name!: string;
  readonly draft!: DiagnosisDocument;
  readonly problems!: readonly DiagnosisProblem[];
  readonly savedBy!: string;
  private latest!: number;
  private live!: number | null;

  private constructor() {
    super();
  }

  static of(
    id: string,
    code: string,
    name: string,
    draft: DiagnosisDocument,
    problems: readonly DiagnosisProblem[],
    by: string,
  ): Diagnosis {
    const made = new Diagnosis();
    Object.assign(made, { id, code });
    made.latest = 0;
    made.live = null;
    made.replace(name, draft, problems, by);
    return made;
  }

  /** Whatever is wrong with it is kept with it until it is right. */
  replace(name: string, draft: DiagnosisDocument, problems: readonly DiagnosisProblem[], by: string): void {
    Object.assign(this, { name, draft, problems, savedBy: by });
  }

  /**
   * The draft becomes the next version, which new runs get from now on.
   * @param checked the diagnosis's version these problems are about
   * @returns the number of the new version
   */
  publish(checked: number, problems: readonly DiagnosisProblem[], note: string, by: string, now: Date): number {
    if (this.version !== checked)
      throw new DiagnosisChanged('The draft was changed while it was checked: look at it again.', { id: this.id });
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0)
      throw new DiagnosisHasErrors(`The diagnosis has ${errors.length} error(s). The first: ${errors[0]!.message}`);
    Object.assign(this, { problems });
    this.latest += 1;
    this.live = this.latest;
    this.record({ type: 'diagnosis-published', number: this.latest, note, by, at: now });
    return this.latest;
  }

  /** New runs get another version, at once. */
  rollBack(to: number, reason: string, by: string, now: Date): void {
    if (to < 1 || to > this.latest)
      throw new DiagnosisVersionNotFound(`There is no version ${to} of the diagnosis.`, { id: this.id, number: to });
    if (this.live === null || to === this.live)
      throw new DiagnosisAlreadyThere(`New runs get version ${to} already.`, { id: this.id, number: to });
    this.record({ type: 'diagnosis-rolled-back', from: this.live, to, reason, by, at: now });
    this.live = to;
  }
}
