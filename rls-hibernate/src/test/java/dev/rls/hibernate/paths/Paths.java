package dev.rls.hibernate.paths;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** All paths, by family. The families are registered here and nowhere else. */
public final class Paths {

    private static final Map<String, Consumer<Paths>> FAMILIES = new LinkedHashMap<>();

    static {
        FAMILIES.put("Reads", Reads::addTo);
        FAMILIES.put("Loading", Loading::addTo);
        FAMILIES.put("Queries", Queries::addTo);
        FAMILIES.put("Writes", Writes::addTo);
        FAMILIES.put("BulkWrites", BulkWrites::addTo);
        FAMILIES.put("Caches", Caches::addTo);
        FAMILIES.put("Histories", Histories::addTo);
        FAMILIES.put("SpringData", SpringData::addTo);
        FAMILIES.put("SwitchingOff", SwitchingOff::addTo);
    }

    private final List<Path> all;
    private final String family;
    private final Unit unit;

    private Paths(List<Path> all, String family, Unit unit) {
        this.all = all;
        this.family = family;
        this.unit = unit;
    }

    static List<Path> all() {
        List<Path> all = new ArrayList<>();
        FAMILIES.forEach((family, register) -> register.accept(new Paths(all, family, Unit.MAIN)));
        return all;
    }

    /** The same, for paths that need a session factory of their own. */
    public Paths with(Unit other) {
        return new Paths(all, family, other);
    }

    /** A path that opens its sessions itself. */
    public Path free(String name, String closedBy, Path.Body body) {
        Path path = new Path(name, family, closedBy, unit, body);
        all.add(path);
        return path;
    }

    /** A path within one transaction of one session. */
    public Path session(String name, String closedBy, InSession<Session> body) {
        return free(name, closedBy, (factory, whose) -> factory.fromTransaction(session -> body.seen(session, whose)));
    }

    /** A path within one transaction of one stateless session. */
    public Path stateless(String name, String closedBy, InSession<StatelessSession> body) {
        return free(
                name,
                closedBy,
                (factory, whose) -> factory.fromStatelessTransaction(session -> body.seen(session, whose)));
    }

    /** What was found; a path that needs it ends where there is nothing. */
    static <T> T got(@Nullable T found) {
        if (found == null) {
            throw new NoSuchElementException("nothing found");
        }
        return found;
    }

    /** What a path does in a session. */
    @FunctionalInterface
    public interface InSession<S> {
        /** Returns whatever was seen. */
        @Nullable
        Object run(S session, Whose whose) throws Exception;

        /** Reads the result while the session is open. */
        private String seen(S session, Whose whose) {
            try {
                return Seen.in(run(session, whose));
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new Broken(e);
            }
        }
    }

    /** A checked exception of a body. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken(Exception cause) {
            super(cause);
        }
    }
}
