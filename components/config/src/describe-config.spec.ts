import { spec } from './config.fixture.js';
import { describeConfig, renderConfigTable } from './index.js';

describe('the documentation', () => {
  const rows = describeConfig(spec);

  it('has a row for every variable', () => {
    expect(rows.map(({ variable }) => variable)).toEqual([
      'ASHLAR_HTTP_PORT',
      'ASHLAR_PUBLIC_URL',
      'ASHLAR_HTTP_ORIGINS',
      'ASHLAR_HTTP_TIMEOUT',
      'ASHLAR_HTTP_TRUST_PROXY',
      'ASHLAR_HTTP_MODE',
      'DATABASE_URL',
      'ASHLAR_STORE_NAME',
    ]);
    expect(rows[3]).toEqual({
      section: 'http',
      variable: 'ASHLAR_HTTP_TIMEOUT',
      type: 'duration',
      default: '30s',
      required: false,
      secret: false,
      file: false,
      description: 'Per request.',
    });
    expect(rows[6]).toMatchObject({ section: 'store', required: true, secret: true, file: true });
  });

  it('is a Markdown table', () => {
    expect(renderConfigTable(rows.slice(4, 7))).toBe(
      [
        '| Variable | Type | Default | Description |',
        '| --- | --- | --- | --- |',
        '| `ASHLAR_HTTP_TRUST_PROXY` | boolean | `false` | Believe X-Forwarded-For. |',
        '| `ASHLAR_HTTP_MODE` | one of fast, safe | `safe` | fast \\| safe. |',
        '| `DATABASE_URL` or `DATABASE_URL_FILE` | secret | **required** | The database. |',
        '',
      ].join('\n'),
    );
  });
});
