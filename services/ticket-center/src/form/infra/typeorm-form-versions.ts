import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { FormVersions, type FormVersion } from '../domain/form-versions.js';
import { FormSchema } from './form-version.schema.js';

@Injectable()
export class TypeormFormVersions extends FormVersions {
  constructor(private readonly database: Database) {
    super();
  }

  override async add(version: FormVersion): Promise<void> {
    await this.database.transaction((tx) => tx.insert(FormSchema, version as object));
  }
}
