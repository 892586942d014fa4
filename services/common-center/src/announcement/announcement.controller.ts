import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Announcements } from './announcements.js';
import * as dto from './announcement.dto.js';
import { Receipts } from './receipts.js';

@ApiTags('announcements')
@Controller('api/v1/announcements')
export class AnnouncementController {
  constructor(
    private readonly announcements: Announcements,
    private readonly receipts: Receipts,
  ) {}

  /** Those that are valid now and for the caller, the newest first: two hundred at most. */
  @Get('mine')
  @Requires('announcement:read')
  @Answers(z.object({ items: z.array(dto.SeenView) }))
  async listMyAnnouncements(@Query({ schema: dto.MineQuery }) { open }: z.infer<typeof dto.MineQuery>) {
    const items = (await this.receipts.of(actor())).map(dto.seenView);
    return { items: open ? items.filter(({ isDone }) => !isDone) : items };
  }

  @Post(':id/read')
  @NaturallyIdempotent()
  @Requires('announcement:read')
  @Answers(null)
  readAnnouncement(@Param('id') id: string) {
    return this.receipts.read(id, actor());
  }

  @Post(':id/confirm')
  @NaturallyIdempotent()
  @Requires('announcement:read')
  @Answers(null)
  confirmAnnouncement(@Param('id') id: string) {
    return this.receipts.confirm(id, actor());
  }

  @Get()
  @Requires('announcement:write')
  @Answers(pageOfSchema(dto.AnnouncementView))
  async listAnnouncements(@Query({ schema: dto.ListQuery }) { state, ...page }: z.infer<typeof dto.ListQuery>) {
    const { items, next } = await this.announcements.list(state, page);
    return { items: items.map(dto.announcementView), next };
  }

  @Get(':id')
  @Requires('announcement:write')
  @Answers(dto.AnnouncementView)
  async getAnnouncement(@Param('id') id: string) {
    return dto.announcementView(await this.announcements.get(id));
  }

  @Get(':id/receipts')
  @Requires('announcement:write')
  @Answers(dto.ReceiptsView)
  async getAnnouncementReceipts(@Param('id') id: string) {
    return this.receipts.statistics(await this.announcements.get(id));
  }

  @Post()
  @Requires('announcement:write')
  @Answers(dto.AnnouncementView, 201)
  async writeAnnouncement(@Body({ schema: dto.AnnouncementBody }) body: dto.AnnouncementBody) {
    return dto.announcementView(await this.announcements.write(dto.textOf(body), actor()));
  }

  @Put(':id')
  @Requires('announcement:write')
  @RequiresIfMatch()
  @Answers(dto.AnnouncementView)
  async editAnnouncement(@Param('id') id: string, @Body({ schema: dto.AnnouncementBody }) body: dto.AnnouncementBody) {
    return dto.announcementView(await this.announcements.edit(id, dto.textOf(body)));
  }

  @Post(':id/publish')
  @Requires('announcement:publish')
  @Answers(dto.AnnouncementView)
  async publishAnnouncement(@Param('id') id: string) {
    return dto.announcementView(await this.announcements.publish(id));
  }

  @Post(':id/withdraw')
  @Requires('announcement:publish')
  @Answers(dto.AnnouncementView)
  async withdrawAnnouncement(@Param('id') id: string) {
    return dto.announcementView(await this.announcements.withdraw(id));
  }
}
