import { pageHeaders } from '../contract/contentSecurity.ts';
import type { ScreenFile } from '../node/screenFiles.ts';
import type { ElectronApi } from './electronApi.ts';

const appScheme = 'app';
const appHost = 'ui';
export const appOrigin = `${appScheme}://${appHost}`;

/** Before `ready`. */
export function registerAppScheme({ protocol }: Pick<ElectronApi, 'protocol'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Answers from the built screens in memory; a path that is not among them is nothing, however it is spelled. */
function answerScreen(screens: ReadonlyMap<string, ScreenFile>, request: Request): Response {
  const url = URL.canParse(request.url) ? new URL(request.url) : null;
  const isOurs = request.method === 'GET' && url?.protocol === `${appScheme}:` && url.host === appHost;
  const file = isOurs ? screens.get(url.pathname) : undefined;
  if (file === undefined) return new Response('Not here', { status: 404, headers: pageHeaders });
  return new Response(file.bytes, { headers: { ...pageHeaders, 'Content-Type': file.contentType } });
}

export function serveScreens(
  { protocol }: Pick<ElectronApi, 'protocol'>,
  screens: ReadonlyMap<string, ScreenFile>,
): void {
  protocol.handle(appScheme, (request) => answerScreen(screens, request));
}
