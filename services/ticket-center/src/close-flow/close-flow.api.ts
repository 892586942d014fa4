import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { compileExpression } from '#libs/process-engine/expression/compile';
import { Injectable } from '@nestjs/common';
import { Forms, valueOf, type Answers, type FormKeys, type FormRef } from '../form/form.api.js';
import { CloseFlowSchema, type CloseFlow } from './close-flow.schema.js';

/** It is not there, ended, or not for tickets of the type. */
export class CloseFlowNotOffered extends domainError('close-flow-not-offered', 'invalid') {}

export class CloseFlowAsksNothing extends domainError('close-flow-asks-nothing', 'invalid') {}

export interface Filled {
  readonly form: FormRef;
  readonly answers: Answers;
}

/** `form`: the version they were drafted by; null: without a draft. */
interface HandedIn {
  readonly answers: Answers;
  readonly form: FormRef | null;
}

/** Whether the customer is asked afterwards. */
export function returnVisitOf({ returnVisit }: CloseFlow, type: { readonly returnVisit: boolean }): boolean {
  return returnVisit === 'as-type' ? type.returnVisit : returnVisit === 'always';
}

/** What other contexts ask of close flows. */
@Injectable()
export class CloseFlows {
  constructor(
    private readonly database: Database,
    private readonly forms: Forms,
    private readonly clock: Clock,
  ) {}

  /** @throws CloseFlowNotOffered */
  async offered(code: string, ticketType: string): Promise<CloseFlow> {
    const flow = await (await this.database.reader()).findOneBy(CloseFlowSchema, { code, active: true });
    if (flow && (flow.ticketTypes.length === 0 || flow.ticketTypes.includes(ticketType))) return flow;
    throw new CloseFlowNotOffered(`Tickets of the type ${ticketType} are not closed by ${code}.`, { code });
  }

  /**
   * What whoever closes was asked; null: nothing.
   * @throws ValidationFailed, AnswerTooHard, CloseFlowAsksNothing
   */
  async judge({ form: name }: CloseFlow, { answers, form: drafted }: HandedIn, keys: FormKeys): Promise<Filled | null> {
    if (name === null && Object.keys(answers).length > 0)
      throw new CloseFlowAsksNothing('This close flow has no form.');
    if (name === null) return null;
    const form = drafted ?? (await this.forms.choose(name, keys));
    return { form, answers: await this.forms.judge(form, answers, 'answers') };
  }

  /** In the words of the flow, with what was answered; its name where the answers give nothing. */
  solution({ solution, name }: CloseFlow, answers: Answers): string {
    const words = valueOf(compileExpression(solution, Object.keys(answers)), answers, this.clock.now());
    return typeof words === 'string' && words.trim() !== '' ? words : name;
  }
}
