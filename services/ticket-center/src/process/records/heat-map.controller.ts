import { Answers } from '#libs/web/answers';
import { Requires } from '#libs/web/permissions';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { HeatMaps } from './heat-maps.js';

const MOST = 10_000;

const time = z.iso.datetime({ offset: true });
const HeatMapQuery = z.object({
  from: time.optional().describe('instances that began then or later'),
  to: time.optional().describe('and before'),
  most: z.coerce.number().int().min(1).max(MOST).default(2_000).describe('instances, the newest'),
});
const count = z.int();
const milliseconds = z.number();
const HeatMapView = z.object({
  instances: count.describe('that were counted'),
  fitting: count.describe('that could be'),
  nodes: z.array(
    z.object({
      node: z.string(),
      entered: count,
      completed: count,
      terminated: count,
      live: count,
      failures: count.describe('failed attempts of calls, and incidents'),
      failureShare: z.number().describe('failures for each time it was entered'),
      duration: z
        .object({ mean: milliseconds, p50: milliseconds, p95: milliseconds })
        .nullable()
        .describe('from entered to completed, in ms'),
    }),
  ),
  flows: z.record(z.string(), count),
});

@ApiTags('process instances')
@Controller('api/v1/process-definitions/:id/versions/:number/heat-map')
export class HeatMapController {
  constructor(private readonly heatMaps: HeatMaps) {}

  /** Where the instances of a version spend their time, and where they fail. */
  @Get()
  @Requires('process:read')
  @Answers(HeatMapView)
  getHeatMap(
    @Param('id') definition: string,
    @Param('number', { schema: z.coerce.number().int().min(1) }) version: number,
    @Query({ schema: HeatMapQuery }) { from, to, most }: z.infer<typeof HeatMapQuery>,
  ) {
    const time = { ...(from && { from: new Date(from) }), ...(to && { to: new Date(to) }) };
    return this.heatMaps.of({ definition, version, most, ...time });
  }
}
