import { personal } from '#libs/personal-data/personal';
import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Tasks } from './tasks.js';

const State = z.enum(['open', 'closed']);
const TasksQuery = PageQuery.extend({
  state: State.default('open'),
  ownerId: z.string().max(64).optional().describe('`me`: those of the caller'),
});
const time = z.iso.datetime();
const TaskView = z
  .object({
    id: z.uuid(),
    version: z.int(),
    kind: z.enum(['error', 'review']),
    articleId: z.uuid(),
    ownerId: z.string(),
    state: State,
    comment: personal('text', z.string()).nullable(),
    openedBy: z.string().nullable(),
    openedAt: time,
    closedBy: z.string().nullable(),
    closedAt: time.nullable(),
    resolution: z.string().nullable(),
  })
  .meta({ id: 'KnowledgeTask' });
const CloseBody = z.object({ resolution: z.string().trim().min(1).max(500) });

@ApiTags('knowledge')
@Controller('api/v1/knowledge/tasks')
export class TaskController {
  constructor(private readonly tasks: Tasks) {}

  @Get()
  @Requires('knowledge:write')
  @Answers(pageOfSchema(TaskView))
  listKnowledgeTasks(@Query({ schema: TasksQuery }) { state, ownerId, ...page }: z.infer<typeof TasksQuery>) {
    return this.tasks.list(state, ownerId === 'me' ? actor() : ownerId, page);
  }

  @Post(':id/close')
  @Requires('knowledge:write')
  @Answers(TaskView)
  closeKnowledgeTask(@Param('id') id: string, @Body({ schema: CloseBody }) { resolution }: z.infer<typeof CloseBody>) {
    return this.tasks.close(id, resolution, actor());
  }
}
