/** The one IPC channel. */
export const rpcChannel = 'portolan:rpc';
