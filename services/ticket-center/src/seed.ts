import { TenantSeed } from '#libs/web/platform/service-definition';
import { Injectable } from '@nestjs/common';
import { CalendarService } from './calendar/calendar.service.js';
import { CloseFlowService } from './close-flow/close-flow.service.js';
import { ConnectorService } from './connector/connector.service.js';
import { HouseForms } from './form/house-forms.js';
import { MessageTemplateService } from './message-template/message-template.service.js';
import { HouseProcesses } from './process-definition/house-processes.js';
import { ServiceTargetService } from './service-target/service-target.service.js';
import { HouseCategories } from './ticket-category/house-categories.js';
import { TicketTypeService } from './ticket-type/ticket-type.service.js';

/** What a new tenant starts with; what others are made of comes first. */
@Injectable()
export class TicketCenterSeed extends TenantSeed {
  readonly #parts: readonly TenantSeed[];

  constructor(
    calendars: CalendarService,
    connectors: ConnectorService,
    forms: HouseForms,
    targets: ServiceTargetService,
    templates: MessageTemplateService,
    processes: HouseProcesses,
    categories: HouseCategories,
    flows: CloseFlowService,
    types: TicketTypeService,
  ) {
    super();
    this.#parts = [calendars, connectors, forms, targets, templates, processes, categories, flows, types];
  }

  override async seed(): Promise<void> {
    for (const part of this.#parts) await part.seed();
  }
}
