/** Starts the renderer: connection, language, theme, and then the frame. */
import './connection/schemas.ts';
import { CacheProvider } from '@emotion/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ClientContext, keepUpToDate } from './connection/calls.ts';
import { Client } from './connection/client.ts';
import { connect } from './connection/connection.ts';
import { Frame } from './frame/Frame.tsx';
import { Look } from './frame/Look.tsx';
import { languageOf, startMessages } from './messages/messages.ts';
import { styleCache } from './theme/styles.ts';

const client = new Client(connect());
// The application is on this computer: an answer is as fresh as its last event, and a failure is no matter of the network.
const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false, refetchOnWindowFocus: false } },
});
keepUpToDate(client, queries);

const place = document.getElementById('application');
if (place === null) throw new Error('The page has no place for the application.');
const root = createRoot(place);

const { settings } = await client.call('application.start', {});
await startMessages(languageOf(settings.language, navigator.languages));
root.render(
  <StrictMode>
    <ClientContext value={client}>
      <QueryClientProvider client={queries}>
        <CacheProvider value={styleCache}>
          <Look>
            <Frame />
          </Look>
        </CacheProvider>
      </QueryClientProvider>
    </ClientContext>
  </StrictMode>,
);
