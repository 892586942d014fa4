import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { compileExpression, ExpressionFault } from '#libs/process-engine/expression/compile';
import { Injectable } from '@nestjs/common';
import { Calendars, CalendarUnknown } from '../../calendar/calendar.api.js';
import { CompiledTexts } from '../../named-text/compiled-texts.api.js';
import { NamedTexts, type NamedText } from '../../named-text/named-text.api.js';
import { SLA_ATTRIBUTES, type SlaAttributes } from '../terms/sla-fact.js';
import { compiledTarget, type CalendarOf } from './compiled-policy.js';
import { PolicyChoice } from './policy-choice.js';
import type { PolicyBody, PolicyText } from './sla-policy.dto.js';
import { SlaPolicySchema, SlaPolicyVersionSchema } from './sla-policy.schema.js';

export class SlaPolicyNotFound extends domainError('sla-policy-not-found', 'not-found') {}
export class SlaPolicyNameTaken extends domainError('sla-policy-name-taken', 'conflict') {}
export class SlaConditionInvalid extends domainError('sla-condition-invalid', 'invalid') {}

/** What is promised to whom. Changed policies are for what happens from then on; see recomputations for what happened before. */
@Injectable()
export class SlaPolicies {
  readonly texts: NamedTexts<PolicyText>;
  readonly #choice: CompiledTexts<PolicyText, PolicyChoice>;

  constructor(
    database: Database,
    clock: Clock,
    private readonly calendars: Calendars,
  ) {
    this.texts = new NamedTexts<PolicyText>(database, clock, {
      kind: 'sla-policy',
      schema: SlaPolicySchema,
      versions: SlaPolicyVersionSchema,
      notFound: (id) => new SlaPolicyNotFound('There is no such policy.', { id }),
      nameTaken: () => new SlaPolicyNameTaken('There is a policy of this name.'),
    });
    this.#choice = new CompiledTexts(this.texts, (policies) => new PolicyChoice(policies));
  }

  /** @throws SlaPolicyNameTaken, SlaConditionInvalid, CalendarUnknown, DurationInvalid */
  async create(body: PolicyBody, by: string): Promise<NamedText<PolicyText>> {
    return this.texts.create(await this.#checked(body), by);
  }

  /** @throws SlaPolicyNotFound, StaleVersion, and as `create` */
  async replace(id: string, body: PolicyBody, by: string): Promise<NamedText<PolicyText>> {
    return this.texts.replace(id, await this.#checked(body), by);
  }

  /** The first in order whose condition holds; null: nothing is promised. */
  async choose(attributes: SlaAttributes, at: Date): Promise<NamedText<PolicyText> | null> {
    return (await this.#choice.get()).choose(attributes, at);
  }

  async #checked({ name, position, active, ...text }: PolicyBody) {
    refuseFault(text.condition);
    await this.calendars.names();
    const versions = await this.calendars.versions();
    const known = new Map<string, Awaited<ReturnType<Calendars['at']>>>();
    for (const calendar of calendarsOf(text)) {
      const version = versions.get(calendar);
      if (version === undefined) throw new CalendarUnknown(`There is no calendar ${calendar}.`, { calendar });
      known.set(calendar, await this.calendars.at(calendar, version));
    }
    const calendarOf: CalendarOf = (calendar) => known.get(calendar)!;
    for (const target of targetsOf(text)) compiledTarget(target, text, calendarOf);
    return { name, position, active, text };
  }
}

/** By name, each once. */
export function calendarsOf(text: PolicyText): string[] {
  const named = targetsOf(text).flatMap(({ calendar }) => calendar ?? []);
  return [...new Set([text.calendar, ...named])];
}

function targetsOf({ targets, ola }: PolicyText) {
  return [...Object.values(targets), ...Object.values(ola)];
}

function refuseFault(condition: string): void {
  const known: readonly string[] = SLA_ATTRIBUTES;
  const unknown = namesIn(condition).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new SlaConditionInvalid(`Policies know nothing of: ${unknown.join(', ')}.`, { known });
}

function namesIn(condition: string): readonly string[] {
  try {
    return compileExpression(condition).names;
  } catch (error) {
    if (error instanceof ExpressionFault) throw new SlaConditionInvalid(error.message);
    throw error;
  }
}
