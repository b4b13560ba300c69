-- Encrypting anew after a leak was a right to change any value; it is one to change values that are sealed to a key of
-- the same owner which was given up before, and nothing else of them. The process that opens values can thereby not write one.
create function secrets.reseal(
  wanted_secret uuid, wanted_version integer, wanted_revision integer, new_recipient uuid, new_enc bytea,
  new_sealed_key bytea, new_commitment bytea, new_nonce bytea, new_ciphertext bytea, new_tag bytea,
  new_signature bytea, new_writer text
) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update secrets.versions as version
  set recipient_key_id = new_recipient, enc = new_enc, sealed_key = new_sealed_key, commitment = new_commitment,
    nonce = new_nonce, ciphertext = new_ciphertext, tag = new_tag, signature = new_signature,
    envelope_writer_id = new_writer, wrap_revision = version.wrap_revision + 1
  from secrets.owner_keys as old, secrets.owner_keys as new
  where version.secret_id = wanted_secret and version.version = wanted_version
    and version.wrap_revision = wanted_revision
    and old.id = version.recipient_key_id and not old.current
    and new.id = new_recipient and new.current
    and (new.owner_type, new.owner_id) = (old.owner_type, old.owner_id);
  return found;
end
$$;

-- The earlier values under a key that was given up, with all that refers to them.
create function secrets.destroy_given_up(wanted_secret uuid, wanted_version integer) returns bigint
language plpgsql security definer set search_path = pg_catalog as $$
declare
  gone bigint;
begin
  update secrets.versions
  set state = 'destroyed', recipient_key_id = null, enc = null, sealed_key = null, commitment = null, nonce = null,
    ciphertext = null, tag = null, signature = null
  where secret_id = wanted_secret and (version = wanted_version or source_version = wanted_version)
    and exists (
      select from secrets.versions as given_up
      join secrets.owner_keys as key on key.id = given_up.recipient_key_id and not key.current
      where given_up.secret_id = wanted_secret and given_up.version = wanted_version
    );
  get diagnostics gone = row_count;
  return gone;
end
$$;

create function secrets.advise_change(wanted_type text, wanted_owner uuid) returns void
language sql security definer set search_path = pg_catalog as $$
  update secrets.secrets set change_advised_at = now() where owner_type = wanted_type and owner_id = wanted_owner
$$;

revoke execute on function secrets.reseal, secrets.destroy_given_up, secrets.advise_change from public;
grant execute on function secrets.reseal, secrets.destroy_given_up, secrets.advise_change to ashlar_secrets;

revoke update (state, recipient_key_id, enc, sealed_key, wrap_revision, commitment, nonce, ciphertext, tag, signature,
  envelope_writer_id) on secrets.versions from ashlar_secrets;
revoke update (change_advised_at) on secrets.secrets from ashlar_secrets;
