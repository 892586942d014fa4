import { z } from 'zod';
import type { Caller } from '../api/caller.js';
import { Page } from '../api/page.js';
import type { ServiceAddress } from '../world/world.js';
import type { Finding } from './finding.js';
import { samplesOf, type Sample } from './metrics.js';

export const DEAD_LETTER_CHECK = 'no event became a dead letter';
export const OUTBOX_CHECK = 'no event waits in an outbox';
export const BOARD_CHECK = 'the live board shows nobody waiting and nothing open';
export const SUITE_CHECKS = [DEAD_LETTER_CHECK, OUTBOX_CHECK, BOARD_CHECK];

const SERVICES = ['common-center', 'call-center', 'ticket-center', 'operations-center'];
const DeadLetter = z.object({ eventId: z.string(), topic: z.string(), reason: z.string() });

export async function checkDeadLetters(admin: Caller): Promise<Finding[]> {
  const perService = SERVICES.map(async (service) => {
    const { items } = await admin.get(`/api/v1/${service}/dead-letters`, { limit: '200' }, Page(DeadLetter));
    return items.map(({ eventId, reason }) => ({
      check: DEAD_LETTER_CHECK,
      problem: `${service}: event ${eventId}: ${reason}`,
    }));
  });
  return (await Promise.all(perService)).flat();
}

const FigureValue = z.object({ value: z.number().nullable(), isKnown: z.boolean() });
const NOTHING_LEFT = ['waiting', 'in-service', 'tickets-unfinished'];

export async function checkBoard(supervisor: Caller): Promise<Finding[]> {
  const perFigure = NOTHING_LEFT.map(async (key) => {
    const { value, isKnown } = await supervisor.get(`/api/v1/figures/${key}/value`, {}, FigureValue);
    return isKnown && value === 0 ? [] : [{ check: BOARD_CHECK, problem: `${value ?? 'an unknown number of'} ${key}` }];
  });
  return (await Promise.all(perFigure)).flat();
}

export interface ServiceMetrics {
  readonly service: string;
  readonly samples: readonly Sample[];
}

export async function readMetrics(services: readonly ServiceAddress[]): Promise<ServiceMetrics[]> {
  return Promise.all(
    services.map(async ({ name, url }) => {
      const answer = await fetch(`${url}/metrics`);
      return { service: name, samples: samplesOf(await answer.text()) };
    }),
  );
}

export function checkOutboxes(metrics: readonly ServiceMetrics[]): Finding[] {
  return metrics.flatMap(({ service, samples }) => {
    const waiting = samples.find(({ name }) => name === 'switchboard_outbox_waiting_count')?.value;
    return waiting === 0
      ? []
      : [{ check: OUTBOX_CHECK, problem: `${service}: ${waiting ?? 'an unknown number of'} events` }];
  });
}
