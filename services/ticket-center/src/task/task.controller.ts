import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { BeyondReach } from '#libs/web/access/beyond-reach';
import { Circles } from '#libs/web/access/circles';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus, type ICommand } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AssignTask } from './commands/assign-task.js';
import { CompleteTask } from './commands/complete-task.js';
import { CreateTask } from './commands/create-task.js';
import { OpenLead } from './commands/open-lead.js';
import { RecordAttempt } from './commands/record-attempt.js';
import { RecordContact } from './commands/record-contact.js';
import { TakeTask } from './commands/take-task.js';
import { GetNextTask, GetTask, ListTasks } from './queries/find-tasks.js';
import * as dto from './task.dto.js';

@ApiTags('tasks')
@Controller('api/v1/tasks')
export class TaskController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly circles: Circles,
  ) {}

  @Post()
  @Requires('task:create')
  @Answers(dto.TaskView, 201)
  async createTask(@Body({ schema: dto.CreateTaskBody }) { dueAt, ...body }: z.infer<typeof dto.CreateTaskBody>) {
    const due = dueAt === null ? null : new Date(dueAt);
    const { taskId } = await this.commands.execute(new CreateTask({ ...body, planId: null }, due));
    return this.queries.execute(new GetTask(taskId));
  }

  @Get()
  @Requires('task:read')
  @Answers(dto.TaskPage)
  async listTasks(@Query({ schema: dto.ListTasksQuery }) query: dto.ListTasksQuery) {
    return this.queries.execute(new ListTasks(query, await this.circles.reachedWith('task:read')));
  }

  /** Of mine: what a customer was promised first, then what is due first. */
  @Get('next')
  @Requires('task:work')
  @Answers(dto.NextTask)
  async getNextTask() {
    return { task: await this.queries.execute(new GetNextTask(actor())) };
  }

  @Get(':id')
  @Requires('task:read')
  @Answers(dto.TaskView)
  getTask(@Param('id') id: string) {
    return this.queries.execute(new GetTask(id));
  }

  /** Also what is nobody's yet. */
  @Post(':id/take')
  @Requires('task:work')
  @BeyondReach()
  @Answers(dto.TaskView)
  takeTask(@Param('id') id: string) {
    return this.changed(id, new TakeTask(id, actor()));
  }

  /** Also from somebody else. */
  @Post(':id/assign')
  @Requires('task:assign')
  @Answers(dto.TaskView)
  assignTask(
    @Param('id') id: string,
    @Body({ schema: dto.AssignTaskBody }) { agentId }: z.infer<typeof dto.AssignTaskBody>,
  ) {
    return this.changed(id, new AssignTask(id, agentId, actor()));
  }

  /** What came of a try to reach the customer; says when the next one is. */
  @Post(':id/attempts')
  @Requires('task:work')
  @Answers(dto.TaskView)
  recordAttempt(
    @Param('id') id: string,
    @Body({ schema: dto.RecordAttemptBody }) body: z.infer<typeof dto.RecordAttemptBody>,
  ) {
    return this.changed(id, new RecordAttempt(id, body, actor()));
  }

  /** The ticket that comes of it; there is one, however often it is asked for. */
  @Post(':id/lead-ticket')
  @Requires('task:work')
  @Answers(dto.LeadView)
  openLead(@Param('id') id: string, @Body({ schema: dto.OpenLeadBody }) body: z.infer<typeof dto.OpenLeadBody>) {
    return this.commands.execute(new OpenLead(id, body, actor()));
  }

  @Post(':id/contacts')
  @Requires('task:work')
  @Answers(dto.TaskView)
  recordTaskContact(
    @Param('id') id: string,
    @Body({ schema: dto.RecordContactBody }) body: z.infer<typeof dto.RecordContactBody>,
  ) {
    return this.changed(id, new RecordContact(id, body.contactId));
  }

  @Post(':id/complete')
  @Requires('task:work')
  @Answers(dto.TaskView)
  completeTask(
    @Param('id') id: string,
    @Body({ schema: dto.CompleteTaskBody }) body: z.infer<typeof dto.CompleteTaskBody>,
  ) {
    return this.changed(id, new CompleteTask(id, body, actor()));
  }

  private async changed(id: string, command: ICommand) {
    await this.commands.execute(command);
    return this.queries.execute(new GetTask(id));
  }
}
