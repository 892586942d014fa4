import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Calls, type Dialling } from '../calls.api.js';

export class DialCall extends Command<{ callId: string }> {
  constructor(readonly dialling: Dialling) {
    super();
  }
}

@CommandHandler(DialCall)
export class DialCallHandler implements ICommandHandler<DialCall> {
  constructor(private readonly calls: Calls) {}

  execute({ dialling }: DialCall): Promise<{ callId: string }> {
    return this.calls.dial(dialling);
  }
}
