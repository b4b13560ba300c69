-- Whether somebody administered the platform when a token last said so: administrators of a domain do not act for them.
alter table users.users add column is_administrator boolean not null default false;
