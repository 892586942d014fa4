import { Module } from '@nestjs/common';
import { FiguresModule } from '../figures/figures.module.js';
import { OutcomesModule } from '../outcomes/outcomes.module.js';
import { RosteringModule } from '../rostering/rostering.module.js';
import { TopicsModule } from '../topics/topics.module.js';
import { AlertController } from './alert/alert.controller.js';
import { Alerting } from './alert/alerting.js';
import { AlertDuties } from './alert/duties.js';
import { FindAlerts } from './alert/find-alerts.js';
import { OpenAlerts } from './alert/open-alerts.js';
import { BoardController } from './board/board.controller.js';
import { BoardSeed } from './board/board-seed.js';
import { Boards } from './board/boards.js';
import { ContactReconciliation } from './contacts/contact-reconciliation.js';
import { TellingsOfContacts } from './contacts/tellings-of-contacts.js';
import { Alerts } from './domain/alert.repository.js';
import { NamedFigureController } from './figure/figure.controller.js';
import { FigureItems } from './figure/figure-items.js';
import { Looking } from './figure/looking.js';
import { Reaches } from './figure/reach.js';
import { TypeormAlerts } from './infra/typeorm-alerts.js';
import { BoardGlance } from './live/board-glance.js';
import { BoardReadings } from './live/board-readings.js';
import { BoardStreams } from './live/board-streams.js';
import { MonitoringConsumer } from './monitoring.consumer.js';
import { Nights } from './reconciliation/nights.js';
import { Reconciliation } from './reconciliation/reconciliation.js';
import { ReconciliationController } from './reconciliation/reconciliation.controller.js';
import { ReconciliationRounds } from './reconciliation/reconciliation-rounds.js';
import { InterfaceAlarms } from './sources/interface-alarms.js';
import { InterfaceFigureBook } from './sources/interface-figures.js';
import { ServicesReady } from './sources/services-ready.js';
import { SiteController } from './sources/site.controller.js';
import { Sites } from './sources/sites.js';
import { ThresholdController } from './threshold/threshold.controller.js';
import { ThresholdSeed } from './threshold/threshold-seed.js';
import { ThresholdWatch } from './threshold/threshold-watch.js';
import { Thresholds } from './threshold/thresholds.js';
import { WallClock } from './threshold/wall-clock.js';
import { TicketReader } from './tickets/ticket-reader.js';
import { TicketReconciliation } from './tickets/ticket-reconciliation.js';
import { StandingsOfTickets } from './tickets/ticket-standings.js';
import { TicketWriter } from './tickets/ticket-writer.js';
import { WallboardController } from './wallboard/wallboard.controller.js';

@Module({
  imports: [FiguresModule, OutcomesModule, RosteringModule, TopicsModule],
  controllers: [
    ...[MonitoringConsumer, NamedFigureController, BoardController, SiteController],
    ...[ThresholdController, AlertController, ReconciliationController, WallboardController],
  ],
  providers: [
    ...[TicketWriter, TicketReader, InterfaceAlarms, InterfaceFigureBook, ServicesReady, Sites],
    ...[Looking, FigureItems, Reaches],
    ...[Boards, BoardSeed, BoardGlance, BoardReadings, BoardStreams],
    ...[{ provide: Alerts, useClass: TypeormAlerts }, Alerting, AlertDuties, FindAlerts, OpenAlerts],
    ...[Thresholds, ThresholdSeed, ThresholdWatch, WallClock],
    ...[Nights, Reconciliation, ReconciliationRounds],
    ...[TellingsOfContacts, ContactReconciliation, StandingsOfTickets, TicketReconciliation],
  ],
  exports: [BoardSeed, ThresholdSeed],
})
export class MonitoringModule {}
