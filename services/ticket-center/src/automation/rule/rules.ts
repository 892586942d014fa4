import { businessDuration } from '#libs/business-time/business-duration';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { ExpressionFault } from '#libs/process-engine/expression/compile';
import { Injectable } from '@nestjs/common';
import { Calendars, CalendarUnknown } from '../../calendar/calendar.api.js';
import { CompiledTexts } from '../../named-text/compiled-texts.api.js';
import { NamedTexts, type NamedText } from '../../named-text/named-text.api.js';
import { TICKET_FACTS } from '../../ticket/ticket.api.js';
import { ActionChecks } from '../action/action-checks.js';
import { compiledRule, looksAt, type CompiledRule, type KeptRule, type LooksAt } from '../matching/compiled-rule.js';
import { RuleIndex } from '../matching/rule-index.js';
import type { RuleBody, RuleText } from './rule.dto.js';
import { RuleSchema, RuleVersionSchema } from './rule.schema.js';

export class RuleNotFound extends domainError('automation-rule-not-found', 'not-found') {}
export class RuleNameTaken extends domainError('automation-rule-name-taken', 'conflict') {}
export class RuleConditionInvalid extends domainError('automation-condition-invalid', 'invalid') {}

/** What conditions may name beside the ticket's attributes. */
const EVENT = 'event';
const KNOWN = [...TICKET_FACTS, EVENT];

export interface RuleBook {
  readonly index: RuleIndex;
  readonly byId: ReadonlyMap<string, CompiledRule>;
}

/** What is done with tickets by itself. Changed rules are for what happens from then on, a few seconds later everywhere. */
@Injectable()
export class Rules {
  readonly texts: NamedTexts<KeptRule>;
  readonly #book: CompiledTexts<KeptRule, RuleBook>;

  constructor(
    database: Database,
    clock: Clock,
    private readonly calendars: Calendars,
    private readonly checks: ActionChecks,
  ) {
    this.texts = new NamedTexts<KeptRule>(database, clock, {
      kind: 'automation-rule',
      schema: RuleSchema,
      versions: RuleVersionSchema,
      notFound: (id) => new RuleNotFound('There is no such rule.', { id }),
      nameTaken: () => new RuleNameTaken('There is a rule of this name.'),
    });
    this.#book = new CompiledTexts(this.texts, bookOf);
  }

  /** As they were some seconds ago. */
  book(): Promise<RuleBook> {
    return this.#book.get();
  }

  /** @throws RuleNameTaken, RuleConditionInvalid, CalendarUnknown, DurationInvalid, and what actions are refused for */
  async create(body: RuleBody, by: string): Promise<NamedText<KeptRule>> {
    return this.texts.create(await this.#checked(body), by);
  }

  /** @throws RuleNotFound, StaleVersion, and as `create` */
  async replace(id: string, body: RuleBody, by: string): Promise<NamedText<KeptRule>> {
    return this.texts.replace(id, await this.#checked(body), by);
  }

  /** Whether a rule could be kept. @throws RuleConditionInvalid, CalendarUnknown, DurationInvalid, and what actions are refused for */
  async refuse(body: RuleBody): Promise<void> {
    await this.#checked(body);
  }

  async #checked({ name, position, active, ...text }: RuleBody) {
    const keptText = kept(text);
    if (text.when.type === 'time') await this.#refuseTime(text.when);
    await this.checks.refuse(text.actions, KNOWN);
    return { name, position, active, text: keptText };
  }

  async #refuseTime({ after, calendar: name }: { readonly after: string; readonly calendar: string }): Promise<void> {
    await this.calendars.names();
    const calendar = (await this.calendars.all()).get(name);
    if (!calendar) throw new CalendarUnknown(`There is no calendar ${name}.`, { name });
    businessDuration(after, calendar);
  }
}

function bookOf(rules: readonly NamedText<KeptRule>[]): RuleBook {
  const compiled = rules.map(compiledRule);
  return { index: new RuleIndex(compiled), byId: new Map(compiled.map((rule) => [rule.id, rule])) };
}

/** @throws RuleConditionInvalid */
function kept(text: RuleText): KeptRule {
  const seen = parsed(text.condition);
  const changes = text.when.type === 'change' ? text.when.attributes : [];
  const unknown = [...seen.names, ...changes].filter((name) => !KNOWN.includes(name));
  if (unknown.length === 0) return { ...text, looksAt: seen };
  throw new RuleConditionInvalid(`Tickets have no ${[...new Set(unknown)].join(', ')}.`, { known: KNOWN });
}

function parsed(condition: string): LooksAt {
  try {
    return looksAt(condition);
  } catch (error) {
    if (error instanceof ExpressionFault) throw new RuleConditionInvalid(error.message);
    throw error;
  }
}
