import { Trans } from 'react-i18next';
import type { EndpointId } from '../../../src-main/contract/ids.ts';
import type { SendPreview } from '../../../src-main/contract/transfer.ts';
import { useWords } from '../../strings/WordsContext.tsx';

interface NeededRoomProps {
  readonly room: SendPreview['room'];
  readonly nameOf: (id: EndpointId) => string;
}

/** How much a send takes at each endpoint: Globus does not tell what is free there, the person may know. */
export function NeededRoom({ room, nameOf }: NeededRoomProps) {
  const { t, format } = useWords();
  if (room.length === 0) return null;
  return (
    <section className="needed-room" aria-label={t('send.room.title')}>
      <h3>{t('send.room.title')}</h3>
      <ul>
        {room.map(({ endpointId, images, bytes }) => (
          <li key={endpointId} className="num">
            <Trans
              t={t}
              i18nKey="send.room.at"
              count={images}
              values={{ size: format.size(bytes) }}
              components={{ name: <bdi>{nameOf(endpointId)}</bdi> }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
