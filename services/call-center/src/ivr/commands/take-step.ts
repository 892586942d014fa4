import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Dialogue } from '../dialogue/dialogue.js';
import type { CallerInput } from '../domain/dialogue/effect.js';
import type { Instruction } from '../domain/dialogue/instruction.js';

export interface StepAnswer {
  readonly sessionId: string;
  /** The step that comes next; null: the dialogue is over. */
  readonly next: number | null;
  readonly instruction: Instruction;
}

export class TakeStep extends Command<StepAnswer> {
  constructor(
    readonly sessionId: string,
    readonly step: number,
    readonly input: CallerInput,
  ) {
    super();
  }
}

@CommandHandler(TakeStep)
export class TakeStepHandler implements ICommandHandler<TakeStep> {
  constructor(private readonly dialogue: Dialogue) {}

  async execute({ sessionId, step, input }: TakeStep): Promise<StepAnswer> {
    const { instruction, next } = await this.dialogue.take(sessionId, step, input);
    return { sessionId, next, instruction };
  }
}
