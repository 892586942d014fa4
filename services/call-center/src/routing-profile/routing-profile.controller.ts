import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { RoutingProfileText, RoutingProfileView } from './routing-profile.dto.js';
import { RoutingProfileService } from './routing-profile.service.js';

@ApiTags('routing profiles')
@Controller('api/v1/routing-profiles')
export class RoutingProfileController {
  constructor(private readonly profiles: RoutingProfileService) {}

  @Get()
  @Requires('routing-profile:read')
  @Answers(z.object({ items: z.array(RoutingProfileView) }))
  async listRoutingProfiles() {
    return { items: await this.profiles.list() };
  }

  @Get(':id')
  @Requires('routing-profile:read')
  @Answers(RoutingProfileView)
  getRoutingProfile(@Param('id') id: string) {
    return this.profiles.get(id);
  }

  @Post()
  @Requires('routing-profile:write')
  @Answers(RoutingProfileView, 201)
  addRoutingProfile(@Body({ schema: RoutingProfileText }) body: RoutingProfileText) {
    return this.profiles.add(body);
  }

  @Put(':id')
  @Requires('routing-profile:write')
  @RequiresIfMatch()
  @Answers(RoutingProfileView)
  replaceRoutingProfile(@Param('id') id: string, @Body({ schema: RoutingProfileText }) body: RoutingProfileText) {
    return this.profiles.replace(id, body);
  }

  @Delete(':id')
  @Requires('routing-profile:write')
  @Answers(null)
  removeRoutingProfile(@Param('id') id: string) {
    return this.profiles.remove(id);
  }
}
