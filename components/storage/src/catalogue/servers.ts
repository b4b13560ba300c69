import type { FtpConfig, HttpConfig, SftpConfig, WebdavConfig } from '../config.types.js';
import type { NumberSetting, StorageKind, UrlSetting } from './catalogue.types.js';
import { below, host, refusals, text, verified } from './settings.js';

const url = (help: string): UrlSetting => ({
  kind: 'url',
  help,
  required: true,
  target: true,
  example: 'https://files.example.org/dav',
});
const port = (usual: number): NumberSetting => ({
  kind: 'number',
  help: 'Port of the server.',
  min: 1,
  max: 65_535,
  default: usual,
  target: true,
});
const user = text('Name to sign in with.', { required: true, maxLength: 255, example: 'results' });

export const webdav: StorageKind<WebdavConfig> = {
  type: 'webdav',
  title: 'WebDAV, such as Nextcloud',
  backend: 'webdav',
  settings: {
    url: url('Address of the server, with the path that WebDAV is at.'),
    path: below('Everything lies below it.'),
    vendor: {
      kind: 'choice',
      help: 'Whose WebDAV it is; clients know the quirks of some.',
      values: ['other', 'fastmail', 'infinitescale', 'nextcloud', 'owncloud', 'rclone', 'sharepoint'],
      default: 'other',
    },
    tlsVerify: verified(),
    auth: {
      kind: 'choice',
      help: 'How to sign in: with a name and a password, with a token, or not at all.',
      rclone: null,
      values: ['basic', 'bearer', 'anonymous'],
      default: 'basic',
    },
    user: text('Name to sign in with.', { maxLength: 255 }),
  },
  credentials: {
    pass: { help: 'Password.', auth: ['basic'], required: true, password: true, maxLength: 1_024 },
    bearer_token: { help: 'Token.', auth: ['bearer'], required: true, maxLength: 16_384 },
  },
  refused: {
    bearer_token_command: refusals.command,
    headers: refusals.headers,
    unix_socket: refusals.file,
    auth_redirect: 'Credentials go to the server that they are for, and to no other.',
  },
};

export const sftp: StorageKind<SftpConfig> = {
  type: 'sftp',
  title: 'SFTP',
  backend: 'sftp',
  settings: {
    host: host('Name or address of the server.'),
    port: port(22),
    path: below('Everything lies below it.'),
    user,
    auth: {
      kind: 'choice',
      help: 'How to sign in: with a password or with a key.',
      rclone: null,
      values: ['password', 'key'],
      default: 'password',
    },
    hostKey: text('Public key that the server must have.', {
      rclone: null,
      maxLength: 2_000,
      pattern: /^[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,2}$/,
      target: true,
      advanced: true,
    }),
  },
  credentials: {
    pass: { help: 'Password.', auth: ['password'], required: true, password: true, maxLength: 1_024 },
    key_pem: { help: 'Private key, as PEM.', auth: ['key'], required: true, lines: true, maxLength: 32_768 },
    key_file_pass: {
      help: 'Password of the private key.',
      auth: ['key'],
      required: false,
      password: true,
      maxLength: 1_024,
    },
  },
  refused: {
    ssh: refusals.command,
    server_command: refusals.command,
    md5sum_command: refusals.command,
    sha1sum_command: refusals.command,
    crc32sum_command: refusals.command,
    sha256sum_command: refusals.command,
    blake3sum_command: refusals.command,
    xxh3sum_command: refusals.command,
    xxh128sum_command: refusals.command,
    key_file: refusals.file,
    pubkey_file: refusals.file,
    known_hosts_file: refusals.file,
    key_use_agent: refusals.ambient,
    ask_password: 'Nobody is there to be asked.',
    socks_proxy: 'It leads to another server than the one that was checked.',
    http_proxy: 'It leads to another server than the one that was checked.',
  },
};

export const ftp: StorageKind<FtpConfig> = {
  type: 'ftp',
  title: 'FTP',
  backend: 'ftp',
  settings: {
    host: host('Name or address of the server.'),
    port: port(21),
    path: below('Everything lies below it.'),
    user,
    encryption: {
      kind: 'choice',
      help: 'Whether the connection is encrypted: not, once it is open (explicit), or from the start (implicit).',
      rclone: null,
      values: ['none', 'explicit', 'implicit'],
      default: 'explicit',
      target: true,
    },
    tlsVerify: { ...verified(), rclone: 'no_check_certificate' },
  },
  credentials: {
    pass: { help: 'Password.', auth: [], required: true, password: true, maxLength: 1_024 },
  },
  refused: {
    ask_password: 'Nobody is there to be asked.',
    socks_proxy: 'It leads to another server than the one that was checked.',
    http_proxy: 'It leads to another server than the one that was checked.',
  },
};

export const http: StorageKind<HttpConfig> = {
  type: 'http',
  title: 'Web server with folders, read only',
  backend: 'http',
  settings: {
    url: url('Address of the folder.'),
    path: below('Everything lies below it.'),
    tlsVerify: verified(),
    noHead: {
      kind: 'flag',
      help: 'Whether sizes and times are not asked for, which is faster.',
      default: false,
      advanced: true,
    },
  },
  credentials: {},
  refused: { headers: refusals.headers },
};
