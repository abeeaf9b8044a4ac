import type { ErrorFacts } from '../../../src-main/contract/errors.ts';
import { fact, folderIn, imageIn, otherFilesIn, serverIn } from '../../../src-main/contract/problemWords/facts.ts';
import type { ProblemTexts } from '../../../src-main/contract/problemWords/problems.ts';

type ImageCode = Extract<keyof ProblemTexts, `registry.${string}` | `image.${string}` | `folder.${string}`>;

const openRegistries = 'Registry-Einstellungen öffnen';
const refresh = 'Aktualisieren';

const image = (facts: ErrorFacts, otherwise: string): string => imageIn(facts, 'image', otherwise);

const andOthers = (facts: ErrorFacts): string => {
  const { count, names } = otherFilesIn(facts);
  if (count === 0) return '';
  return count === 1
    ? ` Eine weitere Datei ist ebenfalls nicht verwendbar${names}.`
    : ` ${count} weitere Dateien sind ebenfalls nicht verwendbar${names}.`;
};

/** What is wrong with registries, their images and their folders. */
export const imageProblems: Pick<ProblemTexts, ImageCode> = {
  'registry.notFound': {
    title: 'Diese Registry ist nicht mehr verbunden',
    advice: 'Sie wurde hier entfernt. Zum Weitermachen bitte neu verbinden.',
    action: openRegistries,
  },
  'registry.notARegistry': {
    title: (facts) => `Keine Registry unter ${serverIn(facts, 'dieser Adresse')}`,
    advice: 'Dort antwortet etwas, aber nicht wie ein Singularity Registry Server. Bitte die Adresse prüfen.',
  },
  'registry.tokenRefused': {
    title: 'Die Registry hat dieses Token nicht angenommen',
    advice:
      'Vielleicht ist es vertippt, oder es gibt inzwischen ein neues. Ihr Token steht in der Registry auf der Seite „Token“.',
    action: openRegistries,
  },
  'registry.limitReached': {
    title: 'Abruflimit der Registry erreicht',
    advice: (facts) => {
      const until = fact(facts, 'until', '');
      return until === ''
        ? 'Die Registry erlaubt keine weiteren Abrufe dieses Containers, bis das Limit neu beginnt.'
        : `Die Registry erlaubt bis ${until} keine weiteren Abrufe dieses Containers.`;
    },
  },
  'registry.privateNotListed': {
    title: 'Diese Registry zeigt ohne Anmeldung nur öffentliche Images',
    advice: 'Private Images brauchen ein Token oder eine Anmeldung.',
    action: 'Bei der Registry anmelden',
  },
  'registry.noHarbour': {
    title: 'Diese Registry hat noch keinen Globus-Endpunkt',
    advice: 'Bitte angeben, welcher Endpunkt ihre Images in welchem Ordner bereithält: Von dort sendet Globus.',
    action: 'Endpunkt festlegen',
  },
  'image.notFound': {
    title: 'Dieses Image ist nicht mehr in der Registry',
    advice: 'Es wurde dort gelöscht oder umbenannt, seit die Liste gelesen wurde.',
    action: refresh,
  },
  'image.noFile': {
    title: 'Dieses Image liegt in der Registry nicht als einfache Datei',
    advice: 'Die Registry hält es in einem Objektspeicher, aus dem Globus nicht senden kann.',
  },
  'image.incomplete': {
    title: (facts) => `${image(facts, 'Das Image')} ist nicht vollständig`,
    advice: (facts) =>
      `Die Datei ist kürzer, als sie laut eigener Angabe sein müsste: Sie wird noch geschrieben, oder das Schreiben brach ab. Portolan sendet sie, sobald sie vollständig ist.${andOthers(facts)}`,
    action: refresh,
  },
  'image.nameUnusable': {
    title: 'Eine Datei im Image-Ordner hat einen unbrauchbaren Namen',
    advice: (facts) =>
      `Er enthält Zeichen, die unsichtbar oder irreführend sind: ${fact(facts, 'path', 'siehe Ordner')}. Sie wird nirgendwohin gesendet.${andOthers(facts)}`,
  },
  'image.notSif': {
    title: (facts) => `${image(facts, 'Diese Datei')} ist kein SIF-Image`,
    advice: (facts) =>
      `Der Anfang ist nicht der eines Singularity- oder Apptainer-Images, deshalb wird sie nirgendwohin gesendet.${andOthers(facts)}`,
  },
  'image.corrupt': {
    title: (facts) => {
      const name = image(facts, '');
      return name === '' ? 'Die Datei des Images ist beschädigt' : `Die Datei von ${name} ist beschädigt`;
    },
    advice: (facts) =>
      `Ihr Inhaltsverzeichnis ist widersprüchlich. Sie wird nirgendwohin gesendet; bitte neu in die Registry hochladen.${andOthers(facts)}`,
  },
  'image.digestMismatch': {
    title: (facts) => {
      const name = image(facts, '');
      return `Die Datei ${name === '' ? 'des Images' : `von ${name}`} ist nicht, was die Registry versprochen hat`;
    },
    advice: (facts) =>
      `Ihr Digest weicht von dem in der Registry ab. Sie wird nirgendwohin gesendet.${andOthers(facts)}`,
    action: refresh,
  },
  'image.changedWhileRead': {
    title: (facts) => `${image(facts, 'Das Image')} hat sich beim Lesen verändert`,
    advice: 'Gerade lädt jemand eine neue Fassung hoch. Beim nächsten Mal wird die neue gelesen.',
    action: refresh,
  },
  'folder.missing': {
    title: (facts) => `Der Image-Ordner ${folderIn(facts, '')} fehlt`.replace('  ', ' '),
    advice:
      'Vielleicht ist ein Datenträger nicht eingehängt. Abonnements warten, bis er wieder da ist; nirgends wird etwas gelöscht.',
    action: openRegistries,
  },
  'folder.replaced': {
    title: 'Der Image-Ordner wurde ausgetauscht',
    advice:
      'An derselben Stelle liegt jetzt ein anderer Ordner oder Datenträger. Abonnements pausieren, bis der frühere zurück ist oder dieser in den Einstellungen als der richtige bestätigt wird.',
    action: openRegistries,
  },
  'folder.unreadable': {
    title: (facts) => `${folderIn(facts, 'Der Image-Ordner')} darf nicht gelesen werden`,
    advice: 'Das Konto, unter dem Portolan läuft, braucht Lesezugriff; sonst bitte einen anderen Ordner wählen.',
    action: openRegistries,
  },
  'folder.watchLimit': {
    title: 'Dieser Computer kann nicht mehr Ordner beobachten',
    advice: 'Portolan sieht stattdessen regelmäßig nach; Änderungen werden etwas später bemerkt.',
  },
};
