/** By which the browser names to the service worker what is to be done when there is a network. */
export const OUTBOX_TAG = 'outbox';
