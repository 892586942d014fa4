import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SetupBook } from './facts/setup-book.js';

/** The team that what an agent does counts for. */
@Injectable()
export class FigureTeams {
  constructor(private readonly setup: SetupBook) {}

  /** Null: in none, as far as was told. */
  async teamOf(tx: EntityManager, agentId: string): Promise<string | null> {
    return (await this.setup.of(tx, [], [agentId])).teamOf(agentId);
  }
}
