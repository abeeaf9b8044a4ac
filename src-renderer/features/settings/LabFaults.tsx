import { useState } from 'react';
import type { EndpointId } from '../../../src-main/contract/ids.ts';
import type { LabFaultState } from '../../../src-main/contract/lab.ts';
import { Checkbox, SelectField } from '../../components/Fields.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

export function LabFaults() {
  const { value, problem } = useRead('labFaults');
  return (
    <>
      {problem && <ProblemView problem={problem} compact />}
      <ul className="fault-list">
        {value?.map((fault) => (
          <Fault key={fault.name} fault={fault} />
        ))}
      </ul>
    </>
  );
}

function Fault({ fault }: { readonly fault: LabFaultState }) {
  const { api, reads } = useStores();
  const { t } = useWords();
  const endpoints = useRead('endpoints').value?.endpoints ?? [];
  const [endpointId, setEndpointId] = useState<EndpointId | ''>((fault.endpointIds[0] as EndpointId | undefined) ?? '');
  const { run, problem } = useCall();
  const flip = (isOn: boolean) =>
    run(async () => {
      const where = endpointId === '' ? {} : { endpointId };
      reads.labFaults.put(await api.lab.switchFault.mutate({ name: fault.name, isOn, ...where }));
    });
  return (
    <li>
      <Checkbox
        kind="switch"
        label={<span className="mono">{fault.name}</span>}
        hint={t(`settings.faults.${fault.name}`)}
        checked={fault.isOn}
        onChange={(isOn) => void flip(isOn)}
      />
      {fault.perEndpoint && (
        <SelectField
          label={t('settings.lab.whereFault', { name: fault.name })}
          hideLabel
          disabled={fault.isOn}
          value={endpointId}
          options={[
            { value: '', label: t('settings.lab.everywhere') },
            ...endpoints.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={setEndpointId}
        />
      )}
      {problem && <ProblemView problem={problem} compact />}
    </li>
  );
}
