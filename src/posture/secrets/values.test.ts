import { describe, expect, test } from 'vitest'
import { classOfName } from './names.ts'
import { describeSecret, describeSecrets, secretOfSetting, secretsInText } from './values.ts'

/** Credentials are put together here, so that no scanner takes this file for a leak. */
const j = (...parts: readonly string[]) => parts.join('')
const alnum = 'a8Zk3Qw9Lm2Xc7Vb5Nt1Rf6Yh4Ud0PsGeJiKoBqTxWvCzHnMlErDySuAgFpIjO'
const hex = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
const pem = (label: string) => j('-----BEGIN ', label, '-----\n', `${alnum}${alnum}\n${alnum}`, '\n-----END ', label, '-----\n')
const encode = (text: string) => btoa(text)
const webToken = [encode('{"alg":"HS256","typ":"JWT"}'), encode('{"sub":"cart","iss":"shop"}'), alnum.slice(0, 43)]
  .join('.')
  .replaceAll('=', '')

describe('a setting that holds a secret', () => {
  test.each<[string, string, string]>([
    ['DB_PASSWORD', 'hunter2', 'password'],
    ['POSTGRES_PASSWORD', 'postgres', 'password'],
    ['MYSQL_ROOT_PASSWORD', '123456', 'password'],
    ['dbPassword', 'Tr0ub4dor&3', 'password'],
    ['spring.datasource.password', 'zebra-crossing', 'password'],
    ['REDIS_PASS', 's3cr3t!', 'password'],
    ['GRAFANA_ADMIN_PASSWORD_1', 'admin', 'password'],
    ['SMTP_PASSWD', 'mail4all', 'password'],
    ['KEYSTORE_PASSPHRASE', 'correct horse battery', 'password'],
    ['ADMIN_PWD', 'letmein', 'password'],
    ['AWS_SECRET_ACCESS_KEY', j('wJalrXUtnFEMI', '/K7MDENG/bPxRfiCYzx9Qm4LsTe'), 'key'],
    ['JWT_SECRET', 'supersecret', 'key'],
    ['DJANGO_SECRET_KEY', j('q1w2e3r4', '!@#$t5y6'), 'key'],
    ['SECRET_KEY_BASE', hex, 'key'],
    ['API_KEY', hex.slice(0, 32), 'key'],
    ['apiKey', j('k9Zq', alnum.slice(0, 20)), 'key'],
    ['OAUTH_CLIENT_SECRET', alnum.slice(3, 35), 'key'],
    ['DD_API_KEY', hex.slice(0, 32), 'key'],
    ['SESSION_TOKEN', alnum.slice(0, 30), 'key'],
    ['RABBITMQ_ERLANG_COOKIE', 'SWQOKODSQALRPCLNMEQG', 'key'],
    ['ENCRYPTION_KEY', '0123456789abcdef0123456789abcdef', 'key'],
    ['anything', j('AK', 'IA', 'Y34FZKBOKMUTVV7A'), 'aws-key'],
    ['anything', j('gh', 'p_', alnum.slice(0, 36)), 'github-token'],
    ['GITHUB_TOKEN', j('gh', 's_', alnum.slice(0, 36)), 'github-token'],
    ['anything', j('github', '_pat_', alnum.slice(0, 22), '_', alnum.slice(0, 59)), 'github-fine-token'],
    ['anything', j('gl', 'pat-', alnum.slice(0, 20)), 'gitlab-token'],
    ['anything', j('xo', 'xb-', '2345678901-2345678901-', alnum.slice(0, 24)), 'slack-token'],
    ['anything', j('https://hooks.', 'slack.com/services/', 'T0G9PQBBK/B0H7ZT3QX/', alnum.slice(0, 24)), 'slack-webhook'],
    ['anything', j('sk', '_live_', alnum.slice(0, 24)), 'stripe-key'],
    ['anything', j('AI', 'za', alnum.slice(0, 35)), 'google-key'],
    ['anything', webToken, 'json-web-token'],
    ['anything', j('np', 'm_', alnum.slice(0, 36)), 'npm-token'],
    ['anything', j('py', 'pi-AgEIcHlwaS5vcmc', alnum, alnum), 'pypi-token'],
    ['anything', j('S', 'G.', alnum.slice(0, 22), '.', alnum.slice(5, 48)), 'sendgrid-key'],
    ['anything', j('S', 'K', hex.slice(0, 32)), 'twilio-key'],
    ['anything', j('key', '-', hex.slice(0, 32)), 'mailgun-key'],
    [
      'anything',
      j('DefaultEndpointsProtocol=https;AccountName=shop;', 'AccountKey=', alnum, alnum.slice(0, 22), '==;'),
      'azure-key',
    ],
    ['anything', j('hv', 's.', alnum.slice(0, 40)), 'vault-token'],
    ['anything', j('dckr', '_pat_', alnum.slice(0, 27)), 'docker-token'],
    ['anything', j('gl', 'sa_', alnum.slice(0, 32), '_', hex.slice(0, 8)), 'grafana-token'],
    ['anything', j('dop', '_v1_', hex), 'digitalocean-token'],
    ['anything', j('shp', 'at_', hex.slice(0, 32)), 'shopify-token'],
    ['anything', j('12345678', '90:A', 'A', alnum.slice(0, 33)), 'telegram-token'],
    ['anything', pem('RSA PRIVATE KEY'), 'private-key'],
    ['anything', pem('OPENSSH PRIVATE KEY').replaceAll('\n', '\\n'), 'private-key'],
    ['anything', pem('PRIVATE KEY'), 'private-key'],
    ['DATABASE_URL', j('postgres://cart:', 'hunter2@db.shop:5432/cart'), 'login'],
    ['BROKER', j('amqp://guest:', 'guest@rabbit:5672'), 'login'],
    ['CACHE', j('redis://:', 'hunter2@cache:6379/0'), 'login'],
    ['ConnectionString', j('Server=db;User Id=sa;', 'Password=hunter2;Encrypt=no'), 'password'],
    ['JDBC_URL', j('jdbc:mysql://db/cart?user=root&', 'password=hunter2&useSSL=false'), 'password'],
    ['anything', `{"auths":{"registry.example":{"auth":"${encode(j('robot:', 'hunter2x'))}"}}}`, 'registry-login'],
    ['HEADER', `Authorization: Basic ${encode(j('robot:', 'hunter2x'))}`, 'basic-login'],
    ['users', j('admin:', '$2y$', '10$', alnum.slice(0, 53)), 'password-hash'],
    ['users', j('admin:', '$apr1$', 'x9Zq2LmA$', alnum.slice(0, 22)), 'password-hash'],
  ])('%s=%s is a %s', (name, value, id) => {
    expect(secretOfSetting(name, value)?.id).toBe(id)
  })

  test('a hash is told as such', () => {
    expect(secretOfSetting('users', j('admin:', '$2y$', '10$', alnum.slice(0, 53)))?.weak).toBe(true)
    expect(secretOfSetting('DB_PASSWORD', 'hunter2')?.weak).toBe(false)
  })
})

