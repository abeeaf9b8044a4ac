import { IconCompass, IconRefresh, IconSend } from '@tabler/icons-react';
import { Button } from '../../components/Button.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import type { StepProps } from './steps.ts';

const cards = [
  { page: 'containers', name: 'send', icon: IconSend },
  { page: 'subscriptions', name: 'follow', icon: IconRefresh },
  { page: 'chart', name: 'chart', icon: IconCompass },
] as const;

export function DoneStep({ onFinish, onBack }: StepProps) {
  const { t } = useWords();
  return (
    <>
      <h1>{t('firstRun.done.title')}</h1>
      <p className="soft">{t('firstRun.done.says')}</p>
      <div className="done-cards">
        {cards.map(({ page, name, icon: Shape }) => (
          <button key={page} type="button" className="done-card" onClick={() => onFinish(page)}>
            <Shape size={26} stroke={1.6} aria-hidden="true" />
            <strong>{t(`firstRun.done.${name}`)}</strong>
            <span className="soft small">{t(`firstRun.done.${name}Says`)}</span>
          </button>
        ))}
      </div>
      <div className="step-foot">
        <Button variant="quiet" onPress={onBack}>
          {t('firstRun.back')}
        </Button>
        <span className="push" />
        <Button variant="primary" onPress={() => onFinish('containers')}>
          {t('firstRun.done.done')}
        </Button>
      </div>
    </>
  );
}
