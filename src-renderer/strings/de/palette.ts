import type { palette as english } from '../en/palette.ts';
import type { Translated } from '../types.ts';

export const palette: Translated<typeof english> = {
  title: 'Befehlspalette',
  search: 'Seiten, Images, Endpunkte, Aktionen suchen',
  results: 'Ergebnisse',
  nothing: 'Nichts heißt „{{typed}}“.',
  found_one: '{{count, number}} Ergebnis',
  found_other: '{{count, number}} Ergebnisse',
  groups: {
    Pages: 'Seiten',
    Actions: 'Aktionen',
    Images: 'Images',
    Endpoints: 'Endpunkte',
  },
  verbs: {
    send: 'senden',
    subscribe: 'abonnieren',
    copy: 'kopieren',
  },
  settings: 'Einstellungen: {{section}}',
  sections: {
    registries: 'Registries',
    globus: 'Globus',
    endpoints: 'Endpunkte',
    transfers: 'Übertragungen',
    security: 'Sicherheit',
    lab: 'Übungslabor',
  },
  onImage: '{{action}}: {{name}}',
  sendTo: 'An {{name}} senden…',
  actions: {
    send: 'Images senden…',
    subscribe: 'Neues Abonnement…',
    where: 'Wo ist es? Jedes Image an jedem Endpunkt',
    refreshContainers: 'Liste der Images neu lesen',
    refreshEndpoints: 'Endpunkte neu suchen',
    connectRegistry: 'Registry verbinden…',
    signIn: 'Bei Globus anmelden…',
    light: 'Design: Karte (hell)',
    dark: 'Design: Nacht (dunkel)',
    systemTheme: 'Design: wie dieser Computer',
    language: 'Sprache: {{language}}',
    shortcuts: 'Tastenkürzel',
  },
};
