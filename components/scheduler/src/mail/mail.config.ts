import { EnvSecret, EnvString, type Secret } from '@ashlar/config';

export class MailConfig {
  @EnvSecret('ASHLAR_SMTP_URL', {
    optional: true,
    description:
      'Server for outgoing mail, such as smtps://user:password@mail.example.org. Without it nobody gets mail.',
  })
  readonly smtpUrl: Secret | undefined;

  @EnvString('ASHLAR_MAIL_FROM', {
    default: 'Ashlar <ashlar@localhost>',
    description: 'Sender of mail.',
  })
  readonly from!: string;
}
