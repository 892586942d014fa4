import { z } from 'zod';
import type { Caller } from '../../api/caller.js';

const CONNECTOR = 'order-system';
/** For all attempts of one delivery together. */
const TIMEOUT_MS = 2_000;

/** Tells ticket-center where the shop's order system is. */
export async function connectShop(admin: Caller, baseUrl: string): Promise<void> {
  const connector = { baseUrl, timeoutMs: TIMEOUT_MS };
  await admin.put('/api/v1/connectors/{name}', { name: CONNECTOR }, connector, z.unknown());
}
