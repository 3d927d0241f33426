/** The one pair of channels between a window and the main process. What crosses is said by `app/contract/messages.ts`. */

/** From the page: `{ page, request }`. */
export const TO_APPLICATION = 'smearlab:to-application';
/** To the page: `{ page, response }`. */
export const TO_PAGE = 'smearlab:to-page';
