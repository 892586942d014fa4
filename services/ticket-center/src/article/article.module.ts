import { Module } from '@nestjs/common';
import { AttachmentModule } from '../attachment/attachment.module.js';
import { PeopleModule } from '../people/people.module.js';
import { TicketModule } from '../ticket/ticket.module.js';
import { WatcherModule } from '../watcher/watcher.module.js';
import { ArticleController } from './article.controller.js';
import { ArticleList } from './article-list.js';
import { Articles } from './articles.js';

/** The conversation of a ticket: what the customer sees of it, and what only colleagues do. */
@Module({
  imports: [TicketModule, AttachmentModule, WatcherModule, PeopleModule],
  controllers: [ArticleController],
  providers: [Articles, ArticleList],
})
export class ArticleModule {}
