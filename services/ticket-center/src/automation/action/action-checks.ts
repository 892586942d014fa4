import { domainError } from '#libs/kernel/domain-error';
import { compileExpression, ExpressionFault } from '#libs/process-engine/expression/compile';
import { Injectable } from '@nestjs/common';
import { Connectors } from '../../connector/connector.api.js';
import { MessageTemplates } from '../../message-template/message-template.api.js';
import { ProcessDefinitions } from '../../process-definition/process-definition.api.js';
import type { Action } from './action.dto.js';

export class ActionExpressionInvalid extends domainError('automation-expression-invalid', 'invalid') {}
export class NobodyToNotify extends domainError('automation-nobody-to-notify', 'invalid') {}

/** What can be told of actions before anything happens. */
@Injectable()
export class ActionChecks {
  constructor(
    private readonly templates: MessageTemplates,
    private readonly connectors: Connectors,
    private readonly processes: ProcessDefinitions,
  ) {}

  /**
   * @param known names that expressions may use
   * @throws ActionExpressionInvalid, NobodyToNotify, TemplateUnknown, UnknownConnector, ProcessNotFound
   */
  async refuse(actions: readonly Action[], known: readonly string[]): Promise<void> {
    for (const action of actions) await this.#refuse(action, known);
  }

  async #refuse(action: Action, known: readonly string[]): Promise<void> {
    switch (action.type) {
      case 'notify':
        if (action.people.length + action.roles.length === 0) throw new NobodyToNotify('Say whom to notify.');
        await this.templates.text(action.template, {});
        return;
      case 'message':
        await this.templates.text(action.template, {});
        return;
      case 'start-process':
        refuseFault(action.variables, known);
        await this.processes.stable(action.definition);
        return;
      case 'call':
        refuseFault(action.arguments, known);
        await this.connectors.require(action.connector);
    }
  }
}

function refuseFault(text: string, known: readonly string[]): void {
  const unknown = namesIn(text).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new ActionExpressionInvalid(`Tickets have no ${unknown.join(', ')}.`, { known });
}

function namesIn(text: string): readonly string[] {
  try {
    return compileExpression(text).names;
  } catch (error) {
    if (error instanceof ExpressionFault) throw new ActionExpressionInvalid(error.message);
    throw error;
  }
}
