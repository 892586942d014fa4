import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { NumberZoneService } from './number-zone.service.js';

const zones = new Set(Intl.supportedValuesOf('timeZone'));
const NumberZoneText = z.object({
  prefix: z.string().regex(/^\+[1-9]\d{0,14}$/, 'expected + and digits'),
  zones: z
    .array(z.string().refine((zone) => zones.has(zone), 'expected an IANA time zone'))
    .min(1)
    .max(20)
    .describe('every zone such a number may be in: it is called where it is time in all of them'),
});
type NumberZoneText = z.infer<typeof NumberZoneText>;
const NumberZoneView = NumberZoneText.extend({ id: z.uuid(), version: z.int() });

@ApiTags('outbound')
@Controller('api/v1/number-zones')
export class NumberZoneController {
  constructor(private readonly service: NumberZoneService) {}

  @Get()
  @Requires('campaign:read')
  @Answers(z.object({ items: z.array(NumberZoneView) }))
  async listNumberZones() {
    return { items: await this.service.list() };
  }

  @Post()
  @Requires('campaign:configure')
  @Answers(NumberZoneView, 201)
  addNumberZone(@Body({ schema: NumberZoneText }) body: NumberZoneText) {
    return this.service.add(body);
  }

  @Delete(':id')
  @Requires('campaign:configure')
  @Answers(null)
  removeNumberZone(@Param('id') id: string) {
    return this.service.remove(id);
  }
}
