// Microsoft 365 Agents Playground listens on all interfaces and has no option for it. Loaded before it with
// `node -r`, this makes every TCP server of the process listen on loopback only.
'use strict';
const { Server } = require('node:net');

const listen = Server.prototype.listen;

Server.prototype.listen = function (...args) {
  const options = args[0];
  const callback = args.findLast(arg => typeof arg === 'function');
  const ours = callback ? [callback] : [];
  if (options !== null && typeof options === 'object') {
    return listen.call(this, options.path ? options : { ...options, host: '127.0.0.1' }, ...ours);
  }
  if (typeof options === 'number' || (typeof options === 'string' && /^\d+$/.test(options))) {
    return listen.call(this, { port: Number(options), host: '127.0.0.1' }, ...ours);
  }
  if (options === undefined || typeof options === 'function') {
    return listen.call(this, { port: 0, host: '127.0.0.1' }, ...ours);
  }
  return listen.apply(this, args);
};
