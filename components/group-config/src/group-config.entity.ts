import { BootstrapScriptRevisionRow } from './bootstrap-scripts.entity.js';
import { DotfileRow, RevisionRow } from './dotfiles.entity.js';
import { SettingRevisionRow, SettingRow } from './settings.entity.js';

export const groupConfigEntities = [
  ...[DotfileRow, RevisionRow, SettingRow, SettingRevisionRow],
  BootstrapScriptRevisionRow,
] as const;
