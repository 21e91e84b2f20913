--liquibase formatted sql

--changeset sample:application dbms:postgresql
--comment The login role of the connection pool gets the rights of rls_app, the registry of tenants to read, and no more.
grant rls_app to "${application_login}";
grant select on tenant to rls_app;
--rollback revoke select on tenant from rls_app;
--rollback revoke rls_app from "${application_login}";

--changeset sample:keys dbms:postgresql
--comment The migration role registers verification keys.
grant rls_keys to current_user;
--rollback revoke rls_keys from current_user;
