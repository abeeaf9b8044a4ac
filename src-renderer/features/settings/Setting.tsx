import { IconInfoCircle, IconLock } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import type { SettingKey } from '../../../src-main/contract/settingKeys.ts';
import { useRead } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { anchorId } from './settingsIndex.ts';

interface SettingProps {
  readonly name: SettingKey;
  /** Why it does nothing here; absent: it does. */
  readonly whyNot?: string | null;
  /** It does nothing here, and its section says why. */
  readonly isOff?: boolean;
  readonly children: ReactNode;
}

/** One setting: its field, its key, and why it cannot be changed when it cannot. */
export function Setting({ name, whyNot = null, isOff = false, children }: SettingProps) {
  const { t } = useWords();
  const id = useId();
  const lock = useRead('managed').value?.locks.find(({ key }) => key === name);
  const isLocked = lock !== undefined;
  return (
    <div className="setting" id={anchorId(name)}>
      <fieldset
        className="setting-field"
        disabled={isLocked || isOff || whyNot !== null}
        aria-describedby={isLocked || whyNot !== null ? id : undefined}
      >
        {children}
      </fieldset>
      <code className="setting-key" title={t('settings.page.key')}>
        {name}
      </code>
      {isLocked && (
        <p className="setting-note setting-locked" id={id}>
          <IconLock size={15} aria-hidden="true" />
          <span>
            {lock.reason === null ? t('settings.page.locked') : t('settings.page.lockedWhy', { reason: lock.reason })}
            {' · '}
            {t('settings.page.lockedIn', { file: lock.file })}
          </span>
        </p>
      )}
      {!isLocked && whyNot !== null && (
        <p className="setting-note" id={id}>
          <IconInfoCircle size={15} aria-hidden="true" />
          <span>{whyNot}</span>
        </p>
      )}
    </div>
  );
}
