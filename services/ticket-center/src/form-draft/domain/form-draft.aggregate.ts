import { AggregateRoot } from '#libs/kernel/aggregate-root';
import { DraftNotFound, DraftTooLarge, NoNewerForm } from './form-draft.errors.js';

/** Characters of JSON. */
const LARGEST = 64 * 1024;

export type Values = Readonly<Record<string, unknown>>;

/** What an agent is drafting: nobody and nothing else ever writes to it. */
export interface DraftPurpose {
  readonly agentId: string;
  readonly subjectKind: 'contact' | 'conversation' | 'ticket';
  readonly subjectId: string;
  readonly stage: string;
  readonly ticketType: string;
  /** Of the close flow; empty: the form of the stage itself. */
  readonly flow: string;
}

export interface FormOfDraft {
  readonly name: string;
  readonly version: number;
}

/** Null: no longer given. */
export interface DraftChange {
  readonly common: Values;
  readonly answers: Values;
  /** Which of the agent's windows it comes from. */
  readonly tab: string;
}

interface FieldChange {
  /** Of the draft, with this change. */
  readonly version: number;
  readonly tab: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** What an agent has typed and not yet handed in: apart from the form, of which it knows only the version. */
export class FormDraft extends AggregateRoot<never> {
  readonly agentId!: string;
  readonly subjectKind!: DraftPurpose['subjectKind'];
  readonly subjectId!: string;
  readonly stage!: string;
  readonly ticketType!: string;
  readonly flow!: string;
  private formName!: string;
  private formVersion!: number;
  private common!: Values;
  private answers!: Values;
  /** What the form it follows now does not ask. */
  private leftOver!: Values;
  private changes!: Readonly<Record<string, FieldChange>>;
  private subjectEnded!: boolean;
  protected endsAt!: Date;

  private constructor() {
    super();
  }

  static open(id: string, purpose: DraftPurpose, form: FormOfDraft, endsAt: Date): FormDraft {
    const draft = new FormDraft();
    Object.assign(draft, { id, ...purpose, formName: form.name, formVersion: form.version });
    draft.common = draft.answers = draft.leftOver = draft.changes = {};
    draft.subjectEnded = false;
    draft.endsAt = endsAt;
    return draft;
  }

  get form(): FormOfDraft {
    return { name: this.formName, version: this.formVersion };
  }

  /** Without what is looked up and computed. */
  get typed(): Values {
    return this.answers;
  }

  /** @throws DraftNotFound */
  requireOwner(agentId: string): void {
    if (agentId !== this.agentId) throw new DraftNotFound('There is no such draft.', { id: this.id });
  }

  /** @param endsAt when it goes if nobody touches it again; what it is about has ended: as was said then */
  save({ common, answers, tab }: DraftChange, now: Date, endsAt: Date): void {
    this.common = merged(this.common, common);
    this.answers = merged(this.answers, answers);
    if (JSON.stringify([this.common, this.answers]).length > LARGEST)
      throw new DraftTooLarge(`A draft has no more than ${LARGEST} characters.`, { id: this.id });
    const change = { version: this.version + 1, tab, at: now.toISOString() };
    const touched = [...pathsOf('common', common), ...pathsOf('answers', answers)];
    this.changes = { ...this.changes, ...Object.fromEntries(touched.map((path) => [path, change])) };
    if (!this.subjectEnded) this.endsAt = endsAt;
  }

  /** Goes on with another version: what that does not ask is kept beside, and comes back with one that does. @throws NoNewerForm */
  follow(form: FormOfDraft, fields: readonly string[]): void {
    if (form.name === this.formName && form.version === this.formVersion)
      throw new NoNewerForm('The draft follows the form already that is asked now.', { id: this.id });
    const all = Object.entries({ ...this.leftOver, ...this.answers });
    this.answers = Object.fromEntries(all.filter(([field]) => fields.includes(field)));
    this.leftOver = Object.fromEntries(all.filter(([field]) => !fields.includes(field)));
    this.formName = form.name;
    this.formVersion = form.version;
  }

  /** What was saved after this version, for a window that has not seen it. */
  changedSince(version: number): { field: string; message: string }[] {
    return Object.entries(this.changes)
      .filter(([, change]) => change.version > version)
      .map(([field, { tab, at }]) => ({ field, message: `changed by ${this.agentId} in window ${tab} at ${at}` }));
  }
}

function merged(before: Values, change: Values): Values {
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== null));
}

function pathsOf(part: string, change: Values): string[] {
  return Object.keys(change).map((field) => `${part}.${field}`);
}
