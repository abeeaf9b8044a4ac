import type { Endpoint } from '../../../src-main/contract/endpoint.ts';
import type { EndpointId, ImageId } from '../../../src-main/contract/ids.ts';
import { Button } from '../../components/Button.tsx';
import { Checkbox } from '../../components/Fields.tsx';
import { Lights } from '../../components/Lights.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { type PreflightAnswer, usePreflights } from './usePreflights.ts';

interface EndpointChoiceProps {
  readonly endpoints: readonly Endpoint[];
  readonly chosen: readonly EndpointId[];
  readonly onChange: (chosen: readonly EndpointId[]) => void;
  /** What would be sent, for the light "already there". */
  readonly imageIds: readonly ImageId[];
}

/** Endpoints to tick; each tick is checked at once and says what it found. */
export function EndpointChoice({ endpoints, chosen, onChange, imageIds }: EndpointChoiceProps) {
  const { t, states } = useWords();
  const preflights = usePreflights(chosen, imageIds);
  return (
    <ul className="endpoint-choice" aria-label={t('send.endpoints')}>
      {endpoints.map((endpoint) => {
        const isChosen = chosen.includes(endpoint.id);
        return (
          <li key={endpoint.id} className={isChosen ? 'endpoint-chosen' : ''}>
            <div className="endpoint-line">
              <Checkbox
                label={<span className="endpoint-name">{endpoint.name}</span>}
                hint={
                  <span className="endpoint-where">
                    {endpoint.organization ?? states.endpointKind[endpoint.kind]}
                    <span className="mono clip">{endpoint.folder}</span>
                  </span>
                }
                checked={isChosen}
                onChange={(isOn) =>
                  onChange(isOn ? [...chosen, endpoint.id] : chosen.filter((id) => id !== endpoint.id))
                }
              />
              {!isChosen && <StateBadge state={states.endpoint[endpoint.state]} />}
            </div>
            {isChosen && <EndpointLights endpoint={endpoint} answer={preflights.get(endpoint.id) ?? null} />}
          </li>
        );
      })}
    </ul>
  );
}

function EndpointLights({
  endpoint,
  answer,
}: {
  readonly endpoint: Endpoint;
  readonly answer: PreflightAnswer | null;
}) {
  const { t } = useWords();
  const { dialogs } = useStores();
  const lights = answer?.preflight?.lights ?? [];
  const needsConsent = lights.some((light) => light.problem?.code === 'consent.needed');
  const grant = () => dialogs.openSignIn({ kind: 'globus' }, [endpoint.id]);
  if (answer?.problem) return <ProblemView problem={answer.problem} handlers={{ grantConsent: grant }} compact />;
  return (
    <div className="endpoint-lights">
      <Lights preflight={answer?.preflight ?? null} />
      {needsConsent && (
        <Button size="small" onPress={grant}>
          {t('send.grant')}
        </Button>
      )}
    </div>
  );
}
