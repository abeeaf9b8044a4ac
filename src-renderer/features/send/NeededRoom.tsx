import { Trans } from 'react-i18next';
import type { EndpointId } from '../../../src-main/contract/ids.ts';
import type { SendPreview } from '../../../src-main/contract/transfer.ts';
import { useWords } from '../../strings/WordsContext.tsx';

interface NeededRoomProps {
  readonly title: string;
  readonly room: SendPreview['room'];
  readonly nameOf: (id: EndpointId) => string;
}

/** How much a send takes at each endpoint: Globus does not tell what is free there, the person may know. */
export function NeededRoom({ title, room, nameOf }: NeededRoomProps) {
  const { t, format } = useWords();
  if (room.length === 0) return null;
  return (
    <section className="needed-room" aria-label={title}>
      <h3>{title}</h3>
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
