/** Style elements carry the page's nonce, without which its content security policy lets no style in. */
import createCache from '@emotion/cache';

/** The nonce is a property: as an attribute it is hidden from the page, so that no style can find it out. */
function nonceOfPage(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
}

const nonce = nonceOfPage();
export const styleCache = createCache({ key: 'css', prepend: true, ...(nonce === undefined ? {} : { nonce }) });
