import { setTimeout as sleep } from 'node:timers/promises';
import { SharedCache } from '#libs/cache/shared-cache';
import { ConfigCentre } from '#libs/discovery/config/config-centre';
import { ServiceRegistry } from '#libs/discovery/registry/service-registry';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { Broker } from '#libs/messaging/broker';
import { DeadLetters } from '#libs/messaging/dead-letters';
import { EventTransport } from '#libs/messaging/event-transport';
import { Inbox } from '#libs/messaging/inbox';
import { Outbox } from '#libs/messaging/outbox';
import { eventMetrics } from '#libs/observability/event-metrics';
import { Metrics } from '#libs/observability/metrics';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Database, type DatabaseDefinition } from '#libs/persistence/database';
import { TenantStirs } from '#libs/persistence/tenant/tenant-stirs';
import { KeysAtHand } from '#libs/personal-data/keys/keys-at-hand';
import { TenantKeys } from '#libs/personal-data/keys/tenant-keys';
import { sealedBy } from '#libs/personal-data/sealed-column';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule, ModuleRef, Reflector } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { TerminusModule } from '@nestjs/terminus';
import type { Logger } from 'pino';
import { AnswerInterceptor } from '../http/answer.interceptor.js';
import { deadLetterController } from '../operation/dead-letter.controller.js';
import { ErasedPersonGate } from '../personal/erased-persons/erased-person.gate.js';
import { ErasedPersons } from '../personal/erased-persons/erased-persons.js';
import { LateErasures } from '../personal/erased-persons/late-erasures.js';
import { PERSON_HOLDINGS, PersonErasure } from '../personal/erased-persons/person-erasure.js';
import { HealthController } from '../operation/health.controller.js';
import { FirstAnswers } from '../idempotency/first-answers.js';
import { IdempotencyInterceptor } from '../idempotency/idempotency.js';
import { LeasedRounds } from './leased-rounds.js';
import { LOGGER } from './logger-token.js';
import { MetricsController } from '../operation/metrics.controller.js';
import { PermissionGuard } from '../access/permission.guard.js';
import { REDIS_PLACE } from '#libs/cache/redis-place';
import type { Platform } from './platform.js';
import { discoveryOf } from './platform-discovery.js';
import { TenantSeed, type ServiceDefinition, SERVICE_NAME } from './service-definition.js';
import { withServiceTables } from './service-schema.js';
import { SERVICE_SECRET, SERVICE_SECRETS } from '../access/service-secret.js';
import { TenantController } from '../tenant/tenant.controller.js';
import { TenantHome } from '../tenant/tenant-home.js';
import { ValidationPipe } from '../http/validation.pipe.js';
import { AuditSayings } from '../audit/audit-sayings.js';
import { AuditInterceptor } from '../audit/audited.js';
import { ClearSightings } from '../personal/clear-sightings.js';
import { KeyUpkeep } from '../personal/key-upkeep.js';
import { PersonDataController } from '../personal/person-data.controller.js';
import { PersonKeepers } from '../personal/person-keepers.js';
import { PersonalBoundary } from '../personal/personal-boundary.js';
import { ColumnSealing, SEALED_TABLES } from '../personal/column-sealing.js';
import { QuotaInterceptor } from '../tenant/quota.interceptor.js';
import { ErrandController } from '../tenant/tenant-errand/errand.controller.js';
import { ErrandKinds } from '../tenant/tenant-errand/errand-kinds.js';
import { Errands } from '../tenant/tenant-errand/errands.js';
import { TenantArchive } from '../tenant/tenant-errand/tenant-archive.js';
import { TenantErasure } from '../tenant/tenant-errand/tenant-erasure.js';
import { TenantGate } from '../tenant/tenant-gate.js';
import { QuotaAlarm } from '../tenant/quota-alarm.js';
import { TenantQuotas } from '../tenant/tenant-quotas.js';

/** What every service stands on, from the platform it was started with. */
@Module({})
export class PlatformModule {
  static for(service: ServiceDefinition, platform: Platform, logger: Logger): DynamicModule {
    const providers = [
      ...worldOf(service, platform, logger),
      ...discoveryOf(service, platform, logger),
      ...dataOf(service, platform, logger),
      ...HTTP,
    ];
    return {
      module: PlatformModule,
      global: true,
      imports: [CqrsModule.forRoot(), TerminusModule, DiscoveryModule],
      controllers: [
        HealthController,
        MetricsController,
        TenantController,
        ErrandController,
        PersonDataController,
        deadLetterController(service.name),
      ],
      providers,
      exports: [CqrsModule, DiscoveryModule, ...providers.filter((provider) => !HTTP.includes(provider)).map(tokenOf)],
    };
  }
}

