import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Sites } from './sites.js';

const SiteText = z.object({
  name: z.string().trim().min(1).max(64),
  teamIds: z.array(z.string().min(1).max(64)).min(1).max(200).describe('of call-center; each works at one site'),
});
type SiteText = z.infer<typeof SiteText>;
const SiteView = SiteText.extend({ id: z.string(), version: z.int() }).meta({ id: 'MonitorSite' });

@ApiTags('boards')
@Controller('api/v1/monitor-sites')
export class SiteController {
  constructor(private readonly sites: Sites) {}

  @Get()
  @Requires('board:read')
  @Answers(z.object({ items: z.array(SiteView) }))
  async listSites() {
    return { items: await this.sites.list() };
  }

  @Post()
  @Requires('board:configure')
  @Answers(SiteView, 201)
  createSite(@Body({ schema: SiteText }) body: SiteText) {
    return this.sites.create(body);
  }

  @Get(':id')
  @Requires('board:read')
  @Answers(SiteView)
  getSite(@Param('id') id: string) {
    return this.sites.get(id);
  }

  @Put(':id')
  @Requires('board:configure')
  @RequiresIfMatch()
  @Answers(SiteView)
  replaceSite(@Param('id') id: string, @Body({ schema: SiteText }) body: SiteText) {
    return this.sites.replace(id, body);
  }

  @Delete(':id')
  @Requires('board:configure')
  @RequiresIfMatch()
  @Answers(null)
  removeSite(@Param('id') id: string) {
    return this.sites.remove(id);
  }
}
