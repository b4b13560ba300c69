-- What a storage was tested for last: what it is tested for again, and what new credentials have to be good for. Not of the
-- last check alone: it stays when the storage changes.
alter table storage.storages
  add column last_check_use text
    constraint storages_last_check_use_check check (last_check_use in ('list', 'read', 'write'));

grant update (last_check_use) on storage.storages to ashlar_worker;

-- Who counts what a storage holds has the lease: one that lost it writes nothing down any more.
alter table storage.usage add column lease uuid;

-- Lists of few among many: without these they walk all that there are, and counts of them do.
create index storages_type on storage.storages (type, id);
create index storages_last_check_status on storage.storages (last_check_status, id);
