import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { rpcChannel } from './rpcChannel.ts';

// The whole bridge: a pipe of strings. No Electron object crosses it.
contextBridge.exposeInMainWorld(
  'portolan',
  Object.freeze({
    send: (text: string) => {
      ipcRenderer.send(rpcChannel, String(text));
    },
    onMessage: (listener: (text: string) => void) => {
      const onText = (_: IpcRendererEvent, text: string) => listener(text);
      ipcRenderer.on(rpcChannel, onText);
      return () => {
        ipcRenderer.off(rpcChannel, onText);
      };
    },
  }),
);
