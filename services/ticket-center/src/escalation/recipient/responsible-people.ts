import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { ResponsibleBody } from './recipient.dto.js';
import { ResponsibleSchema, type ResponsibleRow } from './responsible.schema.js';

const ALL = '';

/** Who answers in which role for whom. */
@Injectable()
export class ResponsiblePeople {
  constructor(private readonly database: Database) {}

  async list(): Promise<ResponsibleRow[]> {
    return (await this.database.reader()).find(ResponsibleSchema, { order: { role: 'ASC', teamId: 'ASC' } });
  }

  async put(role: string, { teamId, people }: ResponsibleBody): Promise<void> {
    const key = { role, teamId: teamId ?? ALL };
    await this.database.transaction(async (tx) => {
      await tx.delete(ResponsibleSchema, key);
      if (people.length > 0) await tx.insert(ResponsibleSchema, { ...key, people });
    });
  }

  /** For the team, else for all. */
  async of(role: string, teamId: string | null): Promise<readonly string[]> {
    const reader = await this.database.reader();
    const own = teamId === null ? null : await reader.findOneBy(ResponsibleSchema, { role, teamId });
    return (own ?? (await reader.findOneBy(ResponsibleSchema, { role, teamId: ALL })))?.people ?? [];
  }
}