describe('a setting that holds none', () => {
  test.each<[string, string]>([
    ['DB_PASSWORD', ''],
    ['DB_PASSWORD', 'changeme'],
    ['DB_PASSWORD', 'CHANGE_ME'],
    ['DB_PASSWORD', '<your-password>'],
    ['DB_PASSWORD', 'your-password-here'],
    ['DB_PASSWORD', '********'],
    ['DB_PASSWORD', 'xxxxxxxx'],
    ['DB_PASSWORD', '$(DB_PASSWORD_FROM_SECRET)'],
    ['DB_PASSWORD', '\u0024{DB_PASSWORD}'],
    ['DB_PASSWORD', '$DB_PASSWORD'],
    ['DB_PASSWORD', '{{ .Values.password }}'],
    ['DB_PASSWORD', 'vault:secret/data/db#password'],
    ['DB_PASSWORD', 'op://vault/db/password'],
    ['DB_PASSWORD', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db'],
    ['DB_PASSWORD', 'ENC[AES256_GCM,data:abc,iv:def,tag:ghi,type:str]'],
    ['DB_PASSWORD', '/run/secrets/db'],
    ['DB_PASSWORD', 'DB_PASSWORD'],
    ['DB_PASSWORD_FILE', '/run/secrets/db-password'],
    ['DB_PASSWORD_KEY', 'password'],
    ['PASSWORD_MIN_LENGTH', '12'],
    ['ALLOW_EMPTY_PASSWORD', 'yes'],
    ['ENABLE_PASSWORD', 'true'],
    ['RESET_PASSWORD_URL', 'https://shop.example/reset'],
    ['PWD', '/srv/app'],
    ['OLDPWD', '/srv/other'],
    ['TLS_SECRET', 'cart-tls-2'],
    ['PULL_SECRET', 'regcred'],
    ['EXISTING_SECRET', 'grafana-admin-credentials'],
    ['SECRET_NAME', 'cart-db-9f86d081'],
    ['MAX_TOKENS', '4096'],
    ['TOKEN_URL', 'https://sso.example/oauth/token'],
    ['TOKEN_ISSUER', 'shop-production-01'],
    ['TOKEN_TTL', '3600s'],
    ['TOKEN', 'bearer'],
    ['TOKENIZER', 'cl100k_base_2024'],
    ['PARTITION_KEY', hex],
    ['PUBLIC_KEY', hex],
    ['SSH_KEY_PATH', '/etc/ssh/id_ed25519'],
    ['KMS_KEY_ID', hex.slice(0, 32)],
    ['AWS_ACCESS_KEY_ID', j('AK', 'IAIOSFODNN7EXAMPLE')],
    ['ENCRYPTION_KEY', 'alias/cart-key'],
    ['IMAGE', 'registry.example/cart@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    ['CHECKSUM_SECRET', hex],
    ['COMMIT', hex.slice(0, 40)],
    ['REQUEST_ID', '123e4567-e89b-12d3-a456-426614174000'],
    ['CA', j('-----BEGIN ', 'CERTIFICATE-----\n', alnum, '\n-----END CERTIFICATE-----')],
    ['CA', j('-----BEGIN ', 'PUBLIC KEY-----\n', alnum, '\n-----END PUBLIC KEY-----')],
    ['HELP', j('paste a -----BEGIN ', 'PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----')],
    ['URL', 'https://shop.example/path?user=cart'],
    ['URL', 'postgres://db.shop:5432/cart'],
    ['URL', j('postgres://cart:', '$(DB_PASSWORD)@db:5432/cart')],
    ['URL', j('postgres://cart:', '\u0024{DB_PASSWORD}@db:5432/cart')],
    ['URL', j('https://user:', 'password@host/path')],
    ['LISTEN', 'tcp://0.0.0.0:8080'],
    ['HOST', 'http://[::1]:8080/@fs'],
    ['DSN', 'https://abc123@sentry.example/42'],
    ['anything', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.'],
    ['SKETCH', 'SKETCHBOOK-2024-WINTER-EDITION-01'],
    ['AUTH', `{"auth":"${encode('not a login')}"}`],
    ['STRIPE', j('pk', '_live_', alnum.slice(0, 24))],
  ])('%s=%s', (name, value) => {
    expect(secretOfSetting(name, value)).toBeUndefined()
  })
})

describe('a text', () => {
  test.each<[string, string, { readonly code?: boolean }, readonly (readonly [string, number])[]]>([
    ['properties', j('# the database\nuser=cart\n', 'spring.datasource.password=hunter2\n'), {}, [['password', 3]]],
    ['YAML', j('db:\n  user: cart\n  ', 'password: "hunter2"\n  pool: 5\n'), {}, [['password', 3]]],
    ['JSON', j('{"user": "cart", ', '"password": "hunter2"}'), {}, [['password', 1]]],
    ['JSON in JSON', j('{"body": "{\\"user\\": \\"cart\\", ', '\\"password\\": \\"hunter2\\"}"}'), {}, [['password', 1]]],
    [
      'INI',
      j('[security]\n', 'admin_password = hunter2\nsecret_key = ', alnum.slice(0, 20)),
      {},
      [
        ['password', 2],
        ['key', 3],
      ],
    ],
    ['XML', j('<datasource>\n<', 'password>hunter2</password>\n</datasource>'), {}, [['password', 2]]],
    ['XML attribute', j('<user name="cart" ', 'password="hunter2"/>'), {}, [['password', 1]]],
    ['redis.conf', j('port 6379\n', 'requirepass hunter2\n'), {}, [['password', 2]]],
    ['shell', j('export ', 'PGPASSWORD=hunter2\npsql'), {}, [['password', 1]]],
    ['a key in the middle', `a: 1\nkey: |\n${pem('EC PRIVATE KEY')}`, {}, [['private-key', 3]]],
    ['a token that is called so once', j('token: ', 'gh', 'p_', alnum.slice(0, 36)), {}, [['github-token', 1]]],
    ['code with a literal', j('const ', "password = 'hunter2'"), { code: true }, [['password', 1]]],
    [
      'two lines',
      j('a_password: one1\n', 'b_password: two2\n'),
      {},
      [
        ['password', 1],
        ['password', 2],
      ],
    ],
    ['kubeconfig', j('    client-key-', `data: ${alnum}${alnum}\n`), {}, [['kubeconfig-key', 1]]],
    ['comment', '# password=hunter2\n; password = hunter2\n// password: hunter2\n', {}, []],
    ['variables', 'password=\u0024{DB_PASSWORD}\npassword: $__file{/etc/secrets/db}\npassword: {{ .Values.password }}\n', {}, []],
    ['code without a literal', 'password = readSecret("db")\ntoken = request.headers', { code: true }, []],
    ['expressions where code is not known', 'password = os.environ["DB_PASSWORD"]\npassword: getPassword()\n', {}, []],
    ['fields mapped to themselves', 'password: password\ntoken: token\n', {}, []],
    ['types in code', 'def sign(private_key: "_PrivateKeyOf", pad):', { code: true }, []],
    ['formats', "user_pass = '%s:%s'", {}, []],
    ['nsswitch.conf', 'passwd:         files systemd\ngroup: files\n', {}, []],
    ['a reference', 'passwordSecretRef:\n  name: grafana\n  key: admin-password\n', {}, []],
    ['prose', 'The password: see the wiki. A token is needed. Secret: none.\n', { code: true }, []],
    ['empty values', 'password=\nsecret: ""\ntoken:\n', {}, []],
    ['log format', 'level=info msg="bad password" user=cart\n', {}, []],
    ['a list of words', 'password, secret, token, api_key\n', {}, []],
    ['numbers', 'password_min: 8\npassword: 12\ntoken = 3600\n', {}, []],
    ['metric names', 'sum(rate(apiserver_token_total{token="x"}[5m])) by (secret)\n', {}, []],
    ['a policy', 'resources: [secrets, tokenreviews]\nverbs: [get]\n', {}, []],
  ])('%s', (_name, text, kind, expected) => {
    expect(secretsInText(text, kind).map(({ id, line }) => [id, line])).toEqual(expected)
  })

  test('is read in time proportional to its length, whatever it holds', () => {
    const size = 400_000
    const hostile = [
      'password',
      'password= ',
      '"password":"\\',
      'eyJ-',
      'eyJaaaaaaaaa.',
      '://a:b',
      '-----BEGIN PRIVATE KEY-----',
      'Basic ',
      `passwd${' '.repeat(99)}`,
      '$2y$10$',
    ]
    for (const part of hostile) {
      const text = part.repeat(size / part.length)
      const start = performance.now()
      secretsInText(text)
      expect(performance.now() - start, part).toBeLessThan(1000)
    }
  })
})

describe('what is shown', () => {
  const token = j('gh', 'p_', alnum.slice(0, 36))
  test('is never the value', () => {
    for (const [name, value] of [
      ['TOKEN', token],
      ['DB_PASSWORD', 'hunter2'],
      ['URL', j('redis://:', 'hunter2@cache')],
    ] as const) {
      const secret = secretOfSetting(name, value)
      expect(secret).toBeDefined()
      const said = JSON.stringify(secret === undefined ? '' : describeSecret(secret))
      expect(said).not.toContain('hunter2')
      expect(said).not.toContain(alnum.slice(0, 6))
    }
  })

  test('names the setting, the kind and the line', () => {
    const secrets = secretsInText(j('a_password: one1\n', 'b: ', token, '\n'))
    expect(describeSecrets(secrets, true).en).toBe(
      'a_password: password (4 characters) on line 1, GitHub token (ghp_…) on line 2',
    )
    expect(describeSecrets(secrets, false).en).toBe('a_password: password (4 characters), GitHub token (ghp_…)')
  })
})

test.each([
  ['password', 'password'],
  ['DB_PASSWORD', 'password'],
  ['userPassword2', 'password'],
  ['clientSecret', 'key'],
  ['token', 'reference'],
  ['tls.secret', 'reference'],
  ['passwordFile', undefined],
  ['usePassword', undefined],
  ['key', undefined],
  ['keyboard', undefined],
  ['compass', undefined],
  ['bypass', undefined],
])('the name %s is of class %s', (name, expected) => {
  expect(classOfName(name)).toBe(expected)
})
