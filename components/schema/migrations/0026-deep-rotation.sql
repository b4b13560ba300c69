-- After a leak: values are encrypted anew by the secrets API, which then signs the envelope; the writer's word that it is
-- the newest version stays the writer's.
alter table secrets.versions add column envelope_writer_id text;
-- When the owner was told to change what the secret is for; a new value answers it.
alter table secrets.secrets add column change_advised_at timestamptz(3);

grant update (state, commitment, nonce, ciphertext, tag, signature, envelope_writer_id) on secrets.versions to ashlar_secrets;
grant update (change_advised_at) on secrets.secrets to ashlar_secrets, ashlar_data;
