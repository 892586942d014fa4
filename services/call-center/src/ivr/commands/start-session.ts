import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Dialogue } from '../dialogue/dialogue.js';
import { StartedCalls, type NewCall } from '../dialogue/started-calls.js';
import type { StepAnswer } from './take-step.js';

/** Begins the dialogue of a call, once. */
export class StartSession extends Command<StepAnswer & { contactId: string }> {
  constructor(readonly call: NewCall) {
    super();
  }
}

@CommandHandler(StartSession)
export class StartSessionHandler implements ICommandHandler<StartSession> {
  constructor(
    private readonly calls: StartedCalls,
    private readonly dialogue: Dialogue,
  ) {}

  async execute({ call }: StartSession): Promise<StepAnswer & { contactId: string }> {
    const { sessionId, contactId } = await this.calls.of(call);
    const { instruction, next } = await this.dialogue.take(sessionId, 0, { kind: 'start' });
    return { sessionId, contactId, next, instruction };
  }
}
