import { TenantSeed } from '#libs/web/service-definition';
import { Injectable } from '@nestjs/common';
import { FormService } from './form/form.service.js';
import { ServiceTargetService } from './service-target/service-target.service.js';
import { TicketTypeService } from './ticket-type/ticket-type.service.js';

/** What a new tenant starts with; what others are made of comes first. */
@Injectable()
export class TicketCenterSeed extends TenantSeed {
  readonly #parts: readonly TenantSeed[];

  constructor(types: TicketTypeService, forms: FormService, targets: ServiceTargetService) {
    super();
    this.#parts = [types, forms, targets];
  }

  override async seed(): Promise<void> {
    for (const part of this.#parts) await part.seed();
  }
}
