import { IntegerField, StringField, UuidField } from '@ashlar/http';

export class RunCallbackPath {
  @UuidField({ description: 'From the address that the call named.' })
  run_id!: string;
}

export class RunCallbackRequest {
  @StringField({
    description: 'The id of the message, `webhook-id` of Standard Webhooks; the same when it is sent again.',
    maxLength: 200,
    example: 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W',
  })
  id!: string;

  @IntegerField({
    description: 'When it was signed, in seconds since 1970: `webhook-timestamp`.',
    min: 0,
    max: 9_999_999_999,
    example: 1_674_087_231,
  })
  timestamp!: number;

  @StringField({
    description:
      'JSON as text: `{ "run": the id, "state": "running" | "succeeded" | "failed" | "cancelled", "message"?: text, "links"?: [{ "rel": "logs", "href": "https://..." }] }`.',
    maxLength: 20_000,
    example: '{"run":"0190a1b2-0000-7000-8000-000000000000","state":"succeeded"}',
  })
  payload!: string;

  @StringField({
    description:
      'HMAC-SHA256 of `id.timestamp.payload` with the key of the call, as `v1,` and base64: `webhook-signature`.',
    maxLength: 1_000,
    example: 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  })
  signature!: string;
}
