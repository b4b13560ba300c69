/* Numbers of RFC 9180, appendix A.1.1 and A.2.1: base mode with X25519. */
export interface HpkeVector {
  readonly cipher: 1 | 3;
  readonly info: string;
  readonly ephemeralPrivate: string;
  readonly ephemeralPublic: string;
  readonly recipientPrivate: string;
  readonly recipientPublic: string;
  readonly plaintext: string;
  readonly messages: readonly {
    readonly sequence: number;
    readonly aad: string;
    readonly ciphertext: string;
  }[];
}

export const hpkeVectors: readonly HpkeVector[] = [
  {
    cipher: 1,
    info: '4f6465206f6e2061204772656369616e2055726e',
    ephemeralPrivate: '52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736',
    ephemeralPublic: '37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431',
    recipientPrivate: '4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8',
    recipientPublic: '3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d',
    plaintext: '4265617574792069732074727574682c20747275746820626561757479',
    messages: [
      {
        sequence: 0,
        aad: '436f756e742d30',
        ciphertext:
          'f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a',
      },
      {
        sequence: 1,
        aad: '436f756e742d31',
        ciphertext:
          'af2d7e9ac9ae7e270f46ba1f975be53c09f8d875bdc8535458c2494e8a6eab251c03d0c22a56b8ca42c2063b84',
      },
      {
        sequence: 2,
        aad: '436f756e742d32',
        ciphertext:
          '498dfcabd92e8acedc281e85af1cb4e3e31c7dc394a1ca20e173cb72516491588d96a19ad4a683518973dcc180',
      },
      {
        sequence: 4,
        aad: '436f756e742d34',
        ciphertext:
          '583bd32bc67a5994bb8ceaca813d369bca7b2a42408cddef5e22f880b631215a09fc0012bc69fccaa251c0246d',
      },
      {
        sequence: 255,
        aad: '436f756e742d323535',
        ciphertext:
          '7175db9717964058640a3a11fb9007941a5d1757fda1a6935c805c21af32505bf106deefec4a49ac38d71c9e0a',
      },
      {
        sequence: 256,
        aad: '436f756e742d323536',
        ciphertext:
          '957f9800542b0b8891badb026d79cc54597cb2d225b54c00c5238c25d05c30e3fbeda97d2e0e1aba483a2df9f2',
      },
    ],
  },
  {
    cipher: 3,
    info: '4f6465206f6e2061204772656369616e2055726e',
    ephemeralPrivate: 'f4ec9b33b792c372c1d2c2063507b684ef925b8c75a42dbcbf57d63ccd381600',
    ephemeralPublic: '1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a',
    recipientPrivate: '8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb',
    recipientPublic: '4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a',
    plaintext: '4265617574792069732074727574682c20747275746820626561757479',
    messages: [
      {
        sequence: 0,
        aad: '436f756e742d30',
        ciphertext:
          '1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28',
      },
      {
        sequence: 1,
        aad: '436f756e742d31',
        ciphertext:
          '6b53c051e4199c518de79594e1c4ab18b96f081549d45ce015be002090bb119e85285337cc95ba5f59992dc98c',
      },
      {
        sequence: 2,
        aad: '436f756e742d32',
        ciphertext:
          '71146bd6795ccc9c49ce25dda112a48f202ad220559502cef1f34271e0cb4b02b4f10ecac6f48c32f878fae86b',
      },
      {
        sequence: 4,
        aad: '436f756e742d34',
        ciphertext:
          '63357a2aa291f5a4e5f27db6baa2af8cf77427c7c1a909e0b37214dd47db122bb153495ff0b02e9e54a50dbe16',
      },
      {
        sequence: 255,
        aad: '436f756e742d323535',
        ciphertext:
          '18ab939d63ddec9f6ac2b60d61d36a7375d2070c9b683861110757062c52b8880a5f6b3936da9cd6c23ef2a95c',
      },
      {
        sequence: 256,
        aad: '436f756e742d323536',
        ciphertext:
          '7a4a13e9ef23978e2c520fd4d2e757514ae160cd0cd05e556ef692370ca53076214c0c40d4c728d6ed9e727a5b',
      },
    ],
  },
];
