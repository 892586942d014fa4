import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { QueryDeepPartialEntity } from 'typeorm';
import { ProcessVersions, type ProcessVersion } from '../domain/process-versions.js';
import { ProcessVersionSchema } from './process-definition.schema.js';

@Injectable()
export class TypeormProcessVersions extends ProcessVersions {
  constructor(private readonly database: Database) {
    super();
  }

  override async add(version: ProcessVersion): Promise<void> {
    const row = version as QueryDeepPartialEntity<ProcessVersion>;
    await this.database.transaction((tx) => tx.insert(ProcessVersionSchema, row as object));
  }
}
