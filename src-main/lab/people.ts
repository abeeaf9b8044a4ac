import type { LabPerson } from './world.ts';

/** Runs the lab's registry and owns its endpoints; also the one a confidential client acts as. */
export const labManager: LabPerson = {
  id: '5b1d8f0a-7c34-4e52-9a61-0d2f4b7c8e11',
  username: 'manager@practice.lab',
  name: 'Lab Manager',
  email: 'manager@practice.lab',
  organization: 'Practice Lab',
  registryUsername: 'manager',
  registryToken: 'c1a7e05b93d24f68a0be17f4d96c3528e4b0f7a1',
};

/** Has a laptop, a share of the cluster and a folder somebody shared. */
export const researcher: LabPerson = {
  id: '8e4c2a97-1f60-4d3b-b5a8-63c90e7d2f42',
  username: 'researcher@practice.lab',
  name: 'Researcher',
  email: 'researcher@practice.lab',
  organization: 'Practice Lab',
  registryUsername: 'researcher',
  registryToken: '7d40b9c6e1f5832a9d7306bc58e4f2170a6c9b3e',
};

/** The first is the one a confidential client acts as. */
export const labPeople: readonly [LabPerson, LabPerson] = [labManager, researcher];
