import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { TicketModule } from '../ticket/ticket.module.js';
import { TicketReach } from '../ticket/reach/ticket-reach.api.js';
import { WatchedTicketController } from './watched-ticket.controller.js';
import { Watchers } from './watcher.api.js';
import { WatcherConsumer } from './watcher.consumer.js';
import { WatcherController } from './watcher.controller.js';
import { Watching } from './watching.js';

@Module({
  imports: [TicketModule, PeopleModule],
  controllers: [WatcherController, WatchedTicketController, WatcherConsumer],
  providers: [Watchers, Watching],
  exports: [Watchers],
})
export class WatcherModule {
  /** Who watches a ticket sees it. */
  constructor(reach: TicketReach) {
    reach.add({ table: 'ticket_watcher', person: 'personId' });
  }
}
