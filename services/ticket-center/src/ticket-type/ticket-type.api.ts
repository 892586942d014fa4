import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { TicketCategories, type CategoryOnPath } from '../ticket-category/ticket-category.api.js';
import { ReopenWindows } from './reopen-window.js';
import { TicketTypeSchema, type TicketType } from './ticket-type.schema.js';

export type { TicketType } from './ticket-type.schema.js';

export class UnknownTicketType extends domainError('ticket-type-unknown', 'invalid') {}
/** Tickets of a type are in its category or below it. */
export class CategoryOutsideType extends domainError('ticket-category-outside-type', 'invalid') {}

/** What other contexts ask about ticket types. */
@Injectable()
export class TicketTypes {
  constructor(
    private readonly database: Database,
    private readonly categories: TicketCategories,
    private readonly windows: ReopenWindows,
  ) {}

  /** @throws UnknownTicketType */
  async get(code: string): Promise<TicketType> {
    const found = await (await this.database.reader()).findOneBy(TicketTypeSchema, { code });
    if (!found) throw new UnknownTicketType(`There is no ticket type ${code}.`, { code });
    return found;
  }

  /** Until when a ticket of the type may be reopened; null: until it is closed. */
  async reopenableUntil(code: string, solvedAt: Date): Promise<Date | null> {
    return this.windows.endOf(await this.get(code), solvedAt);
  }

  /**
   * From the top down to where a new ticket belongs; null: nobody said so.
   * @throws CategoryNotFound, CategoryInactive, CategoryOutsideType
   */
  async placeOf({ code, categoryId }: TicketType, wanted: string | null): Promise<readonly CategoryOnPath[] | null> {
    const place = wanted ?? categoryId;
    if (place === null) return null;
    const path = await this.categories.openPath(place);
    if (categoryId === null || path.some(({ id }) => id === categoryId)) return path;
    throw new CategoryOutsideType(`Tickets of the type ${code} are elsewhere in the tree.`, { categoryId: wanted });
  }
}
