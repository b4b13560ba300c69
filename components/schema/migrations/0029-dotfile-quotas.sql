-- What dotfiles take is limited by policy. Where no rule says otherwise an owner has 100 files of 64 KiB in total and each.
insert into quota.types (name, description, unit, periodic) values
  ('MAX_DOTFILES', 'Dotfiles that exist', 'items', false),
  ('MAX_DOTFILE_BYTES', 'Bytes of all dotfiles', 'bytes', false),
  ('MAX_DOTFILE_SIZE', 'Bytes of one dotfile; nothing is counted', 'bytes', false);
