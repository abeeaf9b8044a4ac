import { useState } from 'react';
import { isFeedUrl } from '../../../src-main/contract/settingTexts.ts';
import type { UpdateAnswer } from '../../../src-main/contract/updates.ts';
import { Button } from '../../components/Button.tsx';
import { SelectField } from '../../components/Fields.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { Section } from './Section.tsx';
import { Setting } from './Setting.tsx';
import { TypedSetting } from './TypedSetting.tsx';
import { useSettings } from './useSettings.ts';

/** Says honestly where newer versions come from: from nowhere, unless someone named a place. */
export function UpdatesSection() {
  const { t } = useWords();
  const { settings, change, problem } = useSettings();
  const version = useRead('status').value?.version;
  if (!settings || version === undefined) return null;
  const { check, feedUrl } = settings.updates;
  const hasFeed = feedUrl !== '';
  const options = (['ask', 'off'] as const).map((value) => ({ value, label: t(`settings.updates.${value}`) }));
  return (
    <Section title={t('settings.updates.title')} says={t('settings.updates.version', { version })}>
      {problem && <ProblemView problem={problem} compact />}
      {!hasFeed && <p>{t('settings.updates.noFeed')}</p>}
      <TypedSetting
        name="updates.feedUrl"
        label={t('settings.updates.feedUrl')}
        hint={t('settings.updates.feedUrlHint')}
        shape={{ fits: isFeedUrl, wrong: t('settings.updates.feedUrlInvalid') }}
        value={feedUrl}
        onCommit={(url) => void change({ updates: { feedUrl: url } })}
        mono
      />
      {hasFeed && (
        <Setting name="updates.check">
          <SelectField
            label={t('settings.updates.check')}
            hint={t('settings.updates.checkHint')}
            value={check}
            options={options}
            onChange={(chosen) => void change({ updates: { check: chosen } })}
          />
        </Setting>
      )}
      {hasFeed && <LookNow key={feedUrl} />}
    </Section>
  );
}

function LookNow() {
  const { api } = useStores();
  const { t } = useWords();
  const [answer, setAnswer] = useState<UpdateAnswer | null>(null);
  const { run, isBusy, problem } = useCall();
  const trouble = problem ?? answer?.problem ?? null;
  return (
    <div className="stack">
      <Button onPress={() => void run(async () => setAnswer(await api.updates.look.mutate()))} isDisabled={isBusy}>
        {t(isBusy ? 'settings.updates.looking' : 'settings.updates.lookNow')}
      </Button>
      <div role="status">{answer && !isBusy && <Found answer={answer} />}</div>
      {trouble && <ProblemView problem={trouble} compact />}
    </div>
  );
}

function Found({ answer: { newest, isNewer } }: { readonly answer: UpdateAnswer }) {
  const { t, format } = useWords();
  if (newest === null) return null;
  if (!isNewer) return <p>{t('settings.updates.newest')}</p>;
  const { version, releasedAt, url } = newest;
  return (
    <p>
      {releasedAt === null
        ? t('settings.updates.newer', { version })
        : t('settings.updates.newerSince', { version, date: format.exactTime(releasedAt) })}{' '}
      <a href={url} target="_blank" rel="noopener noreferrer">
        {t('settings.updates.get')}
      </a>
    </p>
  );
}
