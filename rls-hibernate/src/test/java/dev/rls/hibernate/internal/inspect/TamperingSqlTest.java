package dev.rls.hibernate.internal.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TamperingSqlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set role rls_owner",
                "SET ROLE rls_owner",
                "set local role rls_owner",
                "set session role rls_owner",
                "set \"role\" to rls_owner",
                "  set\n\trole none",
                "set/**/role x",
                "set -- a comment\n role x",
                "set /* a /* nested */ comment */ role x",
                "select 1; set role x",
                "select ';'; set role x",
                "select $$;$$; set role x",
                "set session authorization x",
                "set local session authorization default",
                "set session_authorization = 'x'",
                "reset role",
                "reset session authorization",
                "reset all",
                "reset rls.ctx",
                "set rls.ctx = 'x'",
                "set local rls.ctx to 'x'",
                "set \"rls\" . \"ctx\" = 'x'",
                "set row_security = off",
                "set local ROW_SECURITY to off",
                "discard all",
                "DISCARD TEMP",
                "select set_config('rls.ctx', 'x', true)",
                "select SET_CONFIG ('a', 'b', true)",
                "select pg_catalog.set_config('a', 'b', true)",
                "select \"set_config\"('a', 'b', true)",
                "select set_config/**/('a', 'b', true)",
                "select * from invoice where id = 1 or set_config('rls.ctx','x',true) is null",
                "with x as materialized (select set_config('a','b',true)) select * from x",
                "select rls.bind('x')",
                "select rls . bind_claims('{}')",
                "select \"rls\".\"seal\"('{}', 1)",
                "{call rls.bind(?)}",
                "create policy p on invoice using (true)",
                "alter policy p on invoice using (true)",
                "drop policy p on invoice",
                "drop policy if exists p on invoice",
                "alter table invoice disable row level security",
                "alter table only invoice no force row/**/level security",
                "create role mallory superuser",
                "alter user application bypassrls",
                "update pg_settings set setting = 'x' where name = 'rls.ctx'",
                "update pg_catalog.pg_settings set setting = 'x'",
                "do $$ begin perform set_config('rls.ctx', 'x', true); end $$",
                "do $x$ begin set role mallory; end $x$",
                "do $x$ begin execute 'set role mallory'; end $x$",
                "do 'begin reset role; end'",
                "select E'\\'; set role x; --'; set role y",
                "deallocate \"S_1\"",
                "select 1; DEALLOCATE all",
                "prepare \"S_1\" as select 1",
                "show rls.ctx",
                "do $$ begin execute 'deal' || 'locate all'; end $$",
            })
    void whatTampersIsFound(String sql) {
        assertThat(TamperingSql.in(sql)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "select * from invoice where number = ?",
                "select role, session, rls, row_security from member where role = 'set role'",
                "update member set role = ?, name = ? where id = ?",
                "update member set role = 'reset role; set role x'",
                "update member m set session = 1",
                "insert into note (text) values ('select set_config(''rls.ctx'', ''x'', true)')",
                "select 'it''s; set role x'",
                "select $tag$ ; set role x $tag$",
                "select $1, $2 from member where a = $3",
                "select E'\\\\' , 'set role'",
                "-- set role x\nselect 1",
                "/* set_config('a','b',true) */ select 1",
                "select \"set role\" from t",
                "select set_config from t",
                "select rls.id, rls.name from invoice rls",
                "select rls.id from rls where rls.id in (1, 2)",
                "select current_setting('rls.ctx')",
                "set search_path = public",
                "set local statement_timeout = 100",
                "set transaction isolation level serializable",
                "set session characteristics as transaction read only",
                "set constraints all deferred",
                "reset statement_timeout",
                "create table role (id bigint)",
                "alter table policy add column role text",
                "drop table users",
                "create index on invoice (role)",
                "select my_set_config('a')",
                "select policy from drop_policy",
                "do $$ begin raise notice 'x'; end $$",
                "show search_path",
                "select prepare, deallocate, execute from plan",
                "select 'unclosed",
                "select /* unclosed",
                "select $$ unclosed",
            })
    void whatMerelyHoldsSuchWordsIsLeftAlone(String sql) {
        assertThat(TamperingSql.in(sql)).isNull();
    }
}