/** Guards, pipes and interceptors of every route; the first interceptor is the outermost. */
const HTTP: Provider[] = [
  { provide: APP_GUARD, useClass: TenantGate },
  { provide: APP_GUARD, useClass: PermissionGuard },
  { provide: APP_GUARD, useClass: ErasedPersonGate },
  {
    provide: APP_PIPE,
    useFactory: (boundary: PersonalBoundary) => new ValidationPipe(boundary),
    inject: [PersonalBoundary],
  },
  { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
  {
    provide: APP_INTERCEPTOR,
    useFactory: (reflector: Reflector, answers: FirstAnswers) => new IdempotencyInterceptor(reflector, answers),
    inject: [Reflector, FirstAnswers],
  },
  { provide: APP_INTERCEPTOR, useClass: QuotaInterceptor },
  {
    provide: APP_INTERCEPTOR,
    useFactory: (...parts: AuditParts) => new AuditInterceptor(...parts),
    inject: [Reflector, ModuleRef, PersonalBoundary, Database, AuditSayings],
  },
];

type AuditParts = ConstructorParameters<typeof AuditInterceptor>;

function worldOf(service: ServiceDefinition, platform: Platform, logger: Logger): Provider[] {
  return [
    { provide: LOGGER, useValue: logger },
    { provide: SERVICE_NAME, useValue: service.name },
    { provide: SEALED_TABLES, useValue: service.database.entities },
    { provide: PERSON_HOLDINGS, useValue: service.holdsOfPeople ?? [] },
    { provide: SERVICE_SECRET, useValue: platform.secret },
    { provide: SERVICE_SECRETS, useValue: [platform.secret, ...platform.formerSecrets] },
    { provide: Clock, useValue: platform.clock },
    { provide: ServiceRegistry, useValue: platform.registry },
    { provide: ConfigCentre, useValue: platform.configCentre },
    { provide: Broker, useValue: platform.broker },
    { provide: SharedCache, useValue: platform.cache },
    { provide: REDIS_PLACE, useValue: platform.redis },
    { provide: Metrics, useValue: new Metrics(service.name) },
  ];
}

function dataOf(service: ServiceDefinition, platform: Platform, logger: Logger): Provider[] {
  return [
    { provide: KeysAtHand, useValue: new KeysAtHand() },
    {
      provide: Database,
      useFactory: (directory: TenantDirectory, keys: KeysAtHand) => {
        const database = platform.database(sealedBy(keys, withServiceTables(service.database)), directory);
        database.beforeUse(() => keys.prepare());
        return database;
      },
      inject: [TenantDirectory, KeysAtHand],
    },
    ...(service.keepsObjects ? [{ provide: ObjectStorage, useValue: platform.objectStorage() }] : []),
    {
      provide: TenantKeys,
      useFactory: (database: Database, clock: Clock, atHand: KeysAtHand) => {
        const keys = new TenantKeys(database, clock, platform.masterKeys());
        atHand.of(keys);
        return keys;
      },
      inject: [Database, Clock, KeysAtHand],
    },
    { provide: Outbox, useValue: new Outbox(`/${service.name}`) },
    {
      provide: TenantStirs,
      useFactory: (database: Database) => new TenantStirs(database, logger, platform.profile === 'cluster'),
      inject: [Database],
    },
    LeasedRounds,
    AuditSayings,
    ClearSightings,
    KeyUpkeep,
    QuotaAlarm,
    ColumnSealing,
    PersonKeepers,
    PersonErasure,
    ErasedPersons,
    LateErasures,
    TenantQuotas,
    Errands,
    {
      provide: ErrandKinds,
      useFactory: (database: Database, keys: TenantKeys, erased: ErasedPersons) =>
        errandKinds(withServiceTables(service.database), { database, keys, erased, platform }),
      inject: [Database, TenantKeys, ErasedPersons],
    },
    {
      provide: FirstAnswers,
      useFactory: (database: Database, clock: Clock) => new FirstAnswers(database, clock),
      inject: [Database, Clock],
    },
    {
      provide: Inbox,
      useFactory: (database: Database, clock: Clock) => new Inbox(database, clock),
      inject: [Database, Clock],
    },
    {
      provide: DeadLetters,
      useFactory: (database: Database, clock: Clock) => new DeadLetters(database, clock),
      inject: [Database, Clock],
    },
    {
      provide: EventTransport,
      useFactory: (broker: Broker, inbox: Inbox, deadLetters: DeadLetters, metrics: Metrics) => {
        const count = eventMetrics(metrics, platform.clock);
        return new EventTransport({ service: service.name, broker, inbox, deadLetters, logger, delay, count });
      },
      inject: [Broker, Inbox, DeadLetters, Metrics],
    },
    {
      provide: TenantHome,
      useFactory: (database: Database, modules: ModuleRef) =>
        new TenantHome(database, async () => {
          if (service.seed) await modules.get<TenantSeed>(service.seed, { strict: false }).seed();
        }),
      inject: [Database, ModuleRef],
    },
  ];
}

/** A service that keeps no objects needs storage for archives alone: it is looked for when somebody asks. */
function errandKinds(
  definition: DatabaseDefinition,
  {
    database,
    keys,
    erased,
    platform,
  }: { database: Database; keys: TenantKeys; erased: ErasedPersons; platform: Platform },
): ErrandKinds {
  let storage: ObjectStorage | undefined;
  const stored = () => (storage ??= platform.objectStorage());
  const archive = new TenantArchive(definition, database, stored, keys);
  return new ErrandKinds(database, archive, new TenantErasure(definition, database, stored, keys), keys, erased);
}

function delay(ms: number, signal: AbortSignal): Promise<unknown> {
  return sleep(ms, undefined, { signal });
}

function tokenOf(provider: Provider) {
  return typeof provider === 'function' ? provider : provider.provide;
}
