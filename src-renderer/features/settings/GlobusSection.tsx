import { SignInPanel } from '../sign-in/SignInPanel.tsx';
import { Section } from './Section.tsx';

const globusPermissions = [
  'See which endpoints you have, and list their folders',
  'Send files between endpoints, as you',
  'Use Globus Search and Timers: asked for together with the rest, not used yet',
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
      {globusPermissions.map((does) => (
        <li key={does}>{does}</li>
      ))}
    </ul>
  );
}
