import { Module } from '@nestjs/common';
import { SettingController } from './setting.controller.js';
import { SettingUpkeep } from './setting-upkeep.js';
import { SettingVersions } from './setting-versions.js';
import { Settings } from './settings.js';

/** What the services of an installation follow while they run. */
@Module({ controllers: [SettingController], providers: [Settings, SettingVersions, SettingUpkeep] })
export class ConfigCentreModule {}
