package dev.rls.hibernate.internal.jdbc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.postgresql.core.BaseConnection;

/**
 * Which statements of a session the driver is to keep on the server although a bind goes before them. It names either all of
 * what is sent at once or nothing, and what is given a token must have no name. So, once in a while, the bind is sent alone, and
 * what follows goes behind another one without a token, whose parameters are of another type: the driver names both. In the next
 * execution it finds that the name of the bind does not fit, gives it up and gives it none, while what follows keeps its own.
 */
final class KeptStatements {

    /** As many as the driver itself keeps. */
    private static final int MOST = 256;

    /** The driver may have forgotten a name, after changes of tables or of the search path. */
    private static final int AGAIN = 1_000;

    private static final Map<BaseConnection, KeptStatements> OF_SESSIONS =
            Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * By the hash of the text: a text may be a megabyte, and the driver's own cache has room for five in each session. Where two
     * texts have one hash, they are counted as one, and named at another time.
     */
    private final Map<Integer, Integer> executions = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Integer> eldest) {
            return size() > MOST;
        }
    };

    static KeptStatements of(BaseConnection session) {
        return OF_SESSIONS.computeIfAbsent(session, any -> new KeptStatements());
    }

    /**
     * To be asked once before each execution.
     *
     * @param sql what follows the bind
     * @param threshold after how many executions the driver keeps a statement, 0 for never
     * @return whether it is to be named this time
     */
    boolean isDue(String sql, int threshold) {
        if (threshold <= 0) {
            return false;
        }
        int times = executions.merge(sql.hashCode(), 1, Integer::sum);
        return times >= threshold && (times - threshold) % AGAIN == 0;
    }

    /** To be called when the driver takes nothing for prepared any more. */
    void forget() {
        executions.clear();
    }
}
