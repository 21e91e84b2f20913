package dev.rls.hibernate;

import dev.rls.RlsException;
import org.jspecify.annotations.Nullable;

/**
 * The application must not start: an entity, the mapping or the database is not protected as it was compiled. Started
 * through Jakarta Persistence it is the cause of a {@code PersistenceException}.
 */
public final class StartRefusedException extends RlsException {

    private static final long serialVersionUID = 1L;

    /**
     * For this library.
     *
     * @param code the stable id
     * @param problem what is wrong and what mends it
     * @param cause what was caught, if anything
     */
    public StartRefusedException(String code, String problem, @Nullable Throwable cause) {
        super(code, problem, cause);
    }
}
