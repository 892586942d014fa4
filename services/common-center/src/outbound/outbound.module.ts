import { ConfigCentre } from '#libs/discovery/config-centre';
import { LiveValue } from '#libs/discovery/live-value';
import { LOGGER } from '#libs/web/logger-token';
import { OutsideAddresses, outsideAddressesSetting } from '#libs/web/outside-address';
import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { config } from '../config.js';
import { OutsidePost } from './outside-post.api.js';
import { StoredSecrets } from './stored-secret.api.js';

/** What leaves for places that tenants name. */
@Module({
  providers: [
    {
      provide: OutsideAddresses,
      useFactory: (centre: ConfigCentre, logger: Logger) =>
        new OutsideAddresses(new LiveValue(centre, outsideAddressesSetting, logger)),
      inject: [ConfigCentre, LOGGER],
    },
    { provide: StoredSecrets, useFactory: () => new StoredSecrets(config().STORED_SECRETS_KEY) },
    OutsidePost,
  ],
  exports: [OutsideAddresses, OutsidePost, StoredSecrets],
})
export class OutboundModule {}
