import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';
import { defineJob, JobPayloadError } from './index.js';
import { parsePayload, serializePayload } from './payload.js';

class Bulb {
  @IsInt()
  watts!: number;
}

class Press {
  @IsString()
  lamp!: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => Bulb)
  bulb?: Bulb;
}

class Nothing {}

const press = defineJob({ name: 'lamp.press', version: 1, payload: Press });
const sweep = defineJob({ name: 'lamp.sweep', version: 1, payload: Nothing });

describe('a payload', () => {
  it('comes back as an instance of its class', () => {
    const stored = serializePayload(press, { lamp: 'hall', bulb: { watts: 5 } });
    const payload = parsePayload(press, JSON.parse(stored));
    expect(payload).toBeInstanceOf(Press);
    expect(payload.bulb).toBeInstanceOf(Bulb);
    expect(payload).toEqual({ lamp: 'hall', bulb: { watts: 5 } });
  });

  it('may be empty', () => {
    expect(parsePayload(sweep, JSON.parse(serializePayload(sweep, {})))).toEqual({});
  });

  it('is refused with every fault and no value', () => {
    const parse = () => parsePayload(press, { lamp: 77, bulb: { watts: 'private' }, colour: 'private' });
    expect(parse).toThrow(JobPayloadError);
    expect(parse).toThrow(
      expect.objectContaining({
        faults: [
          'property colour should not exist',
          'lamp must be a string',
          'bulb.watts: watts must be an integer number',
        ],
      }),
    );
    expect(parse).not.toThrow(/private|77/);
  });

  it.each([[null], [[]], ['text'], [undefined]])('is refused when it is %j', (plain) => {
    expect(() => parsePayload(press, plain)).toThrow(/must be an object/);
  });
});
