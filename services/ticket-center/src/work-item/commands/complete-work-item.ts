import { checkPrecondition } from '#libs/persistence/rows/aggregate-store';
import type { Variables } from '#libs/process-engine/variables';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Forms } from '../../form/form.api.js';
import { Processes } from '../../process/process.api.js';
import { WorkItems } from '../domain/work-item.repository.js';

export interface Completion {
  readonly id: string;
  readonly result: Variables;
  readonly by: string;
  /** Also of what is in the hands of others. */
  readonly anyones: boolean;
  /** The same person and key ask again for what was done. */
  readonly key: string;
}

export class CompleteWorkItem extends Command<void> {
  constructor(readonly completion: Completion) {
    super();
  }
}

@CommandHandler(CompleteWorkItem)
export class CompleteWorkItemHandler implements ICommandHandler<CompleteWorkItem> {
  constructor(
    private readonly items: WorkItems,
    private readonly forms: Forms,
    private readonly processes: Processes,
  ) {}

  /** The process has the last word, in a transaction of its own; the item is completed with its step. */
  async execute({ completion: { id, result: given, by, anyones, key } }: CompleteWorkItem): Promise<void> {
    const item = await this.items.get(id);
    checkPrecondition(item);
    const { instance, wait, form } = item.toComplete(by, anyones);
    const result = form ? ((await this.forms.judge(form, given, 'result')) as Variables) : given;
    await this.processes.completeTask(`work-item:${id}:${by}:${key}`, { instance, wait, result, by });
  }
}
