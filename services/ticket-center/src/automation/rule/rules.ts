import { businessDuration } from '#libs/business-time/business-duration';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { currentTenant } from '#libs/persistence/tenant-context';
import { ExpressionFault } from '#libs/process-engine/expression/compile';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Calendars, CalendarUnknown } from '../../calendar/calendar.api.js';
import { CompiledTexts } from '../../named-text/compiled-texts.api.js';
import { NamedTexts, type NamedText } from '../../named-text/named-text.api.js';
import { TICKET_FACTS } from '../../ticket/ticket.api.js';
import { ActionChecks } from '../action/action-checks.js';
import { changesOf, compiledRule, type CompiledRule } from '../matching/compiled-rule.js';
import { RuleIndex } from '../matching/rule-index.js';
import type { RuleBody, RuleText } from './rule.dto.js';
import { RuleSchema, RuleVersionSchema } from './rule.schema.js';

export class RuleNotFound extends domainError('automation-rule-not-found', 'not-found') {}
export class RuleNameTaken extends domainError('automation-rule-name-taken', 'conflict') {}
export class RuleConditionInvalid extends domainError('automation-condition-invalid', 'invalid') {}

/** What conditions may name beside the ticket's attributes. */
export const EVENT = 'event';
const KNOWN = [...TICKET_FACTS, EVENT];
/** Compiled at once, of all tenants. */
const COMPILED = 100_000;
/** Compiled without a pause: others have their turn in between. */
const AT_ONCE = 200;

export interface RuleBook {
  readonly index: RuleIndex;
  readonly byId: ReadonlyMap<string, CompiledRule>;
}

/** What is done with tickets by itself. Changed rules are for what happens from then on, a few seconds later everywhere. */
@Injectable()
export class Rules {
  readonly texts: NamedTexts<RuleText>;
  readonly #book: CompiledTexts<RuleText, RuleBook>;
  readonly #compiled = new LRUCache<string, CompiledRule>({ max: COMPILED });

  constructor(
    database: Database,
    clock: Clock,
    private readonly calendars: Calendars,
    private readonly checks: ActionChecks,
  ) {
    this.texts = new NamedTexts<RuleText>(database, clock, {
      kind: 'automation-rule',
      schema: RuleSchema,
      versions: RuleVersionSchema,
      notFound: (id) => new RuleNotFound('There is no such rule.', { id }),
      nameTaken: () => new RuleNameTaken('There is a rule of this name.'),
    });
    this.#book = new CompiledTexts(this.texts, (rules) => this.#compile(rules));
  }

  /** As they were some seconds ago. */
  book(): Promise<RuleBook> {
    return this.#book.get();
  }

  /** @throws RuleNameTaken, RuleConditionInvalid, CalendarUnknown, DurationInvalid, and what actions are refused for */
  async create(body: RuleBody, by: string): Promise<NamedText<RuleText>> {
    return this.texts.create(await this.#checked(body), by);
  }

  /** @throws RuleNotFound, StaleVersion, and as `create` */
  async replace(id: string, body: RuleBody, by: string): Promise<NamedText<RuleText>> {
    return this.texts.replace(id, await this.#checked(body), by);
  }

  /** A rule that is not kept, to be tried. @throws RuleConditionInvalid, CalendarUnknown, DurationInvalid, and what actions are refused for */
  async draft(body: RuleBody): Promise<CompiledRule> {
    const written = await this.#checked(body);
    return compiledRule({ id: '', version: 0, ...written, changedBy: '', changedAt: new Date(0) });
  }

  async #checked({ name, position, active, ...text }: RuleBody) {
    refuseFault(text);
    if (text.when.type === 'time') await this.#refuseTime(text.when);
    await this.checks.refuse(text.actions, KNOWN);
    return { name, position, active, text };
  }

  async #refuseTime({ after, calendar: name }: { readonly after: string; readonly calendar: string }): Promise<void> {
    await this.calendars.names();
    const calendar = (await this.calendars.all()).get(name);
    if (!calendar) throw new CalendarUnknown(`There is no calendar ${name}.`, { name });
    businessDuration(after, calendar);
  }

  /** Only what changed is parsed anew. */
  async #compile(rules: readonly NamedText<RuleText>[]): Promise<RuleBook> {
    const compiled: CompiledRule[] = [];
    let parsed = 0;
    for (const rule of rules) {
      const key = `${currentTenant()}/${rule.id}/${rule.version}`;
      const known = this.#compiled.get(key);
      const made = known ?? compiledRule(rule);
      if (!known && ++parsed % AT_ONCE === 0) await new Promise(setImmediate);
      this.#compiled.set(key, made);
      compiled.push(made);
    }
    return { index: new RuleIndex(compiled), byId: new Map(compiled.map((rule) => [rule.id, rule])) };
  }
}

function refuseFault(text: RuleText): void {
  const { condition, ...rule } = compiled(text);
  const unknown = [...condition.names, ...changesOf({ condition, ...rule })].filter((name) => !KNOWN.includes(name));
  if (unknown.length === 0) return;
  throw new RuleConditionInvalid(`Tickets have no ${[...new Set(unknown)].join(', ')}.`, { known: KNOWN });
}

function compiled(text: RuleText): CompiledRule {
  try {
    const kept = { name: '', position: 0, active: true, changedBy: '', changedAt: new Date(0) };
    return compiledRule({ id: '', version: 0, ...kept, text });
  } catch (error) {
    if (error instanceof ExpressionFault) throw new RuleConditionInvalid(error.message);
    throw error;
  }
}
