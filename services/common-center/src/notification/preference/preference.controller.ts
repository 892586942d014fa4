import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { EmailAddress } from '#libs/web/email-address';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CHANNELS } from '../kind/kind.js';
import { KINDS } from '../kind/kinds.js';
import { LOCALES } from './preference.schema.js';
import { Preferences } from './preferences.js';

const Channel = z.enum(CHANNELS);
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected HH:MM');

const PreferenceBody = z
  .object({
    locale: z.enum(LOCALES).default('en'),
    timeZone: z.string().max(64).default('UTC').describe('of IANA, e.g. Asia/Shanghai'),
    email: EmailAddress.nullable().default(null),
    phone: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/, 'expected E.164, e.g. +8613800138000')
      .nullable()
      .default(null),
    quietFrom: TimeOfDay.nullable().default(null),
    quietTo: TimeOfDay.nullable().default(null),
    digest: z.enum(['none', 'hourly', 'daily']).default('none'),
    digestAt: TimeOfDay.default('09:00').describe('of a daily digest'),
    channels: z
      .record(z.string(), z.array(Channel).max(CHANNELS.length))
      .default({})
      .describe('by kind; none: not told of it; a kind that is not named is told as it is by default'),
  })
  .refine(
    ({ quietFrom, quietTo }) =>
      (quietFrom === null) === (quietTo === null) && (quietFrom === null || quietFrom !== quietTo),
    {
      path: ['quietTo'],
      error: 'quiet hours have a beginning and another end, or neither',
    },
  );
type PreferenceBody = z.infer<typeof PreferenceBody>;

const PreferenceView = z.object({ ...PreferenceBody.shape, version: z.int() });
const KindView = z.object({
  kind: z.string(),
  channels: z.array(Channel),
  mandatory: z.boolean(),
  urgent: z.boolean(),
});

/** How the caller wants to be told. */
@ApiTags('notifications')
@Controller('api/v1')
export class PreferenceController {
  constructor(private readonly preferences: Preferences) {}

  @Get('notification-kinds')
  @Requires('notification:read')
  @Answers(z.object({ items: z.array(KindView) }))
  listNotificationKinds() {
    return {
      items: KINDS.map(({ kind, channels, mandatory = false, urgent = false }) => ({
        ...{ kind, channels: [...channels], mandatory, urgent },
      })),
    };
  }

  @Get('notification-preferences')
  @Requires('notification:read')
  @Answers(PreferenceView)
  getMyNotificationPreferences() {
    return this.preferences.of(actor());
  }

  @Put('notification-preferences')
  @Requires('notification:read')
  @Answers(PreferenceView)
  putMyNotificationPreferences(@Body({ schema: PreferenceBody }) body: PreferenceBody) {
    return this.preferences.put(actor(), body);
  }
}
