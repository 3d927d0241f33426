/** Imported first: zod would try to compile its checks from text, which the page's content security policy forbids and reports. */
import { config } from 'zod';

config({ jitless: true });
