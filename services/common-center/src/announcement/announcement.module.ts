import { Module } from '@nestjs/common';
import { AnnouncementController } from './announcement.controller.js';
import { Announcements } from './announcements.js';
import { Receipts } from './receipts.js';
import { AnnouncementRounds } from './announcement-rounds.js';

/** What everybody of an audience is to know, and who does. */
@Module({ controllers: [AnnouncementController], providers: [Announcements, Receipts, AnnouncementRounds] })
export class AnnouncementModule {}
