import type { components as english } from '../en/components.ts';
import type { Translated } from '../types.ts';

export const components: Translated<typeof english> = {
  copy: {
    button: '{{what}} kopieren',
    done: 'Kopiert',
    said: '{{what}} kopiert',
    toast: '{{what}} kopiert: {{text}}',
    refused: 'Der Browser erlaubt Portolan das Kopieren nicht: {{what}}',
    digest: 'Digest',
    details: 'Einzelheiten',
    line: '{{tool}}-Zeile für {{name}}',
  },
  dialog: {
    close: 'Schließen',
    keep: 'Behalten',
  },
  filter: {
    nothing: 'Noch nichts zur Auswahl.',
    clear: 'Leeren',
    chosen: '{{label}}: {{values}}',
    remove: 'Filter {{label}} entfernen',
    find: '{{label}} suchen',
    noMatch: 'Nichts heißt „{{typed}}“.',
    more_one: '{{count, number}} weiterer Eintrag: tippen, um ihn zu finden',
    more_other: '{{count, number}} weitere: tippen, um sie zu finden',
  },
  lights: {
    alreadyThere_one: 'Schon vorhanden: {{there, number}} von {{count, number}}',
    alreadyThere_other: 'Schon vorhanden: {{there, number}} von {{count, number}}',
    label: 'Prüfungen',
    looking: 'Wird geprüft…',
  },
  page: {
    back: 'Zurück zu {{label}}',
  },
  problem: {
    details: 'Einzelheiten',
    code: 'Code',
    seen: 'Bemerkt',
    practiceReady: 'Die Übungsdaten sind bereit',
  },
  search: {
    clear: 'Suche leeren',
  },
  /** As printed on a keyboard. */
  keys: {
    Ctrl: 'Strg',
    Alt: 'Alt',
    Shift: 'Umschalt',
    Enter: 'Eingabe',
    Space: 'Leertaste',
    Home: 'Pos1',
    End: 'Ende',
    Del: 'Entf',
    Esc: 'Esc',
  },
  loading: 'Wird geladen',
  value: {
    notKnown: 'unbekannt',
    notKnownYet: 'noch unbekannt',
  },
};
