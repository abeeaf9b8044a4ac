import type { Preflight, PreflightLight } from '../../src-main/contract/endpoint.ts';
import type { StateWords } from '../../src-main/contract/states.ts';
import type { Words } from '../strings/createWords.ts';
import { useWords } from '../strings/WordsContext.tsx';
import { StateBadge } from './StateBadge.tsx';

const warningIcons: Readonly<Record<string, StateWords['icon']>> = {
  'consent.needed': 'key',
  'endpoint.asleep': 'moon',
};

function wordsOf({ t, states, problemWords }: Words, light: PreflightLight): StateWords {
  // Nothing is wrong with an image that needs not be sent again.
  if (light.name === 'alreadyThere' && light.state === 'warning') {
    const { alreadyThere, images } = light.problem?.facts ?? {};
    const counted = { there: Number(alreadyThere ?? 0), count: Number(images ?? 0) };
    return { tone: 'blue', icon: 'check', word: t('components.lights.alreadyThere', counted) };
  }
  const words = states.light[light.name];
  const not = light.problem ? problemWords(light.problem).title : words.not;
  switch (light.state) {
    case 'ok':
      return { tone: 'green', icon: 'check', word: words.ok };
    case 'warning':
      return { tone: 'amber', icon: warningIcons[light.problem?.code ?? ''] ?? 'clock', word: not };
    case 'problem':
      return { tone: 'red', icon: 'triangle', word: not };
    case 'notKnown':
      return { tone: 'grey', icon: 'question', word: words.unknown };
  }
}

/** What was found out about an endpoint before anything is sent. `null`: still looking. */
export function Lights({ preflight }: { readonly preflight: Preflight | null }) {
  const words = useWords();
  const { t } = words;
  if (!preflight) return <p className="soft small lights-wait">{t('components.lights.looking')}</p>;
  return (
    <ul className="lights" aria-label={t('components.lights.label')}>
      {preflight.lights.map((light) => (
        <li key={light.name}>
          <StateBadge state={wordsOf(words, light)} />
        </li>
      ))}
    </ul>
  );
}
