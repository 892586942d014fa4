import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { TicketTypeSchema, type TicketType } from './ticket-type.schema.js';

export class UnknownTicketType extends domainError('ticket-type-unknown', 'invalid') {}

/** What other contexts ask about ticket types. */
@Injectable()
export class TicketTypes {
  constructor(private readonly database: Database) {}

  /** @throws UnknownTicketType */
  async get(code: string): Promise<TicketType> {
    const found = await (await this.database.reader()).findOneBy(TicketTypeSchema, { code });
    if (!found) throw new UnknownTicketType(`There is no ticket type ${code}.`, { code });
    return found;
  }
}
