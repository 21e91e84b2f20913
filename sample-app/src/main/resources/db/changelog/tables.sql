--liquibase formatted sql

--changeset sample:tenant
create table tenant (
  id varchar(40) primary key,
  name varchar(100) not null
);
--rollback drop table tenant;

--changeset sample:invoice
create table invoice (
  id uuid primary key,
  tenant_id varchar(40) not null references tenant (id),
  number varchar(40) not null,
  amount numeric(12, 2) not null,
  unique (tenant_id, number)
);
--rollback drop table invoice;

--changeset sample:seed
--comment Before the generated changelog: it forces row security on the owner too, and then rows need a bound token.
insert into tenant (id, name) values ('acme', 'Acme Corporation'), ('globex', 'Globex Corporation');
insert into invoice (id, tenant_id, number, amount) values
  ('6f3c1f0e-7d0b-4e57-9d4c-0d1c3a5e8b01', 'acme', 'A-1001', 120.00),
  ('b2a94c55-1f0d-4f0e-8a51-7f6f5d1f9c02', 'acme', 'A-1002', 75.50),
  ('0e8d7b1a-93c4-4d0f-b6a0-2f4f8f3e7d03', 'acme', 'A-1003', 310.25),
  ('d41c6a90-5b7e-4c39-a1f8-9e2b7c6d5a04', 'globex', 'G-2001', 990.00),
  ('38e5f2c7-0a6d-47b1-8c9e-6d5b4a3f2e05', 'globex', 'G-2002', 14.99);
--rollback delete from invoice; delete from tenant;

--changeset sample:approval
alter table invoice add column approved boolean not null default false;
--rollback alter table invoice drop column approved;
