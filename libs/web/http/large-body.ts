import { ApiExtension } from '@nestjs/swagger';
import { z } from 'zod';

/** How `x-large-body` stands in a service's OpenAPI. */
export const LargeBody = z.object({
  mebibytes: z.int().positive(),
  /** In which all of it has to come. */
  minutes: z.int().positive(),
});
export type LargeBody = z.output<typeof LargeBody>;

/**
 * The route takes a body larger than others, as a stream: the gateway lets so much of it through, within bounds of its own.
 * What is parsed or kept in memory (JSON, media types) stays within the server's own limit.
 */
export function TakesLargeBody(body: LargeBody) {
  return ApiExtension('x-large-body', body);
}
