import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { QualityTeamSchema, type QualityTeam } from './subject.schema.js';

/** Who is in which team, and who leads it; a copy, kept by events. */
@Injectable()
export class Teams {
  constructor(private readonly database: Database) {}

  /** Older news than what is known changes nothing. */
  async note(tx: EntityManager, team: QualityTeam): Promise<void> {
    const { teamId } = team;
    const known = await tx.findOneBy(QualityTeamSchema, { teamId });
    if (known && known.toldAt >= team.toldAt) return;
    if (known) await tx.update(QualityTeamSchema, { teamId }, team);
    else await tx.insert(QualityTeamSchema, team);
  }

  async known(): Promise<KnownTeams> {
    return new KnownTeams(await (await this.database.reader()).find(QualityTeamSchema, { order: { teamId: 'ASC' } }));
  }
}

export class KnownTeams {
  readonly #teamOf = new Map<string, string>();
  readonly #ledBy = new Map<string, Set<string>>();

  constructor(teams: readonly QualityTeam[]) {
    for (const { teamId, managerId, memberIds } of teams) {
      for (const id of memberIds) this.#teamOf.set(id, teamId);
      if (managerId === null) continue;
      const led = this.#ledBy.get(managerId) ?? new Set();
      for (const id of memberIds) if (id !== managerId) led.add(id);
      this.#ledBy.set(managerId, led);
    }
  }

  teamOf(personId: string): string | null {
    return this.#teamOf.get(personId) ?? null;
  }

  /** Those somebody leads. */
  ledBy(personId: string): ReadonlySet<string> {
    return this.#ledBy.get(personId) ?? new Set();
  }
}
