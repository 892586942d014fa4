import { RolledOut, type RolloutRefusals } from '#libs/kernel/rolled-out';
import type { FormContent, FormDraft, FormKind, FormProblem, Publication, ShareOf } from './form-content.js';
import * as refused from './form.errors.js';
import type { FormPublished, FormRolledBack } from './form.events.js';

const REFUSALS: RolloutRefusals = {
  unknownVersion: refused.FormNotFound,
  underWay: refused.FormRolloutUnderWay,
  none: refused.NoFormRollout,
  alreadyStable: refused.FormVersionAlreadyStable,
  notEarlier: refused.FormVersionNotEarlier,
};

/** A form by its name: the draft somebody works on, its numbered versions, and which of them new work gets. */
export class FormDefinition extends RolledOut<FormPublished | FormRolledBack> {
  readonly kind!: FormKind;
  protected shareOf!: ShareOf;
  private draft!: FormDraft | null;

  private constructor() {
    super();
  }

  protected override get refusals(): RolloutRefusals {
    return REFUSALS;
  }

  /** Without a version: nothing can name it yet. */
  static of(name: string, kind: FormKind): FormDefinition {
    const definition = new FormDefinition();
    Object.assign(definition, { id: name, kind });
    definition.latest = definition.stable = 0;
    definition.candidate = definition.draft = null;
    definition.shareOf = 'tickets';
    return definition;
  }

  /** @throws NoFormDraft */
  get drafted(): FormContent {
    if (!this.draft) throw new refused.NoFormDraft('There is no draft to publish.', { id: this.id });
    return this.draft.content;
  }

  saveDraft(kind: FormKind, content: FormContent, problems: readonly FormProblem[], by: string, now: Date): void {
    this.requireKind(kind);
    this.draft = { content, problems, savedBy: by, savedAt: now.toISOString() };
  }

  /**
   * What somebody wrote elsewhere becomes the next version; the draft stays.
   * @returns its number
   */
  publish(kind: FormKind, { percent, shareOf }: Publication, by: string, now: Date): number {
    this.requireKind(kind);
    if (this.latest === 0) this.begin();
    else this.next(percent, now);
    this.shareOf = shareOf;
    this.record({ type: 'form-published', number: this.latest, percent, shareOf, by, at: now });
    return this.latest;
  }

  /**
   * The draft becomes the next version, and is no more.
   * @param checked the version of the definition whose draft was checked
   */
  publishDraft(checked: number, publication: Publication, by: string, now: Date): number {
    if (this.version !== checked)
      throw new refused.FormDraftChanged('The form was changed while it was checked: look at it again.', {
        id: this.id,
      });
    const number = this.publish(this.kind, publication, by, now);
    this.draft = null;
    return number;
  }

  tryWith(number: number, { percent, shareOf }: { percent: number; shareOf: ShareOf }, by: string, now: Date): void {
    this.startRollout(number, percent, by, now);
    this.shareOf = shareOf;
  }

  /** Everything new gets the earlier version, at once; a rollout under way is withdrawn. */
  rollBack(to: number, reason: string, by: string, now: Date): void {
    this.record({ type: 'form-rolled-back', to, ...this.turnBack(to), reason, by, at: now });
  }

  private requireKind(kind: FormKind): void {
    if (kind !== this.kind) throw new refused.FormKindFixed(`${this.id} is a ${this.kind}.`, { id: this.id });
  }
}
