import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { UnknownReference } from '../routing-setup/routing-setup.errors.api.js';
import { SkillSchema } from './skill.schema.js';

/** What other contexts ask of skills. */
@Injectable()
export class Skills {
  constructor(private readonly database: Database) {}

  /** @throws UnknownReference naming the first that does not exist */
  async refuseUnknown(codes: readonly string[]): Promise<void> {
    const rows = await (await this.database.reader()).findBy(SkillSchema, { code: In([...codes]) });
    const unknown = codes.find((code) => !rows.some((row) => row.code === code));
    if (unknown !== undefined) throw new UnknownReference(`There is no skill ${unknown}.`, { skill: unknown });
  }
}
