import { addBusinessTime } from '#libs/business-time/business-time';
import { businessDuration } from '#libs/business-time/business-duration';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Calendars, CalendarUnknown } from '../../calendar/calendar.api.js';
import { Duties } from '../../duty/duty.api.js';
import { MessageTemplates } from '../../message-template/message-template.api.js';
import { CompiledTexts } from '../../named-text/compiled-texts.api.js';
import { ConditionalTexts, faultOf } from '../../named-text/conditional-texts.api.js';
import { NamedTexts, type NamedText } from '../../named-text/named-text.api.js';
import { TICKET_FACTS, type TicketFacts } from '../../ticket/ticket.api.js';
import type { ChainBody, ChainText, Step } from './chain.dto.js';
import { ChainSchema, ChainVersionSchema } from './chain.schema.js';

export class ChainNotFound extends domainError('escalation-chain-not-found', 'not-found') {}
export class ChainNameTaken extends domainError('escalation-chain-name-taken', 'conflict') {}
export class ChainConditionInvalid extends domainError('escalation-condition-invalid', 'invalid') {}

export type Chain = NamedText<ChainText>;

/** Who is told next, when the ones before did not help. */
@Injectable()
export class Chains {
  readonly texts: NamedTexts<ChainText>;
  readonly #active: CompiledTexts<ChainText, ConditionalTexts<ChainText>>;

  constructor(
    database: Database,
    private readonly clock: Clock,
    private readonly calendars: Calendars,
    private readonly templates: MessageTemplates,
    private readonly duties: Duties,
  ) {
    this.texts = new NamedTexts<ChainText>(database, clock, {
      kind: 'escalation-chain',
      schema: ChainSchema,
      versions: ChainVersionSchema,
      notFound: (id) => new ChainNotFound('There is no such chain.', { id }),
      nameTaken: () => new ChainNameTaken('There is a chain of this name.'),
    });
    this.#active = new CompiledTexts(this.texts, (chains) => new ConditionalTexts(chains));
  }

  /** All that are for such a ticket. */
  async for(ticket: TicketFacts): Promise<Chain[]> {
    return (await this.#active.get()).holding(ticket, this.clock.now());
  }

  /** @throws ChainNotFound when there is none, or it is not active */
  async named(name: string): Promise<Chain> {
    const found = [...(await this.#active.get()).byId.values()].find((chain) => chain.name === name);
    if (!found) throw new ChainNotFound('There is no such chain.', { name });
    return found;
  }

  /** So much open time of its calendar later. @throws CalendarUnknown, DurationInvalid */
  async dueAfter({ calendar: name }: ChainText, from: Date, duration: string): Promise<Date> {
    const calendar = (await this.calendars.all()).get(name);
    if (!calendar) throw new CalendarUnknown(`There is no calendar ${name}.`, { name });
    return addBusinessTime(calendar, from, businessDuration(duration, calendar));
  }

  /** @throws ChainNameTaken, ChainConditionInvalid, CalendarUnknown, DurationInvalid, TemplateUnknown, RosterNotFound */
  async create(body: ChainBody, by: string): Promise<Chain> {
    return this.texts.create(await this.#checked(body), by);
  }

  /** For what is escalated from then on. @throws ChainNotFound, StaleVersion, and as `create` */
  async replace(id: string, body: ChainBody, by: string): Promise<Chain> {
    return this.texts.replace(id, await this.#checked(body), by);
  }

  async #checked({ name, position, active, ...text }: ChainBody) {
    const fault = faultOf(text.condition, TICKET_FACTS);
    if (fault !== null) throw new ChainConditionInvalid(fault, { known: TICKET_FACTS });
    await this.calendars.names();
    for (const step of text.steps) await this.#refuse(text, step);
    return { name, position, active, text };
  }

  async #refuse(text: ChainText, { after, to, does, repeat }: Step): Promise<void> {
    await this.dueAfter(text, this.clock.now(), after);
    if (repeat) await this.dueAfter(text, this.clock.now(), repeat.every);
    for (const recipient of to) if (recipient.type === 'duty') await this.duties.require(recipient.roster);
    for (const deed of does) if (deed.type === 'notify') await this.templates.text(deed.template, {});
  }
}
