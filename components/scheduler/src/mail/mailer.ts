import type { Logger } from '@ashlar/logging';
import type { Transporter } from 'nodemailer';
import type { MailConfig } from './mail.config.js';

export interface Mail {
  /** Stands for the message: sent twice, it is the same one. */
  readonly id: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** The way out for mail. */
export interface Mailer {
  /** Throws what may pass, and what may not: whoever asks tries again for a while. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

/** Undefined where no server is configured: then nobody gets mail. */
export function createSmtpMailer({
  config: { smtpUrl, from },
  logger,
}: {
  readonly config: MailConfig;
  readonly logger: Logger;
}): Mailer | undefined {
  if (!smtpUrl) return undefined;
  let transport: Promise<Transporter> | undefined;
  // Loaded with the first mail.
  const open = async (): Promise<Transporter> => {
    const { createTransport } = await import('nodemailer');
    return createTransport({
      url: smtpUrl.reveal(),
      pool: true,
      ...{ connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 },
      // Nothing that a text says is fetched or read.
      ...{ disableFileAccess: true, disableUrlAccess: true },
    });
  };
  return {
    async send({ id, to, subject, text }) {
      const domain = from.split('@').at(-1)?.replace('>', '') ?? 'localhost';
      transport ??= open();
      await (await transport).sendMail({ from, bcc: [...to], subject, text, messageId: `<${id}@${domain}>` });
      logger.debug('Mail sent', { mail: id, recipients: to.length });
    },
    close: () => void transport?.then((opened) => opened.close()),
  };
}
