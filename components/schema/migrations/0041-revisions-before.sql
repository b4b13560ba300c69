-- What a change of a dotfile replaced or removed; null for one that was made, and for changes of before this column. No
-- reference: the hash outlives the content.
alter table group_config.revisions add column previous_sha256 bytea
  constraint revisions_previous_sha256_check check (octet_length(previous_sha256) = 32);
