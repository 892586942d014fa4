import { addBusinessTime } from '#libs/business-time/business-time';
import { businessDuration } from '#libs/business-time/business-duration';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Calendars, CalendarUnknown } from '../calendar/calendar.api.js';
import { MessageTemplates } from '../message-template/message-template.api.js';
import { CompiledTexts } from '../named-text/compiled-texts.api.js';
import { ConditionalTexts, faultOf } from '../named-text/conditional-texts.api.js';
import { NamedTexts, type NamedText } from '../named-text/named-text.api.js';
import { TICKET_FACTS, type TicketFacts } from '../ticket/ticket.api.js';
import { UrgePolicyText, type UrgePolicyBody } from './urge-policy.dto.js';
import { UrgeConditionInvalid, UrgePolicyNameTaken, UrgePolicyNotFound } from './urge.errors.js';
import { UrgePolicySchema, UrgePolicyVersionSchema } from './urge.schema.js';

/** Where nobody has written a policy. */
const USUAL: UrgePolicyText = UrgePolicyText.parse({});

/** Who may urge what how often, and who hears of it. */
@Injectable()
export class UrgePolicies {
  readonly texts: NamedTexts<UrgePolicyText>;
  readonly #choice: CompiledTexts<UrgePolicyText, ConditionalTexts<UrgePolicyText>>;

  constructor(
    database: Database,
    private readonly clock: Clock,
    private readonly calendars: Calendars,
    private readonly templates: MessageTemplates,
  ) {
    this.texts = new NamedTexts<UrgePolicyText>(database, clock, {
      kind: 'urge-policy',
      schema: UrgePolicySchema,
      versions: UrgePolicyVersionSchema,
      notFound: (id) => new UrgePolicyNotFound('There is no such policy.', { id }),
      nameTaken: () => new UrgePolicyNameTaken('There is a policy of this name.'),
    });
    this.#choice = new CompiledTexts(this.texts, (policies) => new ConditionalTexts(policies));
  }

  async choose(ticket: TicketFacts): Promise<UrgePolicyText> {
    return (await this.#choice.get()).choose(ticket, this.clock.now())?.text ?? USUAL;
  }

  /** By when somebody is to answer who hears of it now. @throws CalendarUnknown */
  async answerDue({ answerWithin, calendar: name }: UrgePolicyText): Promise<Date> {
    const calendar = (await this.calendars.all()).get(name);
    if (!calendar) throw new CalendarUnknown(`There is no calendar ${name}.`, { name });
    return addBusinessTime(calendar, this.clock.now(), businessDuration(answerWithin, calendar));
  }

  /** @throws UrgePolicyNameTaken, UrgeConditionInvalid, CalendarUnknown, DurationInvalid, TemplateUnknown */
  async create(body: UrgePolicyBody, by: string): Promise<NamedText<UrgePolicyText>> {
    return this.texts.create(await this.#checked(body), by);
  }

  /** @throws UrgePolicyNotFound, StaleVersion, and as `create` */
  async replace(id: string, body: UrgePolicyBody, by: string): Promise<NamedText<UrgePolicyText>> {
    return this.texts.replace(id, await this.#checked(body), by);
  }

  async #checked({ name, position, active, ...text }: UrgePolicyBody) {
    const fault = faultOf(text.condition, TICKET_FACTS);
    if (fault !== null) throw new UrgeConditionInvalid(fault, { known: TICKET_FACTS });
    await this.calendars.names();
    await this.answerDue(text);
    await this.templates.text(text.template, {});
    return { name, position, active, text };
  }
}
