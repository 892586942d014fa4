import { RemoteProblem } from '#libs/discovery/calls/remote-error';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { compileExpression, ExpressionFault } from '#libs/process-engine/expression/compile';
import { evaluate, type Variables } from '#libs/process-engine/expression/evaluate';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Connectors } from '../connector/connector.api.js';
import { localDay } from '../engineer/engineer.api.js';
import { QuestionnaireAnswers } from '../questionnaire/questionnaire.api.js';
import { MESSAGE_CONNECTOR } from '../task/task.api.js';
import { PlanDesignFaulty } from './domain/plan.errors.js';
import type { PlanDesign, Segment } from './domain/plan-design.js';

/** Only true is true: what cannot be said of a target is not. */
export function holdsOf(now: Date) {
  return (condition: string, attributes: Readonly<Record<string, unknown>>): boolean => {
    const expression = compileExpression(condition, Object.keys(attributes));
    const evaluation = evaluate(expression, attributes as Variables, { now, timeZone: 'UTC' });
    return evaluation.outcome === 'value' && evaluation.value === true;
  };
}

const Known = z.object({ id: z.string() });

/** Whether what a design speaks of is there. */
@Injectable()
export class DesignChecks {
  constructor(
    private readonly client: ServiceClient,
    private readonly connectors: Connectors,
    private readonly questionnaires: QuestionnaireAnswers,
  ) {}

  /** Asks call-center for campaigns. @throws PlanDesignFaulty, QuestionnaireNotFound, UnknownConnector, TimeZoneUnknown */
  async require({ segments, timeZone }: PlanDesign): Promise<void> {
    localDay(new Date(0), timeZone);
    for (const segment of segments) await this.#requireSegment(segment);
  }

  async #requireSegment({ name, when, channel, campaignId, questionnaire }: Segment): Promise<void> {
    if (when !== null) requireCondition(name, when);
    if (questionnaire !== null) await this.questionnaires.require(questionnaire);
    if (channel === 'message') await this.connectors.require(MESSAGE_CONNECTOR);
    if (campaignId !== null) await this.#requireCampaign(name, campaignId);
  }

  async #requireCampaign(name: string, campaignId: string): Promise<void> {
    try {
      await this.client.request('call-center', {
        method: 'GET',
        path: `/api/v1/campaigns/${campaignId}`,
        schema: Known,
      });
    } catch (error) {
      if (!(error instanceof RemoteProblem) || error.status !== 404) throw error;
      throw new PlanDesignFaulty(`${name}: there is no such campaign`, { campaignId });
    }
  }
}

function requireCondition(name: string, condition: string): void {
  try {
    compileExpression(condition);
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    throw new PlanDesignFaulty(`${name}: ${error.message}`, { segment: name });
  }
}
