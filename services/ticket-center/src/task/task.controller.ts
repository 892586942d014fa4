import { actor } from '#libs/web/actor';
import { Answers } from '#libs/web/answers';
import { Requires } from '#libs/web/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus, type ICommand } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { CompleteTask } from './commands/complete-task.js';
import { CreateTask } from './commands/create-task.js';
import { RecordContact } from './commands/record-contact.js';
import { TakeTask } from './commands/take-task.js';
import { GetTask, ListTasks } from './queries/find-tasks.js';
import * as dto from './task.dto.js';

@ApiTags('tasks')
@Controller('api/v1/tasks')
export class TaskController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Requires('task:create')
  @Answers(dto.TaskView, 201)
  async createTask(@Body({ schema: dto.CreateTaskBody }) body: z.infer<typeof dto.CreateTaskBody>) {
    const { taskId } = await this.commands.execute(new CreateTask({ ...body, planId: null }));
    return this.queries.execute(new GetTask(taskId));
  }

  @Get()
  @Requires('task:read')
  @Answers(dto.TaskPage)
  listTasks(@Query({ schema: dto.ListTasksQuery }) query: dto.ListTasksQuery) {
    return this.queries.execute(new ListTasks(query));
  }

  @Get(':id')
  @Requires('task:read')
  @Answers(dto.TaskView)
  getTask(@Param('id') id: string) {
    return this.queries.execute(new GetTask(id));
  }

  @Post(':id/take')
  @Requires('task:work')
  @Answers(dto.TaskView)
  takeTask(@Param('id') id: string) {
    return this.changed(id, new TakeTask(id, actor()));
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
