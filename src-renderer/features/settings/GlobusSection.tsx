import { SignInPanel } from '../sign-in/SignInPanel.tsx';
import { Section } from './Section.tsx';

export const globusPermissions: readonly { readonly does: string; readonly isOptional?: true }[] = [
  { does: 'See which endpoints you have, and list their folders' },
  { does: 'Send files between endpoints, as you' },
  { does: 'Hand a subscription to Globus while this computer sleeps', isOptional: true },
  { does: 'Find images that other labs published', isOptional: true },
];

export function GlobusSection() {
  return (
    <>
      <Section
        title="Globus account"
        says="Globus moves the images from endpoint to endpoint; they never pass through this computer."
      >
        <SignInPanel provider={{ kind: 'globus' }} offersSignOut />
      </Section>
      <Section
        title="What Portolan may do for you"
        says="You can take it back at any time on Globus’s own page of consents."
      >
        <PermissionList />
      </Section>
    </>
  );
}

export function PermissionList() {
  return (
    <ul className="permission-list">
      {globusPermissions.map(({ does, isOptional }) => (
        <li key={does}>
          {does}
          {isOptional && <span className="badge tone-grey">optional</span>}
        </li>
      ))}
    </ul>
  );
}
