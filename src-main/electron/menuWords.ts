import type { Language } from '../contract/language.ts';

/** Menus are drawn by the system, so their words live here and not with the screens. */
export interface MenuWords {
  readonly file: string;
  readonly close: string;
  readonly quit: string;
  readonly edit: string;
  readonly undo: string;
  readonly redo: string;
  readonly cut: string;
  readonly copy: string;
  readonly paste: string;
  readonly selectAll: string;
  readonly view: string;
  readonly reload: string;
  readonly actualSize: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fullScreen: string;
  readonly window: string;
  readonly minimize: string;
  readonly help: string;
  readonly openLogFolder: string;
  readonly about: string;
  readonly hide: string;
  readonly hideOthers: string;
  readonly showAll: string;
  /** Of the tray. */
  readonly open: string;
  readonly pauseAll: string;
  readonly resumeAll: string;
  readonly waits: (count: number) => string;
  readonly alreadyRunning: string;
  readonly cannotStart: (code: string) => string;
}

export const menuWords: Readonly<Record<Language, MenuWords>> = {
  en: {
    ...{ file: 'File', close: 'Close Window', quit: 'Quit Portolan' },
    ...{ edit: 'Edit', undo: 'Undo', redo: 'Redo', cut: 'Cut', copy: 'Copy', paste: 'Paste', selectAll: 'Select All' },
    ...{ view: 'View', reload: 'Reload', actualSize: 'Actual Size', zoomIn: 'Zoom In', zoomOut: 'Zoom Out' },
    ...{ fullScreen: 'Full Screen', window: 'Window', minimize: 'Minimize' },
    ...{ help: 'Help', openLogFolder: 'Open Log Folder', about: 'About Portolan' },
    ...{ hide: 'Hide Portolan', hideOthers: 'Hide Others', showAll: 'Show All', open: 'Open Portolan' },
    ...{ pauseAll: 'Pause All Transfers', resumeAll: 'Resume All Transfers' },
    waits: (count) =>
      count === 0 ? 'Portolan' : `Portolan: ${count} ${count === 1 ? 'matter needs' : 'matters need'} you`,
    alreadyRunning: 'Portolan is already running with this data folder.',
    cannotStart: (code) => `Portolan could not start (${code}).`,
  },
  de: {
    ...{ file: 'Datei', close: 'Fenster schließen', quit: 'Portolan beenden' },
    ...{ edit: 'Bearbeiten', undo: 'Rückgängig', redo: 'Wiederholen', cut: 'Ausschneiden', copy: 'Kopieren' },
    ...{ paste: 'Einfügen', selectAll: 'Alles auswählen' },
    ...{ view: 'Ansicht', reload: 'Neu laden', actualSize: 'Originalgröße', zoomIn: 'Vergrößern' },
    ...{ zoomOut: 'Verkleinern', fullScreen: 'Vollbild', window: 'Fenster', minimize: 'Minimieren' },
    ...{ help: 'Hilfe', openLogFolder: 'Protokollordner öffnen', about: 'Über Portolan' },
    ...{ hide: 'Portolan ausblenden', hideOthers: 'Andere ausblenden', showAll: 'Alle einblenden' },
    open: 'Portolan öffnen',
    ...{ pauseAll: 'Alle Übertragungen anhalten', resumeAll: 'Alle Übertragungen fortsetzen' },
    waits: (count) =>
      count === 0 ? 'Portolan' : `Portolan: ${count} ${count === 1 ? 'Sache braucht' : 'Sachen brauchen'} Sie`,
    alreadyRunning: 'Portolan läuft schon mit diesem Datenordner.',
    cannotStart: (code) => `Portolan konnte nicht starten (${code}).`,
  },
};
