// Loaded into every process of the stack: when the supervisor is gone, even by kill -9, so is what it supervised.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
