import { Injectable } from '@nestjs/common';
import type { Applied } from './macro.dto.js';
import { Macros } from './macros.js';

/** What other contexts do with macros. */
@Injectable()
export class MacroUse {
  constructor(private readonly macros: Macros) {}

  /** May ask another service: never within a transaction. @throws MacroNotFound, also when it is another team's */
  async require(id: string, by: string): Promise<void> {
    await this.macros.usable(id, by);
  }

  /** To one ticket, in the caller's transaction. @throws MacroNotFound */
  apply(id: string, ticketId: string, by: string): Promise<Applied> {
    return this.macros.applyWithin(id, ticketId, by);
  }
}
