import { z } from 'zod';
import { SCANNER_URL } from './scanner-place.js';

/** Of every service that files come to. */
export const ScannerVariables = {
  FILE_SCANNER_URL: z
    .string()
    .regex(SCANNER_URL, 'expected clamd://host:port or icap://host:port/service, with ?timeoutMs= behind it or not')
    .optional()
    .describe(
      'a clamd, or a service of an ICAP server, that says which files do harm; none: nothing is scanned, and files say so',
    ),
};
