import { encode, readValue } from './resp.js';

it('commands are written with their length in bytes', () => {
  expect(encode(['SET', 'k', 'ü'])).toBe('*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$2\r\nü\r\n');
});

it.each([
  ['+OK\r\n', { value: 'OK', length: 5 }],
  [':42\r\nrest', { value: 42, length: 5 }],
  ['$5\r\na\r\nbc\r\n+OK\r\n', { value: 'a\r\nbc', length: 11 }],
  ['$-1\r\n', { value: null, length: 5 }],
  ['$0\r\n\r\n', { value: '', length: 6 }],
])('reads %j', (text, expected) => {
  expect(readValue(text)).toEqual(expected);
});

it.each(['', '+O', '$5\r\nab', '$2\r\nab\r'])('waits for the rest of %j', (text) => {
  expect(readValue(text)).toBeUndefined();
});

it('an error answer is an error, and so is something else', () => {
  expect(() => readValue('-ERR no\r\n')).toThrow('Redis: ERR no');
  expect(() => readValue('HTTP/1.1 200 OK\r\n')).toThrow('Not a value of Redis');
});
