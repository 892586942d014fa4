import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { QueueText, QueueView } from './queue.dto.js';
import { QueueService } from './queue.service.js';

@ApiTags('queues')
@Controller('api/v1/queues')
export class QueueController {
  constructor(private readonly queues: QueueService) {}

  @Get()
  @Requires('queue:read')
  @Answers(z.object({ items: z.array(QueueView) }))
  async listQueues() {
    return { items: await this.queues.list() };
  }

  @Get(':id')
  @Requires('queue:read')
  @Answers(QueueView)
  getQueue(@Param('id') id: string) {
    return this.queues.get(id);
  }

  @Post()
  @Requires('queue:write')
  @Answers(QueueView, 201)
  addQueue(@Body({ schema: QueueText }) body: QueueText) {
    return this.queues.add(body);
  }

  @Put(':id')
  @Requires('queue:write')
  @RequiresIfMatch()
  @Answers(QueueView)
  replaceQueue(@Param('id') id: string, @Body({ schema: QueueText }) body: QueueText) {
    return this.queues.replace(id, body);
  }

  @Delete(':id')
  @Requires('queue:write')
  @Answers(null)
  removeQueue(@Param('id') id: string) {
    return this.queues.remove(id);
  }
}
