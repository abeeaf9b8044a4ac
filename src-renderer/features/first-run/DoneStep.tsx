import { IconCompass, IconRefresh, IconSend } from '@tabler/icons-react';
import { Button } from '../../components/Button.tsx';
import type { PageName } from '../../stores/routeStore.ts';
import type { StepProps } from './steps.ts';

const cards: readonly { page: PageName; title: string; says: string; icon: typeof IconSend }[] = [
  { page: 'containers', title: 'Send an image', says: 'Pick images, pick endpoints, go.', icon: IconSend },
  {
    page: 'subscriptions',
    title: 'Follow a container collection',
    says: 'Every new image goes where it should be, by itself.',
    icon: IconRefresh,
  },
  {
    page: 'chart',
    title: 'Look at the chart',
    says: 'Your registry, your endpoints, and what moves between.',
    icon: IconCompass,
  },
];

export function DoneStep({ onFinish, onBack }: StepProps) {
  return (
    <>
      <h1>Ready to sail</h1>
      <p className="soft">Everything here can be changed in the settings. Where do you want to begin?</p>
      <div className="done-cards">
        {cards.map(({ page, title, says, icon: Shape }) => (
          <button key={page} type="button" className="done-card" onClick={() => onFinish(page)}>
            <Shape size={26} stroke={1.6} aria-hidden="true" />
            <strong>{title}</strong>
            <span className="soft small">{says}</span>
          </button>
        ))}
      </div>
      <div className="step-foot">
        <Button variant="quiet" onPress={onBack}>
          Back
        </Button>
        <span className="push" />
        <Button variant="primary" onPress={() => onFinish('containers')}>
          Done
        </Button>
      </div>
    </>
  );
}
