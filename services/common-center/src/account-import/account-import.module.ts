import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { OrganisationModule } from '../organisation/organisation.module.js';
import { AccountImportController } from './account-import.controller.js';
import { AccountImportWorker } from './account-import-worker.js';
import { AccountImports } from './account-imports.js';
import { PersonArrival } from './person-arrival.js';

/** Everybody at once: lists of people. */
@Module({
  imports: [IdentityModule, OrganisationModule],
  controllers: [AccountImportController],
  providers: [AccountImports, AccountImportWorker, PersonArrival],
})
export class AccountImportModule {}
