export function SendDialogHost() {
  return null;
}
