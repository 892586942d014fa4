import { Module } from '@nestjs/common';
import { FiguresModule } from '../figures/figures.module.js';
import { RosteringModule } from '../rostering/rostering.module.js';
import { OutcomeController } from './answers/outcome.controller.js';
import { OutcomeReader } from './answers/outcome-reader.js';
import { OutcomeReports } from './answers/outcome-reports.js';
import { OutcomeContactsConsumer } from './outcome-contacts.consumer.js';
import { MergedCustomers } from './customers/merged-customers.js';
import { OutcomeFollowedConsumer } from './outcome-followed.consumer.js';
import { OutcomeTicketsConsumer } from './outcome-tickets.consumer.js';
import { InterestController } from './interests/interest.controller.js';
import { Interests } from './interests/interests.js';
import { OutcomeBook } from './outcomes.api.js';
import { CustomerProfiles } from './profiles/customer-profiles.js';
import { ProfileController } from './profiles/profile.controller.js';
import { ProfileFigures } from './profiles/profile-figures.js';
import { ProfileRounds } from './profiles/profile-rounds.js';
import { PurchaseController } from './purchases/purchase.controller.js';
import { PurchaseFigures } from './purchases/purchase-figures.js';
import { Purchases } from './purchases/purchases.js';
import { OutcomeWriter } from './rows/outcome-writer.js';
import { OutcomeSettingsController } from './settings/outcome-settings.controller.js';
import { OutcomeSettingsBook } from './settings/outcome-settings.js';
import { SopOutcomeController } from './sops/sop-outcome.controller.js';
import { SopOutcomes } from './sops/sop-outcomes.js';
import { Tenures } from './tenure/tenures.js';
import { OutcomeRounds } from './upkeep/outcome-rounds.js';

const FOLLOWED = [SopOutcomes, MergedCustomers, OutcomeRounds, Interests];
const CUSTOMERS = [CustomerProfiles, ProfileFigures, ProfileRounds, Purchases, PurchaseFigures];

@Module({
  imports: [FiguresModule, RosteringModule],
  controllers: [
    ...[OutcomeController, OutcomeSettingsController, SopOutcomeController, InterestController],
    ...[ProfileController, PurchaseController],
    ...[OutcomeContactsConsumer, OutcomeTicketsConsumer, OutcomeFollowedConsumer],
  ],
  providers: [
    OutcomeWriter,
    OutcomeReader,
    OutcomeReports,
    OutcomeSettingsBook,
    Tenures,
    OutcomeBook,
    ...FOLLOWED,
    ...CUSTOMERS,
  ],
  exports: [OutcomeBook],
})
export class OutcomesModule {}
