/** What keeps a subscription from being run by Globus Timers, which only repeat one fixed copy of a folder. */
export const timerObstacles = {
  naming: 'images get other names at the endpoint than in the registry',
  containerCollectionPattern: 'it covers more than one container collection',
  patterns: 'its patterns hold brackets, which mean something else to Globus',
  conditions: 'it asks for an architecture or a largest size',
  hours: 'it waits for hours of the day',
  onlyNew: 'it leaves out what exists already',
  keepLast: 'it removes older images',
  webhook: 'it tells a webhook',
  noHarbour: 'the place of its registry on Globus is not known',
  sameEndpoint: 'an image would be copied onto itself',
} as const;
export type TimerObstacle = keyof typeof timerObstacles;

const isObstacle = (reason: unknown): reason is TimerObstacle =>
  typeof reason === 'string' && Object.hasOwn(timerObstacles, reason);

/** The reasons of a refusal, in words. */
export const timerObstacleWords = (
  reasons: unknown,
  words: Readonly<Record<TimerObstacle, string>> = timerObstacles,
  otherwise = 'its conditions',
): string =>
  (Array.isArray(reasons) ? reasons : [])
    .filter(isObstacle)
    .map((reason) => words[reason])
    .join('; ') || otherwise;
