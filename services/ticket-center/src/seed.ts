import { TenantSeed } from '#libs/web/service-definition';
import { Injectable } from '@nestjs/common';
import { TicketTypeService } from './ticket-type/ticket-type.service.js';

/** What a new tenant starts with; what others are made of comes first. */
@Injectable()
export class TicketCenterSeed extends TenantSeed {
  readonly #parts: readonly TenantSeed[];

  constructor(types: TicketTypeService) {
    super();
    this.#parts = [types];
  }

  override async seed(): Promise<void> {
    for (const part of this.#parts) await part.seed();
  }
}
