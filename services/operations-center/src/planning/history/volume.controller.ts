import { totalOf } from '#libs/workforce/forecast/history';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { PlanningGroups } from '../groups/planning-groups.js';
import { VolumeHistory } from './volume-history.js';
import { VolumeImports } from './volume-imports.js';
import { VolumeImportView, VolumeQuery, VolumesCsv, VolumesQuery, VolumesView } from './volume.dto.js';
import type { VolumeImport } from './volume.schema.js';

@ApiTags('volumes')
@Controller('api/v1/planning-groups/:groupId')
export class VolumeController {
  constructor(
    private readonly groups: PlanningGroups,
    private readonly imports: VolumeImports,
    private readonly history: VolumeHistory,
  ) {}

  /** Done in the background; the same file again changes nothing. */
  @Post('volume-imports')
  @Requires('planning:configure')
  @ApiConsumes('text/csv')
  @Answers(VolumeImportView, 202)
  async importVolumes(
    @Param('groupId') groupId: string,
    @Body({ schema: VolumesCsv }) csv: string,
    @Query({ schema: VolumesQuery }) { start }: z.infer<typeof VolumesQuery>,
  ) {
    return view(await this.imports.order(groupId, csv, start));
  }

  @Get('volume-imports/:id')
  @Requires('planning:read')
  @Answers(VolumeImportView)
  async getVolumeImport(@Param('groupId') groupId: string, @Param('id') id: string) {
    return view(await this.imports.get(groupId, id));
  }

  /** What came, as it was imported, else as it was counted: what forecasts are made from. */
  @Get('volumes')
  @Requires('planning:read')
  @Answers(VolumesView)
  async getVolumes(@Param('groupId') groupId: string, @Query({ schema: VolumeQuery }) { from, to }: VolumeQuery) {
    const days = await this.history.of(await this.groups.get(groupId), from, to);
    return {
      days: days.map(({ date, values, handledSeconds, events = [] }) => ({
        ...{ date, contacts: values, events },
        handleSeconds: totalOf(handledSeconds) / totalOf(values),
      })),
    };
  }
}

function view({ orderedAt, endedAt, ...row }: VolumeImport) {
  return { ...row, orderedAt: orderedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
}
