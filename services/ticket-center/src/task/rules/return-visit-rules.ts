import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import {
  conditionProblem,
  holdsOf,
  QuestionnaireAnswers,
  type Answers,
} from '../../questionnaire/questionnaire.api.js';
import { TicketTypes } from '../../ticket-type/ticket-type.api.js';
import { ReturnVisitRuleSchema, type ReturnVisitRule } from './rule.schema.js';

export class ReturnVisitRuleFaulty extends domainError('return-visit-rule-faulty', 'invalid') {}

/** What came of the answers. */
const JUDGED = ['score', 'satisfaction'];

interface Answered {
  readonly answers: Answers;
  readonly score: number | null;
  readonly satisfaction: number | null;
}

@Injectable()
export class ReturnVisitRules {
  constructor(
    private readonly database: Database,
    private readonly types: TicketTypes,
    private readonly questionnaires: QuestionnaireAnswers,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<ReturnVisitRule[]> {
    return (await this.database.reader()).find(ReturnVisitRuleSchema, { order: { ticketType: 'ASC' } });
  }

  async of(ticketType: string): Promise<ReturnVisitRule | null> {
    return (await this.database.reader()).findOneBy(ReturnVisitRuleSchema, { ticketType });
  }

  /** For tickets that are solved from now on. @throws UnknownTicketType, QuestionnaireNotFound, ReturnVisitRuleFaulty */
  async put(ticketType: string, rule: Omit<ReturnVisitRule, 'ticketType' | 'version'>): Promise<ReturnVisitRule> {
    await this.types.get(ticketType);
    const names = [...(await this.questionnaires.names(rule.questionnaire)), ...JUDGED];
    const problem = rule.reopenWhen === null ? null : conditionProblem(rule.reopenWhen, names);
    if (problem !== null) throw new ReturnVisitRuleFaulty(problem);
    return this.database.transaction(async (tx) => {
      const current = await tx.findOneBy(ReturnVisitRuleSchema, { ticketType });
      const next = { ticketType, ...rule, version: (current?.version ?? 0) + 1 };
      await (current ? tx.update(ReturnVisitRuleSchema, { ticketType }, next) : tx.insert(ReturnVisitRuleSchema, next));
      return next;
    });
  }

  /** Whether the ticket goes on after what the customer said. */
  async reopens(ticketType: string, { answers, score, satisfaction }: Answered): Promise<boolean> {
    const rule = await this.of(ticketType);
    if (!rule?.reopenWhen) return false;
    const known: Record<string, Answers[string]> = { ...answers };
    if (score !== null) known['score'] = score;
    if (satisfaction !== null) known['satisfaction'] = satisfaction;
    return holdsOf(this.clock.now())(rule.reopenWhen, known);
  }
}
