import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ThresholdBody, ThresholdList, ThresholdView } from './threshold.dto.js';
import type { Threshold } from './threshold.schema.js';
import { Thresholds } from './thresholds.js';

@ApiTags('alerts')
@Controller('api/v1/monitor-thresholds')
export class ThresholdController {
  constructor(private readonly thresholds: Thresholds) {}

  @Get()
  @Requires('alert:read')
  @Answers(ThresholdList)
  async listThresholds() {
    return { items: (await this.thresholds.list()).map(view) };
  }

  /** Watches a figure from now on, every few seconds. */
  @Post()
  @Requires('alert:configure')
  @Answers(ThresholdView, 201)
  async createThreshold(@Body({ schema: ThresholdBody }) body: ThresholdBody) {
    return view(await this.thresholds.create(body, actor()));
  }

  @Get(':id')
  @Requires('alert:read')
  @Answers(ThresholdView)
  async getThreshold(@Param('id') id: string) {
    return view(await this.thresholds.get(id));
  }

  /** What it watches begins anew: an alert it raised is cleared. */
  @Put(':id')
  @Requires('alert:configure')
  @RequiresIfMatch()
  @Answers(ThresholdView)
  async replaceThreshold(@Param('id') id: string, @Body({ schema: ThresholdBody }) body: ThresholdBody) {
    return view(await this.thresholds.replace(id, body, actor()));
  }

  /** An alert it raised is cleared with it. */
  @Delete(':id')
  @Requires('alert:configure')
  @RequiresIfMatch()
  @Answers(null)
  removeThreshold(@Param('id') id: string) {
    return this.thresholds.remove(id);
  }
}

function view({ watched, levels, quietHours, steps, standing, changedAt, ...threshold }: Threshold) {
  const { figure, window, kind, id } = watched;
  return {
    ...{ ...threshold, ...levels, figure, window, scope: { kind, id }, isWrong: standing.isWrong },
    quietHours: quietHours && { from: clockOf(quietHours.fromMinute), to: clockOf(quietHours.toMinute) },
    steps: steps.map(({ afterSeconds, people, roles, duties = [] }) => ({
      ...{ afterSeconds, people: [...people], roles: [...roles], duties: [...duties] },
    })),
    changedAt: changedAt.toISOString(),
  };
}

function clockOf(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
