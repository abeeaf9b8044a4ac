import type { Preflight, PreflightLight } from '../../src-main/contract/endpoint.ts';
import { problemWords } from '../../src-main/contract/problemWords/problems.ts';
import { lightWords, type StateWords } from '../../src-main/contract/states.ts';
import { StateBadge } from './StateBadge.tsx';

function wordsOf(light: PreflightLight): StateWords {
  const words = lightWords[light.name];
  const not = light.problem ? problemWords(light.problem).title : words.not;
  switch (light.state) {
    case 'ok':
      return { tone: 'green', icon: 'check', word: words.ok };
    case 'warning':
      return { tone: 'amber', icon: light.problem?.code === 'consent.needed' ? 'key' : 'clock', word: not };
    case 'problem':
      return { tone: 'red', icon: 'triangle', word: not };
    case 'notKnown':
      return { tone: 'grey', icon: 'question', word: words.unknown };
  }
}

/** What was found out about an endpoint before anything is sent. `null`: still looking. */
export function Lights({ preflight }: { readonly preflight: Preflight | null }) {
  if (!preflight) return <p className="soft small lights-wait">Looking…</p>;
  return (
    <ul className="lights" aria-label="Checks">
      {preflight.lights.map((light) => (
        <li key={light.name}>
          <StateBadge state={wordsOf(light)} />
        </li>
      ))}
    </ul>
  );
}
