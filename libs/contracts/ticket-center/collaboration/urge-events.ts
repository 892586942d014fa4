import { z } from 'zod';
import { eventContract } from '../../event-contract.js';

const about = { ticketId: z.uuid(), urgeId: z.uuid() };

/** Nobody answered an urge in time: the next ones of the chain were told. */
export const ticketUrgeClimbed = eventContract(
  'ticket-events',
  'ticket.urge-climbed.v1',
  z.object({ ...about, level: z.int().positive(), people: z.array(z.string()) }),
);

/** Somebody said what will be done, and by when; the words stay in ticket-center. */
export const ticketUrgeAnswered = eventContract(
  'ticket-events',
  'ticket.urge-answered.v1',
  z.object({ ...about, by: z.string(), doneBy: z.iso.datetime({ offset: true }) }),
);
