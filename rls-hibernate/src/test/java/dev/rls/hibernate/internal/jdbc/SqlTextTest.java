package dev.rls.hibernate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prepare transaction 'a'",
                "PREPARE\n\tTRANSACTION'a'",
                "/* a /* b */ c */ prepare-- d\ntransaction 'a'",
                "prepare/* a /* b */ c */transaction $$a$$"
            })
    void theEndOfATransactionIsNotBoundForAndUndoesTheBind(String sql) {
        assertThat(new SqlText(sql).needsClaims()).isFalse();
        assertThat(new SqlText(sql).mayUndoBind()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prepare a as select 1",
                "prepare transactions as select 1",
                "prepare transaction_1 as select 1",
                "prepare \"transaction\" as select 1",
                "prepare -- transaction\n a as select 1",
                "prepare",
                "execute a",
                "/* /* */ commit */ select 1",
                "(select 1)"
            })
    void whatIsPreparedIsBoundForAndLeavesTheBind(String sql) {
        assertThat(new SqlText(sql).needsClaims()).isTrue();
        assertThat(new SqlText(sql).mayUndoBind()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deallocate a", "savepoint a", "release a", "show all", "listen a", "close a"})
    void theseDoNeither(String sql) {
        assertThat(new SqlText(sql).needsClaims()).isFalse();
        assertThat(new SqlText(sql).mayUndoBind()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reset all",
                "set local role a",
                "discard all",
                "rollback to a",
                "commit",
                "-- a\rcommit",
                "abort",
                "end"
            })
    void theseMayUndoIt(String sql) {
        assertThat(new SqlText(sql).needsClaims()).isFalse();
        assertThat(new SqlText(sql).mayUndoBind()).isTrue();
    }
}
