import { Module } from '@nestjs/common';
import { CorrectCustomerHandler } from './commands/correct-customer.js';
import { EraseCustomerHandler } from './commands/erase-customer.js';
import { MergeCustomersHandler } from './commands/merge-customers.js';
import { RegisterCustomerHandler } from './commands/register-customer.js';
import { RegisterCustomersHandler } from './commands/register-customers.js';
import { TagCustomerHandler } from './commands/tag-customer.js';
import { UnmergeCustomerHandler } from './commands/unmerge-customer.js';
import { CustomerMergeController } from './customer-merge.controller.js';
import { CustomerResolutionController } from './customer-resolution.controller.js';
import { PersonCustomers } from './person-customers.js';
import { CustomerController } from './customer.controller.js';
import { Customers } from './domain/customer.repository.js';
import { CustomerExportController } from './export/customer-export.controller.js';
import { CustomerExports } from './export/customer-exports.js';
import { CustomerExportWorker } from './export/export-worker.js';
import { ConnectorHoldings } from './holdings/connector-holdings.js';
import { OutsideHoldings } from './holdings/holdings.api.js';
import { HoldingsController } from './holdings/holdings.controller.js';
import { HouseholdController } from './household/household.controller.js';
import { Households } from './household/households.js';
import { CustomerImportController } from './import/customer-import.controller.js';
import { CustomerImports } from './import/customer-imports.js';
import { ImportBatches } from './import/import-batches.js';
import { ImportWorker } from './import/import-worker.js';
import { BlindIdentifiers } from './infra/blind-identifiers.js';
import { CustomerCipher, CustomerKeysAtHand } from './infra/customer-cipher.js';
import { FormerCustomers } from './infra/former-customers.js';
import { PersonalPart } from './infra/personal-part.js';
import { SealingRounds } from './infra/sealing-rounds.js';
import { TypeormCustomers } from './infra/typeorm-customer.repository.js';
import { CustomerLabelController } from './label/customer-label.controller.js';
import { CustomerLabels } from './label/customer-labels.js';
import { CustomerGroups } from './queries/customer-groups.js';
import { FindCustomersHandler } from './queries/find-customers.js';
import { GetCustomerHandler } from './queries/get-customer.js';
import { ListCustomersHandler } from './queries/list-customers.js';
import { ListCustomerJournalHandler } from './queries/list-journal.js';
import { MergedIds } from './queries/merged-ids.js';
import { Survivors } from './queries/survivors.js';
import { CustomerRelationController } from './relation/customer-relation.controller.js';
import { CustomerRelations } from './relation/customer-relations.js';

/** The people and organisations we serve. */
@Module({
  controllers: [
    CustomerController,
    CustomerMergeController,
    CustomerResolutionController,
    CustomerLabelController,
    CustomerRelationController,
    HouseholdController,
    HoldingsController,
    CustomerImportController,
    CustomerExportController,
  ],
  providers: [
    { provide: Customers, useClass: TypeormCustomers },
    { provide: OutsideHoldings, useClass: ConnectorHoldings },
    CustomerCipher,
    CustomerKeysAtHand,
    PersonalPart,
    BlindIdentifiers,
    FormerCustomers,
    SealingRounds,
    CustomerLabels,
    CustomerRelations,
    Households,
    PersonCustomers,
    Survivors,
    MergedIds,
    CustomerGroups,
    CustomerImports,
    ImportBatches,
    ImportWorker,
    CustomerExports,
    CustomerExportWorker,
    RegisterCustomerHandler,
    RegisterCustomersHandler,
    CorrectCustomerHandler,
    EraseCustomerHandler,
    MergeCustomersHandler,
    UnmergeCustomerHandler,
    TagCustomerHandler,
    GetCustomerHandler,
    FindCustomersHandler,
    ListCustomersHandler,
    ListCustomerJournalHandler,
  ],
  exports: [MergedIds],
})
export class CustomerModule {}
