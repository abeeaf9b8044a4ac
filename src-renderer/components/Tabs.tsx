import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components';

interface TabsProps<Name extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly name: Name; readonly title: ReactNode; readonly content: ReactNode }[];
  readonly selected?: Name;
  readonly onChange?: (name: Name) => void;
}

export function Tabs<Name extends string>({ label, tabs, selected, onChange }: TabsProps<Name>) {
  return (
    <AriaTabs
      className="tabs"
      {...(selected !== undefined && { selectedKey: selected })}
      onSelectionChange={(key) => {
        const tab = tabs.find((candidate) => candidate.name === key);
        if (tab) onChange?.(tab.name);
      }}
    >
      <TabList aria-label={label} className="tab-list">
        {tabs.map((tab) => (
          <Tab key={tab.name} id={tab.name} className="tab">
            {tab.title}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.name} id={tab.name} className="tab-panel">
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
