import { z } from 'zod';

/** Which switch there is, and how to get at it. */
export const TelephonyVariables = {
  TELEPHONY: z
    .enum(['simulated', 'freeswitch', 'none'], 'expected simulated, freeswitch or none')
    .default('none')
    .describe('the switch that carries calls'),
  TELEPHONY_SEED: z.coerce
    .number('expected a number')
    .int('expected a whole number')
    .default(1)
    .describe('what the simulated switch draws its calls from: the same seed, the same day'),
  TELEPHONY_ZOMBIES: z
    .enum(['kill', 'report'], 'expected kill or report')
    .default('kill')
    .describe('what is done with a call of ours that goes on after its end'),
  TELEPHONY_RETENTION_DAYS: z.coerce
    .number('expected a number')
    .int('expected a whole number')
    .min(1, 'expected 1 or more')
    .default(400)
    .describe('how long calls and dialogues are kept after their end, days; their contacts stay'),
  FREESWITCH_HOST: z.string().default('127.0.0.1').describe('where mod_event_socket listens'),
  FREESWITCH_PORT: z.coerce
    .number('expected a port number')
    .int('expected a whole number')
    .min(1, 'expected 1 or more')
    .max(65_535, 'expected 65535 or less')
    .default(8_021)
    .describe('the port mod_event_socket listens on'),
  FREESWITCH_PASSWORD: z
    .string()
    .regex(/^\S+$/, 'expected no blanks')
    .optional()
    .describe('the password of mod_event_socket'),
  FREESWITCH_GATEWAY: z
    .string()
    .regex(/^[\w.-]+$/, 'expected the name of a SIP gateway')
    .default('switchboard')
    .describe('the SIP gateway that numbers are called through'),
  FREESWITCH_RECORDINGS: z
    .string()
    .regex(/^\/[\w./-]+$/, 'expected an absolute path without blanks')
    .default('/var/lib/freeswitch/recordings')
    .describe('the folder on the switch that recordings are written to'),
};

export type TelephonySettings = z.output<z.ZodObject<typeof TelephonyVariables>>;

/** Stands for the settings. */
export const TELEPHONY = Symbol('telephony');

/** For an environment with these variables: FreeSWITCH lets nobody in without a password. */
export function withTelephony<Schema extends z.ZodType<TelephonySettings>>(environment: Schema): Schema {
  return environment.refine(
    ({ TELEPHONY: kind, FREESWITCH_PASSWORD: password }) => kind !== 'freeswitch' || password !== undefined,
    { path: ['FREESWITCH_PASSWORD'], error: 'needed when TELEPHONY is freeswitch', when: () => true },
  );
}
