import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Forms, type Answers, type FormKeys, type FormRef } from '../form/form.api.js';
import { indexedValues } from './indexed-values.js';
import { StageHasNoForm } from './stage-form.errors.js';
import { StageFormSchema, TicketFieldSchema } from './stage-form.schema.js';

export { StageHasNoForm } from './stage-form.errors.js';

/** The form of each stage, at the version a ticket keeps. */
export type StagePins = ReadonlyMap<string, FormRef>;

export interface FilledStage {
  readonly stage: string;
  readonly form: FormRef;
  readonly answers: Answers;
}

export const OPENING = 'open';
export const CLOSING = 'close';

/** What other contexts ask of the forms of tickets, and of what is special to the type of each. */
@Injectable()
export class StageForms {
  constructor(
    private readonly database: Database,
    private readonly forms: Forms,
    private readonly clock: Clock,
  ) {}

  /** For a ticket that is being opened; what is published later is not for it. */
  async choose(stages: Readonly<Record<string, string>>, keys: FormKeys): Promise<StagePins> {
    const versions = await this.forms.versions(Object.values(stages), keys);
    const pins = Object.entries(stages).flatMap(([stage, name]) => {
      const version = versions.get(name);
      return version === undefined ? [] : [[stage, { name, version }] as const];
    });
    return new Map(pins);
  }

  /** What a ticket opens with. @throws ValidationFailed, AnswerTooHard, StageHasNoForm */
  async opening(pins: StagePins, answers: Answers): Promise<FilledStage | null> {
    const form = pins.get(OPENING);
    if (form) return { stage: OPENING, form, answers: await this.forms.judge(form, answers, 'answers') };
    if (Object.keys(answers).length === 0) return null;
    throw new StageHasNoForm('Tickets of this type open without a form.');
  }

  /** In the transaction that opens the ticket. */
  async pin(ticketId: string, pins: StagePins): Promise<void> {
    const blank = { answers: null, filledBy: null, filledAt: null };
    const rows = [...pins].map(([stage, { name, version }]) => {
      return { ticketId, stage, formName: name, formVersion: version, ...blank };
    });
    if (rows.length > 0) await this.database.transaction((tx) => tx.insert(StageFormSchema, rows));
  }

  /** @throws StageHasNoForm */
  async pinned(ticketId: string, stage: string): Promise<FormRef> {
    const row = await (await this.database.reader()).findOneBy(StageFormSchema, { ticketId, stage });
    if (!row) throw new StageHasNoForm(`The ticket has no form for the stage ${stage}.`, { ticketId, stage });
    return { name: row.formName, version: row.formVersion };
  }

  /** @throws StageHasNoForm, ValidationFailed, AnswerTooHard */
  async judge(ticketId: string, stage: string, answers: Answers): Promise<FilledStage> {
    const form = await this.pinned(ticketId, stage);
    return { stage, form, answers: await this.forms.judge(form, answers, 'answers') };
  }

  /** What was judged, in the transaction that changes the ticket. */
  async keep(ticketId: string, { stage, form, answers }: FilledStage, by: string): Promise<void> {
    const { indexed } = await this.forms.get(form);
    const values = indexedValues(answers, indexed).map((each) => ({ ticketId, stage, ...each }));
    const row = { formName: form.name, formVersion: form.version, filledBy: by, filledAt: this.clock.now() };
    await this.database.transaction(async (tx) => {
      await tx.delete(StageFormSchema, { ticketId, stage });
      await tx.insert(StageFormSchema, { ticketId, stage, ...row, answers: answers as object });
      await tx.delete(TicketFieldSchema, { ticketId, stage });
      if (values.length > 0) await tx.insert(TicketFieldSchema, values);
    });
  }

  /** Whether the ticket has a form for the stage that nobody has filled in. */
  async isMissing(ticketId: string, stage: string): Promise<boolean> {
    const row = await (await this.database.reader()).findOneBy(StageFormSchema, { ticketId, stage });
    return row?.answers === null;
  }

  /** Of another type from now on, in the transaction that says so: what was filled in stays. */
  async pinAnew(ticketId: string, pins: StagePins): Promise<void> {
    await this.database.transaction(async (tx) => {
      const rows = await tx.findBy(StageFormSchema, { ticketId });
      for (const { stage } of rows.filter(({ answers }) => answers === null))
        await tx.delete(StageFormSchema, { ticketId, stage });
      const kept = new Set(rows.filter(({ answers }) => answers !== null).map(({ stage }) => stage));
      await this.pin(ticketId, new Map([...pins].filter(([stage]) => stage !== OPENING && !kept.has(stage))));
    });
  }
}
