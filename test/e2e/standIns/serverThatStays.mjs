/** A stand-in for an end that takes for ever: loaded with --import before the program, it keeps Node's server from closing. */
import { Server } from 'node:http';

Server.prototype.close = function close() {
  return this;
};
