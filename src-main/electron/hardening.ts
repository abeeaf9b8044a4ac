import type { ElectronApi } from './electronApi.ts';

/**
 * Nothing leaves the app's own pages: no navigation, no new window, no permission, no download, no webview.
 * Links for people go to the system browser through the app's own calls.
 */
export function hardenContents(
  { app, shell }: Pick<ElectronApi, 'app' | 'shell'>,
  mayOpen: (url: string) => boolean,
): void {
  app.on('web-contents-created', (_, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (mayOpen(url)) void shell.openExternal(url);
      return { action: 'deny' };
    });
  });
}

export function hardenSession({ session }: Pick<ElectronApi, 'session'>): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.on('will-download', (event) => event.preventDefault());
  defaultSession.setSpellCheckerEnabled(false);
}
