import type { signIn as english } from '../en/signIn.ts';
import type { Translated } from '../types.ts';

export const signIn: Translated<typeof english> = {
  services: {
    globus: 'Globus',
    registry: 'der Registry',
  },
  button: 'Bei {{service}} anmelden',
  signOut: 'Von {{service}} abmelden',
  finishing: 'Die Anmeldung wird abgeschlossen…',
  finishingLabel: 'Anmeldung wird abgeschlossen',
  signedInAs: 'Angemeldet als {{name}}',
  code: {
    label: 'Code, oder die Adresse, bei der der Browser stehen blieb',
    hint: 'Meldet der Browser, dass er keine Verbindung bekommt? Dann bitte die ganze angezeigte Adresse einfügen.',
    error: '{{title}}. {{advice}}',
    use: 'Diesen Code verwenden',
  },
  dialog: {
    consent: 'Zustimmung erteilen',
    signIn: 'Anmelden',
    consentWhy:
      'Globus fragt für jeden zugeordneten Endpunkt einmal, ob Portolan dort für Sie Dateien auflisten und senden darf.',
    consentGiven: 'Zustimmung erteilt',
    signedIn: 'Angemeldet',
  },
  waiting: {
    opened: 'Der Browser öffnet sich. Bitte dort anmelden und dann hierher zurückkommen.',
    open: 'Bitte diese Adresse in einem Browser öffnen und dort anmelden.',
    timer: 'Wartet auf Sie <time/>',
    openAgain: 'Browser erneut öffnen',
    openBrowser: 'Browser öffnen',
    address: 'Adresse',
    haveCode: 'Stattdessen einen Code eingeben',
    stop: 'Anmeldung abbrechen',
  },
};
