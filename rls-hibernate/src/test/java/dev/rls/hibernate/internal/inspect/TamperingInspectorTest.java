package dev.rls.hibernate.internal.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.rls.hibernate.TamperedSqlException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** The inspector sees each statement, so it must cost none of them any memory. */
class TamperingInspectorTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final String SQL =
            "/* page */ select i1_0.id,i1_0.\"number\",c1_0.name from invoice i1_0 join customer c1_0"
                    + " on c1_0.id=i1_0.customer_id and c1_0.tenantid=? where i1_0.tenantid=? and i1_0.note<>'it''s' -- paid"
                    + "\n order by i1_0.id fetch first ? rows only";

    private String kept = "";

    @Test
    void allocatesNothing() {
        TamperingInspector inspector = new TamperingInspector(null);
        assertThat(leastAllocated(() -> inspector.inspect(SQL))).isZero();
    }

    @Test
    void passesOnWhatTheInspectorOfTheUserMakesOfIt() {
        assertThat(new TamperingInspector(null).inspect(SQL)).isSameAs(SQL);
        assertThat(new TamperingInspector(sql -> sql + " ").inspect(SQL)).isEqualTo(SQL + " ");
        assertThat(new TamperingInspector(sql -> null).inspect(SQL)).isSameAs(SQL);
        TamperingInspector tampering = new TamperingInspector(sql -> "set role rls_owner");
        assertThatThrownBy(() -> tampering.inspect(SQL)).isInstanceOf(TamperedSqlException.class);
    }

    /** The control: one string per statement shows. */
    @Test
    void whatAllocatesIsMeasured() {
        assertThat(leastAllocated(() -> kept = SQL + kept.length())).isPositive();
    }

    /** The smallest of several rounds, because classes are loaded and code is compiled meanwhile. */
    private static long leastAllocated(Runnable statement) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100; i++) {
                statement.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
