import { Module } from '@nestjs/common';
import { config } from '../config.js';
import { OutsidePost } from './outside-post.api.js';
import { StoredSecrets } from './stored-secret.api.js';

/** What leaves for places that tenants name. */
@Module({
  providers: [
    { provide: StoredSecrets, useFactory: () => new StoredSecrets(config().STORED_SECRETS_KEY) },
    OutsidePost,
  ],
  exports: [OutsidePost, StoredSecrets],
})
export class OutboundModule {}
